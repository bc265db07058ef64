import type { ProcessLauncher } from '../domain/side-process.ts';
import type { Bench, Patience } from '../native-adapters/index.ts';
import type { PortBoard } from './devices/port-board.ts';
import type { JobBook } from './jobs/job-book.ts';
import type { JobDesk } from './jobs/job-desk.ts';
import type { People } from './jobs/step-desk.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openRecords } from './open-records.ts';
import { openWorkbench } from './open-workbench.ts';
import type { Operators } from './operators/operators.ts';
import type { SecondPerson } from './operators/second-person.ts';
import type { SessionSettings } from './operators/session-desk.ts';
import { shopOnRecord } from './settings/shop.ts';

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

/** Opens data, ledger and bench in the order in which they need each other; unfinished jobs are ended before any phone is watched. */
export async function openWorkstation(settings: WorkstationSettings): Promise<Workstation> {
  const { adbServer, people, secondPerson, patience, launch } = settings;
  const records = openRecords(settings);
  try {
    const { ledger, book, operators, recovered } = records;
    const house = { secondPerson, shop: shopOnRecord(ledger) };
    const wanted = { adbServer, people, house, launch, ...(patience ? { patience } : {}) };
    const { bench, board, desk, close } = await openWorkbench(records, wanted);
    const closeAll = async (): Promise<void> => {
      await close();
      records.close();
    };
    return { ledger, book, board, desk, bench, operators, recovered: recovered.length, close: closeAll };
  } catch (error) {
    records.close();
    throw error;
  }
}
