import { describe, expect, test } from 'vitest';
import { UNREAD_CHIP } from '../../domain/chip-file.ts';
import { chipFileOf } from '../../domain/chip-fold.ts';
import type { Presence } from '../../domain/chip-presence.ts';
import {
  absentByTwo,
  ChipRecordWriter,
  cardReading,
  emptyReading,
  presentBySoftware,
  readBy,
  root,
  sampleBaseline,
  service,
  silentReading,
  suicaReading,
  system,
  withSystem,
} from './sample-chip.ts';
import { sampleDevice } from './sample-device.ts';

const passed = (operator?: string) => ChipRecordWriter.passed(operator);
const file = (writer: ChipRecordWriter) => chipFileOf(writer.entries);

describe('a record without a reading', () => {
  test('is not read, whatever else is on record', () => {
    expect(chipFileOf([])).toEqual(UNREAD_CHIP);
    expect(file(passed())).toEqual(UNREAD_CHIP);
    expect(file(passed().presence(presentBySoftware))).toMatchObject({
      state: 'UNKNOWN',
      sale: 'blocked',
      blocks: ['not-read'],
    });
  });
});

describe('the newest reading', () => {
  test('lets the phone be sold when it is EMPTY, after the job, by another person', () => {
    expect(file(passed('tanaka').read('sato'))).toMatchObject({
      state: 'EMPTY',
      reasons: ['only-empty-structure'],
      sale: 'allowed',
      blocks: [],
      recheck: 'done',
      presence: { is: 'present' },
      lastRead: { by: 'sato' },
    });
  });
  test('decides, upward and downward', () => {
    const found = file(passed().read('sato').read('sato', suicaReading()));
    expect(found).toMatchObject({ state: 'RESIDUAL', sale: 'blocked', blocks: ['residual'] });
    expect(found.residues).toHaveLength(2);
    expect(file(passed().read('sato', suicaReading()).read('sato')).sale).toBe('allowed');
    expect(file(passed().read('sato').read('sato', silentReading()))).toMatchObject({ blocks: ['unknown'] });
    expect(
      file(
        passed()
          .read('sato')
          .read('sato', withSystem(system(3))),
      ),
    ).toMatchObject({ blocks: ['review'] });
  });
  test('counts only from after the last work of the job, also before its review', () => {
    const early = new ChipRecordWriter().read('sato');
    const later = passed().entries;
    expect(file(new ChipRecordWriter([...early.entries, ...later]))).toMatchObject({
      sale: 'blocked',
      blocks: ['read-before-reset'],
      recheck: 'missing',
    });
    const beforeReview = later.slice(0, -2);
    const review = later.slice(-2);
    const read = new ChipRecordWriter(beforeReview).read('sato').entries;
    expect(chipFileOf([...read, ...review]).sale).toBe('allowed');
    expect(file(passed().read('sato').moved('ready', 'performing', 'start')).blocks).toEqual(['read-before-reset']);
  });
  test('is before the reset when only the end of the job is on record', () => {
    const drafted = passed().entries.filter(({ kind }) => kind === 'job-drafted');
    const writer = new ChipRecordWriter(drafted).read('sato');
    expect(file(writer).sale).toBe('allowed');
    expect(file(writer.moved('awaiting-review', 'passed', 'review-accepted')).blocks).toEqual(['read-before-reset']);
  });
});

describe('a reading that was bound long after it was made', () => {
  const made = (startedAt: string, reading = emptyReading()) => ({ ...reading, startedAt });
  test('is before the reset when the job worked after it was made', () => {
    const stale = made('2026-11-21T03:00:10.000Z');
    expect(file(passed().read('sato', stale))).toMatchObject({ sale: 'blocked', blocks: ['read-before-reset'] });
    expect(file(passed().read('sato', made('2026-11-22T00:00:00.000Z'))).sale).toBe('allowed');
  });
  test('is out of date when something was done to the chip after it was made', () => {
    const acted = passed().step('suzuki');
    const at = acted.entries.at(-1)?.at ?? '';
    expect(file(new ChipRecordWriter(acted.entries).read('sato', made('2026-11-28T00:00:00.000Z'))).blocks).toEqual([
      'read-again',
    ]);
    expect(file(new ChipRecordWriter(acted.entries).read('sato', made(at))).sale).toBe('allowed');
  });
  test('does not stand against one that was made after it', () => {
    const later = passed().read('sato', made('2026-11-28T12:00:00.000Z', suicaReading()));
    expect(file(later.read('sato', made('2026-11-28T11:00:00.000Z'))).blocks).toEqual(['read-again']);
    expect(file(later.read('sato', made('2026-11-28T13:00:00.000Z'))).sale).toBe('allowed');
  });
  test('counts not at all where the clock was changed before it was bound, as a steady clock saw, until it is read again', () => {
    const moved = ChipRecordWriter.passed().read('sato', emptyReading(), { clockMoved: true });
    expect(file(moved)).toMatchObject({ sale: 'blocked', blocks: expect.arrayContaining(['read-again']) });
    expect(file(moved.read('sato'))).toMatchObject({ sale: 'allowed', blocks: [] });
    // What is left is left, whenever it was seen.
    const left = ChipRecordWriter.passed().read('sato', suicaReading(), { clockMoved: true });
    expect(file(left)).toMatchObject({ state: 'RESIDUAL', sale: 'blocked' });
    expect(file(ChipRecordWriter.passed().read('sato').read('sato', suicaReading(), { clockMoved: true })).sale).toBe(
      'blocked',
    );
    const silent = new ChipRecordWriter().presence(absentByTwo).read('sato', silentReading(), { clockMoved: true });
    expect(file(silent)).toMatchObject({ sale: 'blocked', blocks: ['read-again'] });
  });
  test('counts not at all where the clock was set back before it was bound, because nobody knows when it was made', () => {
    const future = passed().read('sato', made('2027-01-01T00:00:00.000Z'));
    expect(file(future)).toMatchObject({ sale: 'blocked', blocks: ['read-again', 'read-before-reset'] });
    expect(file(future.read('sato')).sale).toBe('allowed');
    const silent = passed().presence(absentByTwo).read('sato', made('2027-01-01T00:00:00.000Z', silentReading()));
    expect(file(silent).blocks).toEqual(['read-again']);
  });
});

