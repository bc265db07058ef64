import { useEffect, useState } from 'react';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import type { CallInput, CallName, CallOutput } from '../../domain/ipc.ts';
import { useDesk } from '../desk.tsx';

/** What a screen asked for: not yet here, here, or refused. An older answer stays until the newer one is here. */
export interface Asked<Output> {
  readonly value: Output | null;
  readonly error: RecordedError | null;
  readonly isAsking: boolean;
  /** Asks again. */
  readonly again: () => void;
}

/** Asks the program for something to show, again whenever the input changes; null asks for nothing. */
export function useAnswer<Name extends CallName>(name: Name, input: CallInput<Name> | null): Asked<CallOutput<Name>> {
  const { workstation } = useDesk();
  const [value, setValue] = useState<CallOutput<Name> | null>(null);
  const [error, setError] = useState<RecordedError | null>(null);
  const [isAsking, setAsking] = useState(input !== null);
  const [round, setRound] = useState(0);
  const key = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the input is the same as long as its text is, and `round` asks again.
  useEffect(() => {
    if (input === null) return;
    let isCurrent = true;
    setAsking(true);
    void workstation.call(name, input).then((reply) => {
      if (!isCurrent) return;
      setAsking(false);
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setValue(reply.value as CallOutput<Name>);
    });
    return () => {
      isCurrent = false;
    };
  }, [workstation, name, key, round]);
  return { value, error, isAsking, again: () => setRound((before) => before + 1) };
}
