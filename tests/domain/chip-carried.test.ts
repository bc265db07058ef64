import { describe, expect, test } from 'vitest';
import type { ChipTrouble } from '../../domain/chip.ts';
import { type CarriedChip, carriedChip, isRecordOf, type NumberedRecord } from '../../domain/chip-carried.ts';
import { chipFileOf } from '../../domain/chip-fold.ts';
import { ANSWERED, SHOWN_IN_USE } from '../../domain/chip-presence.ts';
import { readChipRecord } from '../../domain/chip-record.ts';
import { type DeviceFacts, notReadable, value } from '../../domain/device.ts';
import {
  absentByTwo,
  ChipRecordWriter,
  cardReading,
  chipOf,
  emptyReading,
  presentBySoftware,
  silentReading,
  suicaReading,
} from './sample-chip.ts';
import { sampleDevice } from './sample-device.ts';
import { sampleIphone } from './sample-iphone.ts';
import { answeredPoll, silentPoll } from './sample-iphone-chip.ts';

const passed = (operator?: string) => ChipRecordWriter.passed(operator);
const file = (writer: ChipRecordWriter) => chipFileOf(writer.entries);

const opened = (device: DeviceFacts = sampleDevice()) =>
  new ChipRecordWriter().add('chip-record-opened', { operator: 'sato', device, claims: [] });
const numbered = (writer: ChipRecordWriter, record = 'HK-1'): NumberedRecord => ({
  record,
  chip: readChipRecord(writer.entries),
});
const carried = (own: ChipRecordWriter, ...others: readonly NumberedRecord[]): CarriedChip | null =>
  carriedChip(readChipRecord(own.entries), others, sampleDevice());

describe('carriedChip', () => {
  test('takes every lasting sign, every chip and every hand, and names the records that had them', () => {
    const first = opened().presence(presentBySoftware).step('suzuki');
    const second = opened().read('sato', suicaReading());
    const found = carried(opened(), numbered(first, 'HK-1'), numbered(second, 'HK-2'), numbered(opened(), 'HK-3'));
    expect(found).toEqual({
      otherRecords: ['HK-1', 'HK-2'],
      sources: [...presentBySoftware.sources, ANSWERED],
      idmHashes: ['1'.repeat(64)],
      acts: [{ by: 'suzuki', at: first.entries.at(-1)?.at }],
      shown: [{ is: 'residual', at: second.entries.at(-1)?.at }],
    });
  });
  test('takes nothing that the record says itself, and so nothing twice', () => {
    const other = opened().presence(presentBySoftware).step('suzuki').read('sato', suicaReading()).read('sato');
    other.step('sato', { changesChip: false, saw: 'in-use' });
    const own = opened();
    const found = carried(own, numbered(other));
    expect(found).not.toBeNull();
    own.add('chip-carried-over', found);
    expect(carried(own, numbered(other))).toBeNull();
    // A third record learns it from the second as well.
    expect(carried(opened(), numbered(own))).toEqual({ ...found, otherRecords: ['HK-1'] });
  });
  test('takes no absence, no empty chip, and of silence and a card that they were met, not what that is a sign of', () => {
    expect(carried(opened(), numbered(opened().presence(absentByTwo)))).toBeNull();
    const read = carried(opened(), numbered(opened().read('sato')));
    expect(read).toMatchObject({ sources: [ANSWERED], shown: [] });
    const other = opened().read('sato', silentReading());
    other
      .read('sato', cardReading(), { idmHash: '3'.repeat(64) })
      .read('sato', emptyReading({ troubles: ['chip-lost'] }));
    expect(carried(opened(), numbered(other))).toMatchObject({
      sources: [ANSWERED],
      idmHashes: ['1'.repeat(64)],
      shown: [{ is: 'silent' }, { is: 'review' }, { is: 'unknown' }],
    });
  });
  test('tells the time of a reading, and that of its entry where nobody knows when it was made', () => {
    const made = (startedAt: string) => opened().read('sato', { ...suicaReading(), startedAt });
    const known = made('2026-11-28T03:00:00.000Z');
    const unknown = made('2027-11-28T03:00:00.000Z');
    expect(carried(opened(), numbered(known))?.shown).toEqual([{ is: 'residual', at: '2026-11-28T03:00:00.000Z' }]);
    expect(carried(opened(), numbered(unknown))?.shown).toEqual([{ is: 'residual', at: unknown.entries.at(-1)?.at }]);
  });
  test('takes for an iPhone what answered and nothing else', () => {
    const iphone = sampleIphone();
    const of = (own: ChipRecordWriter, other: ChipRecordWriter) =>
      carriedChip(readChipRecord(own.entries), [numbered(other)], iphone);
    const before = opened(iphone).read('sato').read('sato', silentPoll()).step('sato').presence(presentBySoftware);
    expect(of(opened(iphone), before)).toBeNull();
    const found = of(opened(iphone), before.read('sato', answeredPoll()));
    expect(found).toEqual({
      otherRecords: ['HK-1'],
      sources: [],
      idmHashes: [],
      acts: [],
      shown: [{ is: 'residual', at: before.entries.at(-1)?.at }],
    });
    expect(of(opened(iphone).add('chip-carried-over', found), before)).toBeNull();
    // What cannot be told from an answer is one; noise is none.
    const said = (troubles: readonly ChipTrouble[], chip = silentPoll().chip) =>
      of(
        opened(iphone),
        opened(iphone).read('sato', silentPoll({ chip, troubles: [...troubles, 'iphone-poll-only'] })),
      );
    expect(said(['bad-answer'])).toBeNull();
    expect(said(['several-chips'])?.shown).toMatchObject([{ is: 'unknown' }]);
    expect(said(['host-emulation'], chipOf('host-emulation', 0xff))?.shown).toMatchObject([{ is: 'unknown' }]);
  });
});

