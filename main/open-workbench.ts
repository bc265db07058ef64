import type { ToolFacts } from '../domain/entry-kinds.ts';
import { WorkstationError } from '../domain/errors.ts';
import type { ProcessLauncher } from '../domain/side-process.ts';
import type { Bench, BenchSettings, HearExchange, Patience, UsbBus } from '../native-adapters/index.ts';
import { openBench, REAL_PATIENCE } from '../native-adapters/index.ts';
import { openAppleModels } from './devices/apple-models.ts';
import { PortBoard } from './devices/port-board.ts';
import { failedOrdersOnRecord } from './jobs/failed-orders.ts';
import { type HouseRules, JobDesk, type JobDeskParts } from './jobs/job-desk.ts';
import type { People } from './jobs/step-desk.ts';
import type { OpenRecords } from './open-records.ts';
import { OVERWRITER_FOLDER, PROGRAM_VERSION } from './program.ts';

/** How phones are reached, and who works on them under which rules. */
export interface WorkbenchSettings {
  /** Null = the user's own server on 127.0.0.1:5037. */
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  /** Where iPhones are reached; null = none are looked for. */
  readonly usbmuxd: BenchSettings['usbmuxd'];
  readonly people: People;
  readonly house: HouseRules;
  readonly patience?: Patience;
  /** Hears what phones are asked and answer. */
  readonly hear?: HearExchange;
  /** How side processes are started. */
  readonly launch: ProcessLauncher;
  /** The USB buses, where readers are watched on them too; null = the bench looks at them by itself. */
  readonly bus?: UsbBus | null;
  /** What jobs take over from what is known of their phones' chips. */
  readonly chips: Pick<JobDeskParts, 'presence' | 'recordBegun'>;
}

/** Everything between an open data folder and the phones. */
export interface Workbench {
  readonly bench: Bench;
  readonly board: PortBoard;
  readonly desk: JobDesk;
  /** Resolves when no phone is watched any more; rejects when watching fails by itself. */
  readonly watching: Promise<void>;
  close(): Promise<void>;
}

/** Opens the bench and begins to watch phones; throws what `openBench` throws, and nothing is left behind. */
export async function openWorkbench(records: OpenRecords, settings: WorkbenchSettings): Promise<Workbench> {
  const {
    adbServer,
    usbmuxd,
    people,
    house,
    launch,
    chips,
    bus = null,
    hear = null,
    patience = REAL_PATIENCE,
  } = settings;
  const models = openAppleModels(records.folder);
  for (const { code, facts } of models.faults) process.emitWarning(new WorkstationError(code, facts));
  const bench = await openBench({
    adbServer,
    usbmuxd,
    findAppleModel: (numbers) => models.find(numbers),
    failedOrders: failedOrdersOnRecord(records, new Date()),
    overwriterFolder: OVERWRITER_FOLDER,
    // A practice has a bus of its own, or none.
    usb: records.practice && !bus ? 'left-alone' : 'watched',
    patience,
    launch,
    bus,
    hear,
  });
  const board = new PortBoard(bench.sources);
  const stopped = new AbortController();
  const watching = board.follow(bench.watch(stopped.signal)).catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  const { book, operators } = records;
  const { sessions } = operators;
  const desk = new JobDesk({
    board,
    book,
    adapters: bench.adapters,
    people,
    get tool() {
      return toolOf(bench);
    },
    sessions,
    ...chips,
    get secondPerson() {
      return house.secondPerson;
    },
    get shop() {
      return house.shop ?? null;
    },
  });
  const close = async (): Promise<void> => {
    stopped.abort();
    await watching;
  };
  return { bench, board, desk, watching, close };
}

function toolOf(bench: Bench): ToolFacts {
  return {
    name: 'hakushi',
    version: PROGRAM_VERSION,
    node: process.versions.node,
    adbServer: bench.adbServerVersion,
    overwriterSha256: bench.overwriterSha256,
  };
}
