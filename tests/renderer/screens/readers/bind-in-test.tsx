import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReadingView } from '../../../../domain/chip-view.ts';
import { say } from '../../../../domain/text.ts';
import type { WindowState } from '../../../../domain/window-state.ts';
import { ReaderSheet } from '../../../../renderer/screens/readers/reader-sheet.tsx';
import { jobAt, portWith, shopState } from '../../fake-workstation.ts';
import { detailOf, readerAt, readerWith, residualChip } from '../../sample-chips.ts';

/** A bench with a passed phone in its first socket, an idle one in its second, and a reader that holds this reading. */
export function readerHolding(reading: ReadingView, change: Partial<WindowState> = {}): WindowState {
  return shopState({
    readers: [readerWith(0, reading)],
    ports: [portWith(0, { job: jobAt(0, 'passed') }), portWith(1)],
    ...change,
  });
}

/** The sheet of that reader. */
export const sheet = <ReaderSheet reader={readerAt(0).reader} />;

/** What main answers when a reading is bound. */
export const BOUND = { 'bind-chip-reading': detailOf(residualChip()) };

/** The button that binds. */
export function bindButton(): HTMLElement {
  return screen.getByRole('button', { name: say('ja', 'readers.bind.do') });
}

/** Chooses the phone that stands there among those that are offered. */
export function choose(nth: number): Promise<void> {
  const offered = within(screen.getByRole('radiogroup', { name: say('ja', 'readers.bind.phone') }));
  return userEvent.setup().click(offered.getAllByRole('radio')[nth] ?? document.body);
}
