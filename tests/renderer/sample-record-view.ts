import { certificateFrom } from '../../domain/certificate.ts';
import { recordId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { EntryView, ExchangeLine, RecordView } from '../../domain/record-view.ts';
import type { RecordWriter } from '../domain/sample-record.ts';

/** The record of sample entries as the window reads it, with a few lines of exchange. */
export function recordViewOf(writer: RecordWriter): RecordView {
  const content = certificateFrom(writer.entries);
  const entries = writer.entries.map(
    ({ entry, hash }): EntryView => ({
      seq: entry.seq,
      hash,
      at: entry.at,
      offsetMinutes: entry.offsetMinutes,
      clock: entry.clock,
      kind: entry.kind,
      actor: 'sato',
      port: null,
      job: null,
      record: null,
      body: entry.body as JsonObject,
    }),
  );
  const exchange = Array.from(
    { length: 400 },
    (_, n): ExchangeLine => ({
      at: new Date(Date.UTC(2026, 10, 21, 3, 0, 0, n * 37)).toISOString(),
      direction: n % 2 === 0 ? 'sent' : 'received',
      text: n % 2 === 0 ? `shell,v2:getprop ro.product.model ${n}` : `ok ${n} bytes`,
    }),
  );
  return { record: recordId(content.record ?? 'R-0'), entries, content, exchange };
}
