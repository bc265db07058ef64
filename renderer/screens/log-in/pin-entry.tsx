import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { OperatorId } from '../../../domain/ids.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { afterKey, NO_KEYS } from '../../parts/scanner-keys.ts';
import { showSpan } from '../../parts/show-numbers.ts';
import { PinField } from '../../parts/text-field.tsx';
import { useNow } from '../../state/use-now.ts';
import { useText } from '../../use-text.ts';
import { badgeOf } from './find-person.ts';
import { NumberKeys } from './number-keys.tsx';

/** Asks one person for the PIN; a badge that is scanned here means that somebody else wants to log in, and is never tried as a PIN. */
export function PinEntry(props: {
  readonly person: AccountView;
  readonly people: readonly AccountView[];
  readonly isUnlock: boolean;
  readonly onPerson: (id: OperatorId | null) => void;
}): ReactNode {
  const { person, people, isUnlock, onPerson } = props;
  const { say } = useText();
  const [pin, setPin] = useState('');
  const { error, waitMs, enter } = useLogIn(person, () => setPin(''));
  const keys = useRef(NO_KEYS);
  const take = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = afterKey(keys.current, event.key, event.timeStamp);
    keys.current = next.keys;
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const badge = badgeOf(people, pin, next.source);
    setPin(badge ? '' : pin);
    if (badge) onPerson(badge.id);
    else void enter(pin);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears how fast the field below is filled, as a scanner would.
    <div className="log-in-pin" onKeyDown={take}>
      <PinField label={say('log-in.pin-of', { name: person.name })} value={pin} onChange={setPin} autoFocus />
      {waitMs > 0 ? (
        <Notice kind="warn" title={say('log-in.wait', { time: showSpan(waitMs) })} />
      ) : error ? (
        <ErrorNotice error={error} />
      ) : null}
      <BusyButton kind="primary" big isDisabled={waitMs > 0} onPress={() => enter(pin)}>
        {say(isUnlock ? 'log-in.unlock' : 'log-in.enter')}
      </BusyButton>
      <NumberKeys onDigit={(digit) => setPin(pin + digit)} onErase={() => setPin(pin.slice(0, -1))} />
      {people.length > 1 ? (
        <Button kind="quiet" mark="users" onPress={() => onPerson(null)}>
          {say('log-in.another')}
        </Button>
      ) : null}
    </div>
  );
}

/** Tries a PIN, keeps what was refused, and counts a lock-out down. */
function useLogIn(person: AccountView, onRefused: () => void) {
  const { store, workstation } = useDesk();
  const [error, setError] = useState<RecordedError | null>(null);
  const [untilMs, setUntil] = useState(0);
  const isAtWork = useRef(false);
  const nowMs = useNow(250, untilMs > Date.now());
  // Rounded up, so that a wait is never said to be over before it is.
  const waitMs = untilMs > nowMs ? Math.ceil((untilMs - nowMs) / 1000) * 1000 : 0;
  const enter = async (pin: string): Promise<void> => {
    if (isAtWork.current || waitMs > 0 || pin === '') return;
    isAtWork.current = true;
    const reply = await workstation.call('log-in', { name: person.id, pin });
    isAtWork.current = false;
    if (reply.ok) return store.setState({ takeOver: null });
    const { code, facts } = reply.error;
    const waitSeconds = code === 'operator.locked-out' ? Number(Object(facts).seconds) : 0;
    if (waitSeconds > 0) setUntil(Date.now() + waitSeconds * 1000);
    setError(waitSeconds > 0 ? null : reply.error);
    onRefused();
  };
  return { error, waitMs, enter };
}
