import { useEffect, useRef, useState } from 'react';
import type { ChipDetail } from '../../../domain/chip-view.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import { useDesk } from '../../desk.tsx';
import type { PhoneRef } from '../../state/store.ts';

/** The calls that do something for the chip of a phone and answer how it stands afterwards. */
export type ChipAct = 'confirm-guide-step' | 'run-chip-tool' | 'override-chip-gate' | 'note-iphone-online';

/** What is known of the chip of a phone, and how to do something about it. */
export interface ChipDesk {
  readonly detail: ChipDetail | null;
  readonly error: RecordedError | null;
  /** Does it and shows what came of it; answers why it was refused, or null. */
  readonly act: <Name extends ChipAct>(name: Name, input: CallInput<Name>) => Promise<RecordedError | null>;
}

/** What every part of the panel works with. */
export interface ChipPartProps {
  readonly phone: PhoneRef;
  readonly detail: ChipDetail;
  readonly act: ChipDesk['act'];
}

/** Reads the chip of a phone, and again whenever `moved` changes; an answer that comes late never takes the place of a newer one. */
export function useChipDetail(phone: PhoneRef, moved: string): ChipDesk {
  const { workstation } = useDesk();
  const [known, setKnown] = useState<Pick<ChipDesk, 'detail' | 'error'>>({ detail: null, error: null });
  const newest = useRef(0);
  const key = JSON.stringify(phone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phone is the same as long as its text is, and `moved` says when there is something new.
  useEffect(() => {
    newest.current += 1;
    const asked = newest.current;
    void workstation.call('read-chip-detail', { phone }).then((reply) => {
      if (newest.current !== asked) return;
      setKnown(reply.ok ? { detail: reply.value, error: null } : { detail: null, error: reply.error });
    });
  }, [workstation, key, moved]);
  const act: ChipDesk['act'] = async (name, input) => {
    const reply = await workstation.call(name, input);
    if (!reply.ok) return reply.error;
    newest.current += 1;
    setKnown({ detail: reply.value, error: null });
    return null;
  };
  return { ...known, act };
}
