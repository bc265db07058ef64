import type { DeviceFacts } from '../domain/device.ts';
import type { ReaderSource } from '../domain/reader.ts';
import type { ProcessLauncher } from '../domain/side-process.ts';
import type { Bench, BenchSettings, Patience, UsbBus } from '../native-adapters/index.ts';
import { openChipData } from './chips/chip-data.ts';
import { type ChipRoom, jobsChips, openChipRoom } from './chips/chip-room.ts';
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
  /** Where iPhones are reached; none are looked for when left out. */
  readonly usbmuxd?: BenchSettings['usbmuxd'];
  /** The USB buses to watch in place of this computer's own. */
  readonly bus?: UsbBus | null;
  readonly people: People;
  readonly secondPerson: SecondPerson;
  /** How log-ins behave; as on a screen in a shop unless said otherwise. */
  readonly sessions?: Partial<SessionSettings>;
  readonly patience?: Patience;
  /** How side processes are started. */
  readonly launch: ProcessLauncher;
  /** The contactless readers to use; none when left out. */
  readonly readers?: ReaderSource;
}

/** The services of an open workstation, and how many jobs a crash had left unfinished. */
export interface Workstation {
  readonly ledger: Ledger;
  readonly book: JobBook;
  readonly board: PortBoard;
  readonly desk: JobDesk;
  readonly bench: Bench;
  readonly operators: Operators;
  /** Null where no readers were wanted. */
  readonly chips: ChipRoom | null;
  readonly recovered: number;
  close(): Promise<void>;
}

// Here readings are bound to records that jobs have begun, never to whatever is on a Port.
const BY_RECORD = { phones: { jobOn: () => null, examined: () => null }, mark: () => null };

/** Opens data, ledger and bench in the order in which they need each other; unfinished jobs are ended before any phone is watched. */
export async function openWorkstation(settings: WorkstationSettings): Promise<Workstation> {
  const { adbServer, usbmuxd = null, bus = null, people, secondPerson, patience, launch, readers = null } = settings;
  const records = openRecords(settings);
  try {
    const { ledger, book, operators, recovered } = records;
    const house = { secondPerson, shop: shopOnRecord(ledger) };
    const data = openChipData(records.folder);
    const chips = readers ? openChipRoom({ records, data, source: readers, ...BY_RECORD }) : null;
    const taken = chips ? jobsChips(chips) : { presence: (facts: DeviceFacts) => data.presence(facts) };
    const wanted = { adbServer, usbmuxd, bus, people, house, launch, chips: taken, ...(patience ? { patience } : {}) };
    const { bench, board, desk, close } = await openWorkbench(records, wanted);
    const closeAll = async (): Promise<void> => {
      await close();
      await chips?.close();
      records.close();
    };
    return { ledger, book, board, desk, bench, operators, chips, recovered: recovered.length, close: closeAll };
  } catch (error) {
    records.close();
    throw error;
  }
}