describe('what was done to the chip after the newest reading', () => {
  test('asks for another one', () => {
    const read = () => passed().read('sato');
    expect(file(read().step('suzuki')).blocks).toEqual(['read-again']);
    for (const result of ['erased', 'refused', 'failed'] as const) {
      expect(file(read().tool('suzuki', result)).blocks).toEqual(['read-again']);
    }
    expect(file(read().step('suzuki').read('sato')).sale).toBe('allowed');
    expect(file(read().step('suzuki', { changesChip: false })).sale).toBe('allowed');
    expect(file(read().step('suzuki', { outcome: 'not-possible' })).sale).toBe('allowed');
    expect(file(read().step('suzuki', { outcome: 'not-needed' })).sale).toBe('allowed');
  });
});

describe('the second person', () => {
  test('is not who ran the job, followed its instructions, did a step, or ran a tool', () => {
    const reset = { step: 's', instruction: 'reset-in-settings', operator: 'Ono', saw: 'x' };
    for (const [writer, hand] of [
      [passed('tanaka'), ' TANAKA'],
      [passed().step('suzuki'), 'suzuki'],
      [passed().tool('Yamada'), 'yamada'],
      [passed().add('operator-acted', reset), 'ono'],
    ] as const) {
      expect(file(writer.read(hand))).toMatchObject({ state: 'EMPTY', recheck: 'missing', sale: 'blocked' });
      expect(file(writer).blocks).toEqual(['recheck-same-person']);
      expect(file(writer.read('sato')).sale).toBe('allowed');
    }
  });
  test('may have looked at the screen, and may have done what changes nothing', () => {
    const looked = { step: 's', instruction: 'look-at-screen', operator: 'sato', saw: 'x' };
    expect(file(passed().add('operator-acted', looked).read('sato')).sale).toBe('allowed');
    expect(file(passed().step('sato', { changesChip: false }).read('sato')).sale).toBe('allowed');
  });
  test('cannot be told without the job on record', () => {
    expect(file(new ChipRecordWriter().read('sato'))).toMatchObject({
      state: 'EMPTY',
      blocks: ['recheck-missing'],
      recheck: 'missing',
    });
  });
  test('is not asked for where the job was closed without one', () => {
    const writer = ChipRecordWriter.passed('tanaka', { is: 'switched-off' }).read('tanaka');
    const undrafted = writer.entries.filter(({ kind }) => kind !== 'job-drafted');
    expect(chipFileOf(undrafted).blocks).toEqual(['recheck-missing']);
    expect(file(writer)).toMatchObject({ sale: 'allowed', recheck: 'switched-off' });
    expect(file(ChipRecordWriter.passed('tanaka', { is: 'not-made' }).read('tanaka')).sale).toBe('blocked');
  });
});

describe('one chip', () => {
  test('is read in one record; another one voids it for good', () => {
    const other = { idmHash: '2'.repeat(64) };
    expect(file(passed().read('sato', suicaReading(), other).read('sato')).blocks).toEqual(['another-chip']);
    expect(file(passed().read('sato', emptyReading(), { alsoReadIn: 'R20261120-0001' })).blocks).toEqual([
      'another-chip',
    ]);
  });
  test('that was read as another phone’s since lets neither be sold, whatever is read afterwards', () => {
    const body = { otherRecord: 'R20261120-0002' };
    const contradicted = passed().read('sato').add('chip-contradicted', body);
    expect(file(contradicted)).toMatchObject({ sale: 'blocked', blocks: ['another-chip'] });
    expect(file(contradicted.read('sato')).blocks).toEqual(['another-chip']);
  });
  test('is not disturbed by a card that lay in the case before', () => {
    const elsewhere = { idmHash: '2'.repeat(64), alsoReadIn: 'R20261120-0001' };
    expect(file(passed().read('sato', cardReading(), elsewhere).read('sato')).sale).toBe('allowed');
    expect(file(passed().read('sato').read('sato', cardReading(), elsewhere)).blocks).toEqual(['review']);
  });
});

