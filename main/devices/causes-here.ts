import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CauseFinding } from '../../domain/not-detected.ts';
import type { BoardSeen, ClockSeen, DataFolderSeen } from '../../domain/observations.ts';
import { type Probes, surroundingProbes, thisPlatform } from '../../native-adapters/index.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { findCauses } from './find-causes.ts';
import type { PortBoard } from './port-board.ts';

// This version was not there before that day, so a clock that says so is wrong.
const NOT_BEFORE_MS = Date.UTC(2026, 10, 1);
const USERS_SERVER = { host: '127.0.0.1', port: 5037 };

function sawBoard(board: Pick<PortBoard, 'all' | 'ambiguous' | 'blind'>): BoardSeen {
  return { phones: board.all(), ambiguous: board.ambiguous(), blind: board.blind() };
}

/** The folder, or the nearest one above it that is there: a data folder is made when it is first needed. */
async function nearest(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const above = dirname(folder);
    if (!isMissing || above === folder) throw error;
    return nearest(above);
  }
}

/** Looks at the data folder without writing into it. */
export async function lookAtDataFolder(folder: string): Promise<DataFolderSeen> {
  const place = await nearest(folder);
  const { bavail, bsize } = await statfs(place);
  const writable = await access(place, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  return { folder, writable, leftBytes: bavail * bsize };
}

/** Looks at the clock: what has certainly passed is this version's birth, and the last change of the ledger's file where there is one. */
export async function lookAtClock(ledgerFile: string, nowMs: number): Promise<ClockSeen> {
  const changed = await stat(ledgerFile).then(
    ({ mtimeMs }) => mtimeMs,
    () => NOT_BEFORE_MS,
  );
  return { nowMs, passedMs: Math.max(changed, NOT_BEFORE_MS) };
}

/** What an open workstation, or a command without one, can be asked about. */
export interface CausesHere {
  /** Null: no board could be opened, so what only it shows is not looked at. */
  readonly board: Pick<PortBoard, 'all' | 'ambiguous' | 'blind'> | null;
  /** Null = the user's own server on 127.0.0.1:5037. */
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  readonly dataFolder: string;
  readonly practice: boolean;
  readonly signal?: AbortSignal;
}

function probesOf({ board, adbServer, dataFolder }: CausesHere): Probes {
  const around = surroundingProbes({
    platform: thisPlatform(),
    adbServer: adbServer ?? USERS_SERVER,
    environment: process.env,
  });
  return {
    ...around,
    ...(board === null ? {} : { board: () => Promise.resolve(sawBoard(board)) }),
    'data-folder': () => lookAtDataFolder(dataFolder),
    clock: () => lookAtClock(join(dataFolder, DATABASE_FILE), Date.now()),
  };
}

/** Finds why phones or readers are not seen on this computer, within about five seconds and without changing anything. */
export async function findCausesHere(here: CausesHere): Promise<readonly CauseFinding[]> {
  const { practice, signal } = here;
  return findCauses({
    probes: probesOf(here),
    platform: thisPlatform(),
    practice,
    ...(signal ? { signal } : {}),
  });
}
