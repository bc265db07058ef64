import type { ToolFacts } from '../domain/entry-kinds.ts';
import type { ProcessLauncher } from '../domain/side-process.ts';
import type { Bench } from '../native-adapters/index.ts';
import { openBench, type Patience, REAL_PATIENCE } from '../native-adapters/index.ts';
import { PortBoard } from './devices/port-board.ts';
import { JobBook } from './jobs/job-book.ts';
import { JobDesk } from './jobs/job-desk.ts';
import { recoverJobs } from './jobs/recover-jobs.ts';
import type { People } from './jobs/step-desk.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { type Operators, openOperators } from './operators/operators.ts';
import type { SecondPerson } from './operators/second-person.ts';
import type { SessionSettings } from './operators/session-desk.ts';
import { OVERWRITER_FOLDER, PROGRAM_VERSION } from './program.ts';
import { jobsTable } from './store/tables/jobs.ts';

/** How a workstation is opened. */
export interface WorkstationSettings {
  readonly dataFolder: string;
  readonly practice: boolean;
  /** Null = the user's own server on 127.0.0.1:5037. */
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  readonly people: People;
  readonly secondPerson: SecondPerson;
  /** How log-ins behave; as on a screen in a shop unless said otherwise. */
  readonly sessions?: Partial<SessionSettings>;
  readonly patience?: Patience;
  /** How side processes are started. */
  readonly launch: ProcessLauncher;
}

/** The services of an open workstation, and how many jobs a crash had left unfinished. */
export interface Workstation {
  readonly ledger: Ledger;
  readonly book: JobBook;
  readonly board: PortBoard;
  readonly desk: JobDesk;
  readonly bench: Bench;
  readonly operators: Operators;
  readonly recovered: number;
  close(): Promise<void>;
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

/** Opens data, ledger and bench in the order in which they need each other; unfinished jobs are ended before any phone is watched. */
export async function openWorkstation(settings: WorkstationSettings): Promise<Workstation> {
  const { dataFolder, practice, adbServer, people, secondPerson, launch, patience = REAL_PATIENCE } = settings;
  const opened = openLedger({ folder: dataFolder, practice });
  try {
    const book = new JobBook(opened.ledger, jobsTable(opened.database));
    const recovered = recoverJobs(book).length;
    const operators = openOperators(opened, settings.sessions);
    const bench = await openBench({
      adbServer,
      overwriterFolder: OVERWRITER_FOLDER,
      usb: practice ? 'left-alone' : 'watched',
      patience,
      launch,
    });
    const board = new PortBoard(bench.sources);
    const stopped = new AbortController();
    const watching = board.follow(bench.watch(stopped.signal)).catch((error: unknown) => {
      if (!stopped.signal.aborted) throw error;
    });
    const tool = toolOf(bench);
    const desk = new JobDesk({
      board,
      book,
      adapters: bench.adapters,
      people,
      tool,
      secondPerson,
      sessions: operators.sessions,
    });
    const close = async (): Promise<void> => {
      stopped.abort();
      await watching;
      opened.close();
    };
    return { ledger: opened.ledger, book, board, desk, bench, operators, recovered, close };
  } catch (error) {
    opened.close();
    throw error;
  }
}
