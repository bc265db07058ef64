import type { ChipView } from '../../domain/chip-view.ts';
import type { PortId, RecordId } from '../../domain/ids.ts';
import type { ReaderSource } from '../../domain/reader.ts';
import type { JobDeskParts } from '../jobs/job-desk.ts';
import type { OpenRecords } from '../open-records.ts';
import { openReaderDesk } from '../readers/open-reader-desk.ts';
import type { ReaderDesk } from '../readers/reader-desk.ts';
import { CardDesk } from './card-desk.ts';
import type { ChipData } from './chip-data.ts';
import { ChipDesk } from './chip-desk.ts';
import { ChipDetails } from './chip-details.ts';
import { ChipFaults } from './chip-faults.ts';
import { type ChipHash, openChipHash } from './chip-hash.ts';
import { ChipTargets, type PhonesAtHand } from './chip-targets.ts';
import { ChipViews } from './chip-views.ts';
import { ChipsWaiting } from './chips-waiting.ts';
import { LicensedTools } from './licensed-tools.ts';
import { PhoneRecords } from './phone-records.ts';
import { recoverToolRuns, ToolDesk } from './tool-desk.ts';

/** What a chip room is opened with. */
export interface ChipRoomParts {
  readonly records: OpenRecords;
  readonly data: ChipData;
  /** The readers of this computer, or those of practice; never both. */
  readonly source: ReaderSource;
  readonly phones: PhonesAtHand;
  /** The mark of a Port now; null while nobody watches the Ports. */
  readonly mark: (port: PortId) => number | null;
}

/** Everything about chips at one workplace: its readers, what was read, and what is on record. */
export interface ChipRoom {
  readonly data: ChipData;
  /** Files and tools that cannot be used. */
  readonly faults: ChipFaults;
  readonly views: ChipViews;
  readonly waiting: ChipsWaiting;
  /** Records that began with a chip, before any job. */
  readonly begun: PhoneRecords;
  readonly desk: ChipDesk;
  readonly tools: ToolDesk;
  readonly cards: CardDesk;
  readonly readers: ReaderDesk;
  close(): Promise<void>;
}

/** Opens the chip room over open records; runs of tools that a crash cut off are ended first. Throws `ledger.write-failed`. */
export function openChipRoom({ records, data, source, phones, mark }: ChipRoomParts): ChipRoom {
  const { ledger, book: jobs, chips: book, folder, operators } = records;
  const faults = new ChipFaults(data.faults);
  const views = new ChipViews(ledger, (residue) => data.name(residue));
  const begun = new PhoneRecords({ mark, hasJob: (record) => book.row(record)?.job !== null });
  const presence = data.presence.bind(data);
  const targets = new ChipTargets({ ledger, book, jobs, records: begun, phones, presence });
  recoverToolRuns(book, targets);
  const licensed = new LicensedTools(folder, (error) => faults.note(error));
  const details = new ChipDetails({
    ledger,
    book,
    views,
    presence,
    guides: data.guides,
    guideFor: (device, icCode) => data.guideFor(device, icCode),
    tools: () => licensed.all(),
  });
  const hash = lazyHash(folder, () => !book.hasReadings());
  const seenIn = (idm: string): RecordId | null => book.readUnder(hash(idm)).at(-1)?.record ?? null;
  const readers = openReaderDesk(source, {
    baselines: data.baselines,
    name: (residue) => data.name(residue),
    seenIn,
  });
  const { sessions } = operators;
  const desk = new ChipDesk({ book, targets, readings: readers, phones, knowledge: data, details, hash, sessions });
  const tools = new ToolDesk({ book, targets, details, tools: licensed, sessions, folder });
  const cards = new CardDesk({ ledger, readers, hash, sessions });
  const close = async (): Promise<void> => {
    await tools.close();
    await readers.close();
    views.close();
  };
  const waiting = new ChipsWaiting(ledger, jobs, book, views);
  return { data, faults, views, waiting, begun, desk, tools, cards, readers, close };
}

/** What the job desk takes over: whether a phone has a chip, and the record that its chip began. */
export function jobsChips({
  data,
  begun,
}: Pick<ChipRoom, 'data' | 'begun'>): Pick<JobDeskParts, 'presence' | 'recordBegun'> {
  return { presence: (facts) => data.presence(facts), recordBegun: (examined) => begun.of(examined) };
}

/** The chip of the phone on a Port whose record began before any job, or null. */
export function chipBegunOn({ begun, views }: Pick<ChipRoom, 'begun' | 'views'>, port: PortId): ChipView | null {
  const record = begun.on(port);
  return record === null ? null : views.of(record);
}

/** The key is opened when the first chip is read: a workstation without readers needs none. */
function lazyHash(folder: string, mayMake: () => boolean): ChipHash {
  let opened: ChipHash | null = null;
  return (idm) => {
    opened ??= openChipHash(folder, mayMake);
    return opened(idm);
  };
}