describe('isRecordOf', () => {
  test('knows a phone by any entry that has it, and takes none for it that may be another', () => {
    const { chip } = numbered(opened());
    expect(isRecordOf(chip, sampleDevice())).toBe(true);
    const silent = notReadable('getprop', 'silent');
    expect(isRecordOf(chip, sampleDevice({ serial: silent, imeis: silent }))).toBe(false);
    expect(isRecordOf(chip, sampleDevice({ model: value('Another', 'test') }))).toBe(false);
    expect(isRecordOf({ devices: [] }, sampleDevice())).toBe(false);
  });
});

describe("the phone's own screen", () => {
  const seen = (writer: ChipRecordWriter, saw: string) => writer.step('sato', { changesChip: false, saw });
  test('that shows the chip in use after the newest reading blocks until it is read again', () => {
    const shown = seen(passed().read('sato'), 'in-use');
    expect(file(shown)).toMatchObject({ sale: 'blocked', blocks: ['screen-in-use'] });
    // A later look at the screen may be a correction, or at another phone: the reader decides.
    expect(file(seen(shown, 'unused')).blocks).toEqual(['screen-in-use']);
    expect(file(shown.read('sato')).sale).toBe('allowed');
    expect(file(seen(passed().read('sato'), 'unused')).sale).toBe('allowed');
    expect(file(seen(passed(), 'in-use').read('sato')).sale).toBe('allowed');
  });
  test('shows that there is a chip, under every record of the phone', () => {
    expect(file(seen(passed().presence(absentByTwo), 'in-use'))).toMatchObject({
      sale: 'blocked',
      blocks: ['not-read'],
    });
    expect(carried(opened(), numbered(seen(opened(), 'in-use')))?.sources).toEqual([SHOWN_IN_USE]);
  });
});

