import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { EntryDraft } from '../../../domain/ledger.ts';
import type { WorkstationClock } from '../../../main/ledger/append-entry.ts';
import { type OpenLedger, openLedger } from '../../../main/ledger/open-ledger.ts';

/** A new folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-ledger-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that a test sets; it goes on by a second at every look. */
export class SetClock implements WorkstationClock {
  ms = Date.UTC(2026, 2, 4, 5, 6, 7);

  now(): number {
    this.ms += 1000;
    return this.ms;
  }

  offsetMinutes(): number {
    return 540;
  }
}

/** Opens a ledger that is closed after the test, when the test did not. */
export function openForTest(
  folder: string,
  options: { practice?: boolean; clock?: WorkstationClock } = {},
): OpenLedger {
  const { practice = false, clock = new SetClock() } = options;
  const opened = openLedger({ folder, practice, clock });
  cleanups.push(() => opened.close());
  return opened;
}

/** A small, legal entry of a job. */
export function stepEnded(number: number, job = 'job-1'): EntryDraft<'step-ended'> {
  const body = { step: `step-${number}`, outcome: 'done', error: null } as const;
  return { kind: 'step-ended', actor: 'op-1', port: 'usb:1-1.2', job, record: 'R-1', body };
}

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0).reverse()) clean();
});
