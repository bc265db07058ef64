import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriedChip } from '../../domain/chip-carried.ts';
import { type ChipRecordEntry, chipFileOf } from '../../domain/chip-fold.ts';
import { ANSWERED, type Presence } from '../../domain/chip-presence.ts';
import { readChipRecord } from '../../domain/chip-record.ts';
import {
  absentByTwo,
  ChipRecordWriter,
  cardReading,
  emptyReading,
  presentBySoftware,
  readBy,
  silentReading,
  suicaReading,
} from './sample-chip.ts';
import { sampleDevice } from './sample-device.ts';

// Every act that can stand in a record, good and bad ones.
const acts: readonly ((writer: ChipRecordWriter) => unknown)[] = [
  (w) => w.read('sato'),
  (w) => w.read('tanaka'),
  (w) => w.read('sato', suicaReading()),
  (w) => w.read('sato', silentReading()),
  (w) => w.read('sato', cardReading(), { idmHash: '3'.repeat(64) }),
  (w) => w.read('sato', emptyReading(), { idmHash: '2'.repeat(64) }),
  (w) => w.read('sato', emptyReading({ troubles: ['chip-lost'] })),
  (w) => w.add('chip-read', { ...readBy('sato', suicaReading()), state: 'EMPTY' }),
  (w) => w.add('chip-read', null),
  (w) => w.presence(absentByTwo),
  (w) => w.presence(presentBySoftware),
  (w) => w.step('sato'),
  (w) => w.step('suzuki'),
  (w) => w.step('suzuki', { changesChip: false, saw: 'in-use' }),
  (w) => w.tool('suzuki'),
  (w) => w.override('manager'),
  (w) => w.carried({ sources: [ANSWERED] }),
  (w) => w.carried({ idmHashes: ['2'.repeat(64)] }),
  (w) => w.carried({ acts: [{ by: 'sato', at: '2026-11-28T03:00:00.000Z' }] }),
  (w) => w.carried({ shown: [{ is: 'residual', at: '2026-11-28T03:00:00.000Z' }] }),
  (w) => w.carried({ shown: [{ is: 'unknown', at: '2027-11-28T03:00:00.000Z' }] }),
  (w) => w.carried({ shown: [{ is: 'silent', at: '2026-11-30T03:00:00.000Z' }] }),
  (w) => w.carried({ shown: [{ is: 'in-use', at: '2026-11-28T03:00:00.000Z' }] }),
  (w) => w.moved('ready', 'performing', 'start'),
  (w) => w.add('step-ended', { step: 'wipe', outcome: 'done', error: null }),
  (w) => w.add('operator-acted', { step: 's', instruction: 'reset-in-settings', operator: 'sato', saw: 'x' }),
];
const record = fc
  .record({
    job: fc.constantFrom('accepted', 'switched-off', 'none'),
    before: fc.array(fc.nat(acts.length - 1), { maxLength: 2 }),
    after: fc.array(fc.nat(acts.length - 1), { maxLength: 6 }),
  })
  .map(({ job, before, after }): readonly ChipRecordEntry[] => {
    const writer = new ChipRecordWriter();
    for (const act of before) acts[act]?.(writer);
    if (job !== 'none') {
      const review = job === 'switched-off' ? ({ is: 'switched-off' } as const) : undefined;
      writer.entries.push(...ChipRecordWriter.passed('tanaka', review).entries);
    }
    for (const act of after) acts[act]?.(writer);
    return writer.entries;
  });

const readEmpty = record.map((entries) => new ChipRecordWriter(entries).read('sato').entries);

// Kinds that can only take a sale away: without one of them the rest may be worth more.
const VOIDING = new Set([
  'chip-read',
  'chip-guide-step',
  'chip-tool-ran',
  'chip-carried-over',
  'job-moved',
  'step-ended',
  'operator-acted',
]);
const canVoid = ({ kind, body }: ChipRecordEntry): boolean =>
  VOIDING.has(kind) ||
  (kind === 'chip-presence-judged' && (body as { presence: Presence }).presence.is !== 'not-present');

describe('whatever is on record', () => {
  test('removing an entry that cannot void never turns blocked into allowed', () => {
    fc.assert(
      fc.property(record, fc.nat(200), (entries, at) => {
        const place = at % Math.max(1, entries.length);
        const removed = entries[place];
        if (removed === undefined || canVoid(removed) || chipFileOf(entries).sale === 'allowed') return;
        expect(chipFileOf(entries.toSpliced(place, 1)).sale).not.toBe('allowed');
      }),
      { numRuns: 3000 },
    );
  });
  test('adding anything but an EMPTY reading or an absence by two sources never turns blocked into allowed', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(...acts.slice(2)), (entries, act) => {
        const writer = new ChipRecordWriter(entries);
        act(writer);
        const added = writer.entries.at(-1);
        const before = chipFileOf(entries);
        const after = chipFileOf(writer.entries);
        if (before.sale === 'allowed' || after.sale !== 'allowed') return;
        expect([after.state, added?.kind]).toEqual(
          after.state === 'EMPTY'
            ? ['EMPTY', 'chip-read']
            : ['NOT_PRESENT', expect.stringMatching(/presence|chip-read/)],
        );
      }),
      { numRuns: 3000 },
    );
  });
  test('is allowed only with an EMPTY newest reading by another hand, or an absence that no chip contradicts', () => {
    let allowed = 0;
    fc.assert(
      fc.property(record, (entries) => {
        const found = chipFileOf(entries);
        expect(found.sale === 'allowed').toBe(found.blocks.length === 0);
        if (found.sale !== 'allowed') return;
        allowed += 1;
        const newest = entries.findLast(({ kind }) => kind === 'chip-read')?.body as ReturnType<typeof readBy>;
        if (found.state === 'NOT_PRESENT') expect(found.presence.is).toBe('not-present');
        else expect([found.state, newest.state, newest.reading.troubles]).toEqual(['EMPTY', 'EMPTY', []]);
        if (found.recheck === 'done') expect(newest.operator).toBe('sato');
      }),
      { numRuns: 3000 },
    );
    expect(allowed).toBeGreaterThan(50);
  });
  test('what another record shows only ever blocks this one, and is told once', () => {
    let blocked = 0;
    fc.assert(
      fc.property(fc.oneof(record, readEmpty), record, (own, other) => {
        const told = (entries: readonly ChipRecordEntry[]) =>
          carriedChip(readChipRecord(entries), [{ record: 'HK-2', chip: readChipRecord(other) }], sampleDevice());
        const news = told(own);
        if (news === null) return;
        const after = new ChipRecordWriter(own).add('chip-carried-over', news).entries;
        expect(told(after)).toBeNull();
        expect(chipFileOf(after).sale).not.toBe('overridden');
        const { sale } = chipFileOf(own);
        if (chipFileOf(after).sale === 'allowed') expect(sale).toBe('allowed');
        else if (sale === 'allowed') blocked += 1;
        if (news.shown?.some(({ is }) => is !== 'silent')) expect(chipFileOf(after).sale).toBe('blocked');
      }),
      { numRuns: 1000 },
    );
    expect(blocked).toBeGreaterThan(50);
  });
});
