import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId, PortId } from '../../domain/ids.ts';
import { READER_MODELS } from '../../domain/reader.ts';
import {
  type PracticeRack,
  type PracticeReaders,
  startPracticeRackApart,
  startPracticeReaders,
} from '../../practice/index.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { openWorkstation } from '../workstation.ts';
import { ChipCounter } from './chip-counter.ts';
import { practiceBus } from './practice-bus.ts';
import type { PracticeAudience, PracticeOrder, PracticeResult } from './practice-order.ts';
import { PRACTICE_PATIENCE } from './practice-patience.ts';
import { OPERATOR, Round } from './round.ts';

const APPEAR_WITHIN_MS = 30_000;
const PHONES_A_READER = 4;
const MOST_READERS = 8;

/**
 * Runs the main job on a rack of virtual phones, from plug to certificate; a phone that fails changes nothing for its
 * neighbours. When the signal stops it, running jobs end as cancelled, on record, and the result says so.
 */
export async function practise(
  order: PracticeOrder,
  audience: PracticeAudience,
  signal: AbortSignal,
): Promise<PracticeResult> {
  const certificates = join(order.out, 'certificates');
  const dataFolder = order.dataFolder ?? join(order.out, 'data');
  makeFolder(certificates);
  const rack = await startRack(order);
  try {
    audience.onRack(rack);
    const readers = startReaders(order, rack);
    const workstation = await openWorkstation({
      dataFolder,
      practice: true,
      adbServer: rack.adbServer,
      usbmuxd: rack.usbmuxd,
      bus: rack.usbmuxd ? practiceBus(rack) : null,
      people: peopleOf(rack),
      secondPerson: 'required',
      patience: { ...PRACTICE_PATIENCE, ...order.patience },
      launch: order.launch,
      readers: readers.source,
    });
    try {
      const appearMs = order.patience?.reconnectMs ?? APPEAR_WITHIN_MS;
      const { chips } = workstation;
      if (!chips) throw new WorkstationError('reader.absent');
      const counter = new ChipCounter(chips, readers, signal);
      const round = new Round({ workstation, rack, counter, certificates, signal, audience, appearMs });
      workstation.book.onChange((job) => audience.onJob(job));
      workstation.desk.onProgress((job, progress) => audience.onProgress(job, progress));
      const jobs = await round.run();
      const result = {
        jobs,
        ledger: join(dataFolder, DATABASE_FILE),
        certificates,
        adb: rack.adb,
        bytes: round.bytes(),
        injections: rack.tripwires(),
      };
      writeFileSync(join(order.out, 'summary.json'), `${JSON.stringify(result, null, 2)}\n`);
      return result;
    } finally {
      await workstation.close();
      readers.stop();
    }
  } finally {
    await rack.stop();
    removeIfEmpty(rackFolder(order));
  }
}

const rackFolder = ({ out }: PracticeOrder): string => join(out, 'rack');

/** Another practice in the same place may still have its phones there. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // What is left is not ours.
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new WorkstationError('certificate.not-writable', { folder }, { cause });
  }
}

async function startRack(order: PracticeOrder): Promise<PracticeRack> {
  const { phones, iphones = 0, seed, faults, storageBytes, adb, wishes } = order;
  const workFolder = rackFolder(order);
  try {
    return await startPracticeRackApart(
      { ...wishes, phones, iphones, seed, faults, storageBytes, adb, workFolder },
      order.launch,
    );
  } catch (cause) {
    if (cause instanceof RangeError) throw new WorkstationError('command.usage', { what: cause.message }, { cause });
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new WorkstationError('practice.unavailable', { what: what.slice(0, 200) }, { cause });
  }
}

/** A counter has room for a reader for every few phones, of both kinds by turns. */
function startReaders(order: PracticeOrder, { phones }: PracticeRack): PracticeReaders {
  const count = Math.min(MOST_READERS, Math.max(2, Math.ceil(phones.length / PHONES_A_READER)));
  const models = Array.from({ length: count }, (_, at) => READER_MODELS[at % READER_MODELS.length] ?? 'rc-s380');
  try {
    return startPracticeReaders({ ...order.chips, seed: order.seed, phones, models });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new WorkstationError('command.usage', { what: cause.message }, { cause });
  }
}

function peopleOf(rack: PracticeRack): {
  follow: (port: PortId, instruction: string) => Promise<{ operator: OperatorId; saw: string }>;
} {
  return {
    follow: async (port, instruction) => ({
      operator: OPERATOR,
      saw: (await rack.person.follow(port, instruction)).saw,
    }),
  };
}
