import { describe, expect, test } from 'vitest';
import { type CarriedChip, carriedChip, isRecordOf, type NumberedRecord } from '../../domain/chip-carried.ts';
import { chipFileOf } from '../../domain/chip-fold.ts';
import { ANSWERED, SHOWN_IN_USE } from '../../domain/chip-presence.ts';
import { readChipRecord } from '../../domain/chip-record.ts';
import { type DeviceFacts, notReadable, value } from '../../domain/device.ts';
import {
  absentByTwo,
  ChipRecordWriter,
  cardReading,
  emptyReading,
  presentBySoftware,
  silentReading,
  suicaReading,
} from './sample-chip.ts';
import { sampleDevice } from './sample-device.ts';
import { sampleIphone } from './sample-iphone.ts';

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
    });
  });
  test('takes nothing that the record says itself, and so nothing twice', () => {
    const other = opened().presence(presentBySoftware).step('suzuki').read('sato');
    const own = opened();
    const found = carried(own, numbered(other));
    expect(found).not.toBeNull();
    own.add('chip-carried-over', found);
    expect(carried(own, numbered(other))).toBeNull();
    // A third record learns it from the second as well.
    expect(carried(opened(), numbered(own))).toEqual({ ...found, otherRecords: ['HK-1'] });
  });
  test('takes no absence, no silence and no card', () => {
    const other = opened().presence(absentByTwo).read('sato', silentReading());
    other.read('sato', cardReading(), { idmHash: '3'.repeat(64) });
    expect(carried(opened(), numbered(other))).toBeNull();
  });
  test('takes nothing for an iPhone', () => {
    const iphone = sampleIphone();
    const before = opened(iphone).read('sato');
    expect(carriedChip(readChipRecord([]), [numbered(before)], iphone)).toBeNull();
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
});
