import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { WorkstationError } from '../../domain/errors.ts';
import { portId } from '../../domain/ids.ts';
import type { ProcessLauncher } from '../../domain/side-process.ts';
import type { RackView } from '../../domain/window-state.ts';
import { type PracticeRack, startPracticeRackApart } from '../../practice/index.ts';

/** What a practice is begun with. */
export interface PracticeWish {
  readonly phones: number;
  /** None when left out. */
  readonly iphones?: number;
  readonly seed: string;
  readonly faults: readonly string[];
}

/** The practice of a first run that chose it. */
export const FIRST_PRACTICE: PracticeWish = { phones: 6, iphones: 2, seed: 'first', faults: [] };

/** The rack as the board shows it when there is none. */
export const NO_RACK: RackView = { is: 'absent', phones: [], error: null };

/** A running rack as the board shows it. */
export function rackView({ phones }: PracticeRack): RackView {
  const shown = phones.map(({ port, model, fault }) => ({ port: portId(port), model, fault }));
  return { is: 'running', phones: shown, error: null };
}

/** Starts a rack whose phones live in the practice data folder; throws `command.usage` for a fault that nobody knows, and `practice.unavailable`. */
export async function startRack(
  folder: string,
  { phones, iphones = 0, seed, faults }: PracticeWish,
  launch: ProcessLauncher,
): Promise<PracticeRack> {
  const workFolder = join(folder, 'rack');
  try {
    mkdirSync(workFolder, { recursive: true, mode: 0o700 });
    return await startPracticeRackApart({ phones, iphones, seed, faults, adb: 'auto', workFolder }, launch);
  } catch (cause) {
    if (cause instanceof RangeError) throw new WorkstationError('command.usage', { what: cause.message }, { cause });
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new WorkstationError('practice.unavailable', { what: what.slice(0, 200) }, { cause });
  }
}