describe('what other records of the phone show', () => {
  test('takes an absence away once a chip answered or its software showed it', () => {
    for (const sign of [ANSWERED, ...presentBySoftware.sources]) {
      expect(
        file(
          passed()
            .presence(absentByTwo)
            .carried({ sources: [sign] }),
        ),
      ).toMatchObject({
        state: 'UNKNOWN',
        sale: 'blocked',
        blocks: ['not-read'],
        presence: { is: 'present' },
      });
    }
  });
  test('is a word for a chip only: anything else in it is odd and says nothing', () => {
    const denied = passed().presence({ is: 'unknown', sources: absentByTwo.sources.slice(1) });
    expect(file(denied.carried({ sources: absentByTwo.sources.slice(0, 1) }))).toMatchObject({
      sale: 'blocked',
      blocks: ['not-read', 'record-odd'],
      presence: { is: 'unknown' },
    });
  });
  test('is another chip when this record reads one with another number', () => {
    expect(
      file(
        passed()
          .carried({ idmHashes: ['2'.repeat(64)] })
          .read('sato'),
      ).blocks,
    ).toEqual(['another-chip']);
    expect(
      file(
        passed()
          .carried({ idmHashes: ['1'.repeat(64)] })
          .read('sato'),
      ).sale,
    ).toBe('allowed');
    expect(
      file(
        passed()
          .read('sato')
          .carried({ idmHashes: ['2'.repeat(64)] }),
      ).blocks,
    ).toEqual(['another-chip']);
  });
  test('keeps who did something to the chip from reading it again, and voids what was read before that', () => {
    const acted = () => passed('tanaka').carried({ acts: [{ by: 'sato', at: '2026-11-28T03:00:00.000Z' }] });
    expect(file(acted().read('SATO')).blocks).toEqual(['recheck-same-person']);
    expect(file(acted().read('suzuki')).sale).toBe('allowed');
    const stale = emptyReading({ startedAt: '2026-11-28T02:00:00.000Z' });
    expect(file(acted().read('suzuki', stale)).blocks).toEqual(['read-again']);
  });
  test('asks for a new reading where the chip was not found empty since, and a newer one under this record settles it', () => {
    const NEWER = '2026-11-30T03:00:00.000Z';
    for (const is of ['residual', 'review', 'unknown', 'silent'] as const) {
      const told = passed()
        .read('sato')
        .carried({ shown: [{ is, at: NEWER }] });
      expect(file(told)).toMatchObject({ state: 'EMPTY', sale: 'blocked', blocks: ['read-again'], recheck: 'missing' });
      expect(file(told.read('sato')).sale).toBe('allowed');
    }
    const older = passed().carried({ shown: [{ is: 'residual', at: '2026-11-28T03:00:00.000Z' }] });
    expect(file(older.read('sato')).sale).toBe('allowed');
    const late = passed().carried({ shown: [{ is: 'residual', at: '2026-11-28T03:00:00.000Z' }] });
    const waited = emptyReading({ startedAt: '2026-11-28T02:00:00.000Z' });
    expect(file(late.read('sato', waited)).blocks).toEqual(['read-again']);
  });
  test('is a screen in use wherever it was seen, until the chip is read again', () => {
    const told = passed()
      .read('sato')
      .carried({ shown: [{ is: 'in-use', at: '2026-11-28T03:00:00.000Z' }] });
    expect(file(told)).toMatchObject({ sale: 'blocked', blocks: ['screen-in-use'] });
    expect(file(told.read('sato')).sale).toBe('allowed');
  });
  test('takes an absence away where something was met that is not plain silence, until a reader is silent again', () => {
    const absent = (is: 'unknown' | 'silent') =>
      passed()
        .presence(absentByTwo)
        .carried({ shown: [{ is, at: '2026-11-28T03:00:00.000Z' }] });
    expect(file(absent('silent'))).toMatchObject({ state: 'NOT_PRESENT', sale: 'allowed' });
    expect(file(absent('unknown'))).toMatchObject({ sale: 'blocked', blocks: ['read-again'] });
    expect(file(absent('unknown').read('sato', silentReading()))).toMatchObject({
      state: 'NOT_PRESENT',
      sale: 'allowed',
    });
  });
  test('happened before it was told at the latest: a clock that ran ahead holds nobody until its date', () => {
    const AHEAD = '2027-11-29T03:00:00.000Z';
    const told: readonly Partial<CarriedChip>[] = [
      { acts: [{ by: 'suzuki', at: AHEAD }] },
      { shown: [{ is: 'residual', at: AHEAD }] },
      { shown: [{ is: 'in-use', at: AHEAD }] },
    ];
    for (const one of told) {
      expect(file(passed().carried(one).read('sato')).sale).toBe('allowed');
      expect(file(passed().read('sato').carried(one)).sale).toBe('blocked');
      const waited = emptyReading({ startedAt: '2026-11-29T02:00:00.000Z' });
      expect(file(passed().carried(one).read('sato', waited)).sale).toBe('blocked');
      // It is known again by the time that was first written, so that it is not carried again and again.
      const writer = opened().carried(one);
      expect(carried(opened(), numbered(writer))).toMatchObject(one);
      expect(carried(writer, numbered(writer))).toBeNull();
    }
  });
  test('can be told by an entry of before there was all of it', () => {
    const { shown: _absent, ...old } = { otherRecords: ['HK-1'], sources: [], idmHashes: [], acts: [], shown: [] };
    expect(file(passed().read('sato').add('chip-carried-over', old)).sale).toBe('allowed');
  });
});