describe('a phone without a chip', () => {
  test('is NOT_PRESENT by two sources, without a reading and without a second person', () => {
    expect(file(passed().presence(absentByTwo))).toMatchObject({
      state: 'NOT_PRESENT',
      reasons: [],
      sale: 'allowed',
      recheck: 'not-needed',
      lastRead: null,
    });
    expect(file(passed().presence(absentByTwo).read('tanaka', silentReading())).state).toBe('NOT_PRESENT');
    expect(
      file(passed().presence({ ...absentByTwo, is: 'unknown', sources: absentByTwo.sources.slice(1) })).blocks,
    ).toEqual(['not-read']);
  });
  test('is none once a chip answered, for ever', () => {
    const answered = passed().read('sato', suicaReading()).presence(absentByTwo);
    expect(file(answered)).toMatchObject({ state: 'RESIDUAL', presence: { is: 'present' }, sale: 'blocked' });
    expect(file(answered.read('sato', silentReading())).blocks).toEqual(['unknown']);
    const said: Presence = { is: 'present', sources: [{ is: 'reader', says: 'answered', isPhoneAwake: true }] };
    expect(file(passed().presence(said).presence(absentByTwo))).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
  });
  test('is none once its software showed Osaifu-Keitai', () => {
    expect(file(passed().presence(presentBySoftware).presence(absentByTwo)).sale).toBe('blocked');
  });
  test('may have been wrong in the table before', () => {
    const table: Presence = {
      is: 'present',
      sources: [{ is: 'model-table', says: 'yes', entry: 'x', version: '1' }],
    };
    expect(file(passed().presence(table).presence(absentByTwo)).sale).toBe('allowed');
  });
  test('does not agree with a card in the case, two chips, or a step that changed the chip', () => {
    expect(file(passed().presence(absentByTwo).read('sato', cardReading())).blocks).toEqual(['review']);
    const several = { ...silentReading(), troubles: ['several-chips'] as const };
    expect(file(passed().presence(absentByTwo).read('sato', several)).blocks).toEqual(['unknown']);
    expect(file(passed().presence(absentByTwo).step('sato')).blocks).toEqual(['read-again']);
  });
});

describe('a record that does not agree with itself', () => {
  test.each<[string, (writer: ChipRecordWriter) => ChipRecordWriter]>([
    [
      'a state that the reading does not give',
      (w) => w.add('chip-read', { ...readBy('sato', suicaReading()), state: 'EMPTY' }),
    ],
    ['reasons that it does not give', (w) => w.add('chip-read', { ...readBy('sato'), reasons: [] })],
    ['residues that it does not give', (w) => w.add('chip-read', { ...readBy('sato', suicaReading()), residues: [] })],
    ['a reading without its parts', (w) => w.read('sato').add('chip-read', { ...readBy('sato'), reading: {} })],
    ['a number that is missing', (w) => w.read('sato', emptyReading(), { idmHash: null })],
    [
      'a presence that its sources do not give',
      (w) => w.read('sato').presence({ ...presentBySoftware, is: 'not-present' }),
    ],
    ['an unreadable step', (w) => w.read('sato').add('chip-guide-step', { operator: 'x' })],
    ['an unreadable move of the job', (w) => w.read('sato').add('job-moved', { to: 'nowhere' })],
    ['a kind that only a later version knows', (w) => w.read('sato').add('chip-replaced', {})],
    [
      'a baseline for another model',
      (w) =>
        w.read('sato', withSystem(system(3, [root, service(0x8b)])), {
          baseline: { ...sampleBaseline, models: ['Z'] },
        }),
    ],
  ])('is blocked: %s', (_name, spoil) => {
    const found = file(spoil(passed()));
    expect(found.sale).toBe('blocked');
    expect(found.blocks).toContain('record-odd');
    expect(['EMPTY', 'NOT_PRESENT']).not.toContain(found.state);
  });
  test('is none with a baseline for the model on record, from the job or from the opening of the record', () => {
    const body = (model: string) => ({ baseline: { ...sampleBaseline, models: [model] } });
    const left = withSystem(system(3, [root, service(0x8b)]));
    const device = sampleDevice();
    const opened = passed().add('chip-record-opened', { operator: 'sato', device, claims: [] });
    expect(file(opened.read('sato', left, body('Pixel 9'))).sale).toBe('allowed');
  });
});
