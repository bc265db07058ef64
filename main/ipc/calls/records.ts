import { certificateFrom } from '../../../domain/certificate.ts';
import { modelNamesOf } from '../../../domain/chip-binding.ts';
import { known } from '../../../domain/device.ts';
import type { EntryBodies } from '../../../domain/entry-kinds.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { JobId, PortId, RecordId } from '../../../domain/ids.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { EntryView, RecordFound } from '../../../domain/record-view.ts';
import type { ChipBook } from '../../chips/chip-book.ts';
import type { CommittedEntry } from '../../ledger/append-entry.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { JobRow } from '../../store/tables/jobs.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';

const MOST_FOUND = 500;
// As `qrText` writes it.
const QR_TEXT = /^hakushi:1:(.+):[0-9a-f]{64}$/i;
// The verdict is committed with the move that ends a job, just before it; an order of destruction may stand in between.
const VERDICT_WITHIN = 3;

type RecordCall = 'find-records' | 'read-record' | 'list-entries';

/** Answers the calls that look things up in the ledger. */
export function recordCalls(places: Workplaces): Pick<Handlers, RecordCall> {
  return {
    'find-records': ({ text }) => {
      const { book, ledger, chips } = places.current.records;
      return book.find(wantedOf(text), MOST_FOUND).map((row) => {
        const { record, state, device } = row;
        return { record, state, ...endOf(ledger, row), ...namesOf(device), ...chipOf(chips, record) };
      });
    },
    'read-record': ({ record }) => {
      const { records, exchange } = places.current;
      const entries = records.ledger.ofRecord(record);
      const job = entries.find(({ entry }) => entry.job !== null)?.entry.job as JobId | undefined;
      if (entries.length === 0) throw new WorkstationError('record.unknown', { record });
      return {
        record,
        entries: entries.map(entryView),
        content: certificateFrom(entries),
        exchange: job ? exchange.of(job) : [],
      };
    },
    'list-entries': ({ before, most }) => {
      const { ledger } = places.current.records;
      const newest = Math.min(before === null ? Number.MAX_SAFE_INTEGER : before - 1, ledger.head().seq);
      const oldest = Math.max(1, newest - most + 1);
      const entries: EntryView[] = [];
      for (let seq = newest; seq >= oldest; seq -= 1) {
        const found = ledger.at(seq);
        if (found) entries.push(entryView(found));
      }
      return { entries, before: oldest > 1 ? oldest : null };
    },
  };
}

/** Rows keep up with the ledger's entries; a record of before there were chips on record has none. */
function chipOf(chips: ChipBook, record: RecordId): Pick<RecordFound, 'chip'> {
  const row = chips.row(record);
  if (!row) return {};
  const { state, sale, blocks } = row;
  return { chip: { state, sale, blocks } };
}

/** A scanner types full-width characters where a Japanese keyboard is on, and reads the whole text of a paper's QR code. */
function wantedOf(text: string): string {
  const typed = text.normalize('NFKC').trim();
  return QR_TEXT.exec(typed)?.[1] ?? typed;
}

function namesOf(
  device: EntryBodies['job-drafted']['device'],
): Pick<RecordFound, 'maker' | 'model' | 'modelNames' | 'serial' | 'imei'> {
  return {
    maker: known(device.maker),
    model: known(device.model),
    modelNames: modelNamesOf(device),
    serial: known(device.serial),
    imei: known(device.imeis)?.[0] ?? null,
  };
}

function endOf(ledger: Ledger, { id, updatedSeq }: JobRow): Pick<RecordFound, 'atMs' | 'outcome'> {
  const near = Array.from({ length: VERDICT_WITHIN }, (_, back) => ledger.at(updatedSeq - back)?.entry);
  const reached = near.find((entry) => entry?.job === id && entry.kind === 'verdict-reached');
  const outcome = reached ? (reached.body as EntryBodies['verdict-reached']).outcome : null;
  return { atMs: Date.parse(near[0]?.at ?? ''), outcome };
}

function entryView({ seq, hash, entry }: CommittedEntry): EntryView {
  const { at, offsetMinutes, clock, kind, actor, port, job, record, body } = entry;
  return {
    seq,
    hash,
    at,
    offsetMinutes,
    clock,
    kind,
    actor,
    port: port as PortId | null,
    job: job as JobId | null,
    record: record as RecordId | null,
    body: body as unknown as JsonObject,
  };
}
