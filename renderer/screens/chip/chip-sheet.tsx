import './chip.css';
import '../phone/phone.css';
import type { ReactNode } from 'react';
import { isErased } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Sheet } from '../../parts/dialog.tsx';
import type { OpenSheet, PhoneRef, Shelf } from '../../state/store.ts';
import { useText } from '../../use-text.ts';
import { ChipPanel } from './chip-panel.tsx';

/** What the window itself knows of the phone whose chip is looked at: its name, and what makes it worth reading again. */
interface Standing {
  readonly name: string;
  readonly moved: string;
  readonly isReset: boolean;
  readonly worker: string | null;
}

function standingOf({ state }: Shelf, phone: PhoneRef): Standing {
  const port = state?.ports.find((one) =>
    phone.is === 'port'
      ? one.port === phone.port
      : one.job?.record === phone.record || one.chip?.record === phone.record,
  );
  const waiting = phone.is === 'record' ? state?.chipsWaiting.find(({ record }) => record === phone.record) : undefined;
  const job = port?.job ?? null;
  const read = port?.phone === 'reading' ? null : (port?.phone ?? null);
  const { maker, model } = job ?? waiting ?? read ?? { maker: null, model: null };
  const number = phone.is === 'record' ? phone.record : (port?.name ?? phone.port);
  return {
    name: [number, maker, model].filter((part) => part !== null && part !== undefined).join('  '),
    moved: JSON.stringify([job?.state, job?.chip ?? port?.chip ?? waiting?.chip]),
    isReset: waiting !== undefined || (job !== null && isErased(job)),
    worker: job?.operator ?? null,
  };
}

/** The chip of one phone in a sheet of its own, for phones that are on no Port, and from where no panel stands open. */
export function ChipSheet({ phone, back }: { readonly phone: PhoneRef; readonly back: OpenSheet | null }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  // As one text, so that progress of other phones draws nothing anew.
  const standing: Standing = JSON.parse(useShelf((shelf) => JSON.stringify(standingOf(shelf, phone))));
  const { name, ...rest } = standing;
  return (
    <Sheet wide title={say('chip.sheet.title', { name })} onClose={() => store.setState({ sheet: back })}>
      <ChipPanel phone={phone} {...rest} />
    </Sheet>
  );
}
