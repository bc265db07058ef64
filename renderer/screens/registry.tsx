import type { ComponentType } from 'react';
import type { JobId, PortId, ReaderId } from '../../domain/ids.ts';
import type { OpenSheet, PhoneRef, Screen } from '../state/store.ts';
import { Board } from './board/board.tsx';
import { ChipSheet } from './chip/chip-sheet.tsx';
import { ChipsWaitingSheet } from './chip/chips-waiting.tsx';
import { ConsentSheet } from './consent/consent-sheet.tsx';
import { FirstRun } from './first-run/first-run.tsx';
import { Ledger } from './ledger/ledger.tsx';
import { LogIn } from './log-in/log-in.tsx';
import { NotDetected } from './not-detected/not-detected.tsx';
import { PhonePanel } from './phone/phone-panel.tsx';
import { ReaderSheet } from './readers/reader-sheet.tsx';
import { Records } from './records/records.tsx';
import { Reports } from './reports/reports.tsx';
import { ReviewSheet } from './review/review-sheet.tsx';
import { Settings } from './settings/settings.tsx';

/** The screens that are there; the rail shows no others. Each fills the room right of the rail and scrolls by itself. */
export const SCREEN_VIEWS: Readonly<Partial<Record<Screen, ComponentType>>> = {
  board: Board,
  'not-detected': NotDetected,
  records: Records,
  ledger: Ledger,
  reports: Reports,
  settings: Settings,
};

/** What a workstation without a shop shows instead of everything else. */
export const FIRST_RUN: ComponentType | null = FirstRun;

/** Stands in a column beside the board while nobody may touch it, and in a window while somebody takes over (`takeOver` of the shelf). */
export const LOG_IN: ComponentType | null = LogIn;

/** The panel of the Port that is open; it draws its own Sheet and closes by `open: null`. */
export const PORT_PANEL: ComponentType<{ readonly port: PortId }> | null = PhonePanel;

/** Asks for consent and starts the jobs of several Ports; it draws its own Dialog or Sheet and closes by `sheet: null`. */
export const CONSENT: ComponentType<{ readonly ports: readonly PortId[] }> | null = ConsentSheet;

/** Takes the second person through several jobs; it draws its own Dialog or Sheet and closes by `sheet: null`. */
export const REVIEW: ComponentType<{ readonly jobs: readonly JobId[] }> | null = ReviewSheet;

/** One reader: what it says, what it read, and which phone that is; it closes by `sheet: null`. */
export const READER: ComponentType<{ readonly reader: ReaderId }> = ReaderSheet;

/** The phones that passed and wait for their chip; it closes by `sheet: null`. */
export const CHIPS_WAITING: ComponentType = ChipsWaitingSheet;

/** The chip of one phone; it closes by bringing back what stood there before. */
export const CHIP: ComponentType<{ readonly phone: PhoneRef; readonly back: OpenSheet | null }> = ChipSheet;
