import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChipRecordEntry, chipFileOf } from '../../domain/chip-fold.ts';
import { presenceOf } from '../../domain/chip-presence.ts';
import {
  absentByTwo,
  ChipRecordWriter,
  chipOf,
  emptyReading,
  presentBySoftware,
  silentReading,
} from './sample-chip.ts';
import { answeredPoll, erasedIphone, iphonePlan, sampleIphone, silentPoll } from './sample-iphone-chip.ts';
import { machinePlan, passedRecord, sampleDevice } from './sample-record.ts';

const file = ({ entries }: ChipRecordWriter) => chipFileOf(entries);
const made = (startedAt: string) => ({ startedAt });
const BEFORE = '2026-11-21T03:00:01.000Z';
const opened = (device = sampleIphone) => ['chip-record-opened', { operator: 'sato', device, claims: [] }] as const;
const withEntries = (...all: readonly (readonly ChipRecordEntry[])[]) => new ChipRecordWriter(all.flat());
const polled = (reading = answeredPoll(made(BEFORE))) => {
  const { entries } = new ChipRecordWriter().read('sato', reading);
  return entries.map((entry) => ({ ...entry, at: BEFORE }));
};

describe('an iPhone whose erase passed', () => {
  test('may be sold without a reader and without a second person at one', () => {
    expect(file(erasedIphone())).toEqual({
      state: 'APPLE_ERASED',
      reasons: [],
      residues: [],
      sale: 'allowed',
      blocks: [],
      recheck: 'not-needed',
      presence: { is: 'unknown', sources: [] },
      lastRead: null,
      overriddenBy: null,
      iphone: { online: null },
    });
    for (const rung of ['ios-eacs-manual', 'ios-restore-ipsw'] as const) {
      expect(file(erasedIphone({ plan: { ...iphonePlan, rung } })).state).toBe('APPLE_ERASED');
    }
    expect(file(erasedIphone({ review: { is: 'switched-off' } })).state).toBe('APPLE_ERASED');
  });
  test('stays so when it is silent at a reader, which proves nothing', () => {
    for (const silent of [silentPoll(), silentReading()]) {
      expect(file(erasedIphone().read('tanaka', silent))).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed' });
    }
  });
  test('is RESIDUAL once the poll was answered after the erase, whatever comes later', () => {
    const answered = erasedIphone().read('sato', answeredPoll());
    const residual = { state: 'RESIDUAL', sale: 'blocked', blocks: ['residual'], reasons: expect.any(Array) };
    expect(file(answered)).toMatchObject({ ...residual, reasons: ['iphone-poll-only', 'express-card-answers'] });
    expect(file(answered.read('sato', silentPoll()))).toMatchObject(residual);
    expect(file(answered.override('manager'))).toMatchObject({ sale: 'overridden', state: 'RESIDUAL' });
  });
  test('is held by noise alone only until it was silent again; an answer, a card and two at once stay', () => {
    const noise = () => silentPoll({ troubles: ['bad-answer', 'iphone-poll-only'] });
    const noisy = erasedIphone().read('sato', noise());
    expect(file(noisy)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked', blocks: ['unknown'] });
    expect(file(noisy.read('sato', silentPoll()))).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed' });
    expect(file(noisy.read('sato', noise()))).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
    const waited = silentPoll(made('2026-11-29T02:00:00.000Z'));
    expect(file(erasedIphone().read('sato', noise()).read('sato', waited)).sale).toBe('blocked');
    expect(file(erasedIphone().read('sato', silentPoll()).read('sato', noise())).sale).toBe('blocked');
    const earlier = { ...noise(), startedAt: '2026-11-29T02:00:00.000Z' };
    expect(file(erasedIphone().read('sato', silentPoll()).read('sato', earlier)).sale).toBe('blocked');
    for (const met of [
      answeredPoll(),
      answeredPoll({ troubles: ['bad-answer', 'iphone-poll-only'] }),
      silentPoll({ chip: chipOf('card', 0x31), troubles: ['loose-card', 'iphone-poll-only'] }),
      silentPoll({ chip: chipOf('host-emulation', 0xff), troubles: ['host-emulation', 'iphone-poll-only'] }),
      silentPoll({ troubles: ['several-chips', 'iphone-poll-only'] }),
    ]) {
      const writer = erasedIphone().read('sato', met).read('sato', noise()).read('sato', silentPoll());
      expect(file(writer).sale).toBe('blocked');
    }
  });
  test('is held by an answer under another record of it, unless that was made before the erase', () => {
    const told = (at: string, is: 'residual' | 'review' | 'unknown' = 'residual') =>
      erasedIphone().carried({ shown: [{ is, at }] });
    const residual = { state: 'RESIDUAL', sale: 'blocked', blocks: ['residual'], reasons: [] };
    const AFTER = '2026-11-28T03:00:00.000Z';
    expect(file(told(AFTER))).toMatchObject(residual);
    expect(file(told(AFTER).read('sato', silentPoll()))).toMatchObject(residual);
    expect(file(told(AFTER, 'review'))).toMatchObject({ state: 'REVIEW', blocks: ['review'] });
    expect(file(told(AFTER, 'unknown'))).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
    expect(file(told('2027-11-28T03:00:00.000Z'))).toMatchObject(residual);
    expect(file(told(BEFORE))).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed' });
    const early = new ChipRecordWriter().carried({ shown: [{ is: 'residual', at: AFTER }] });
    expect(file(withEntries(early.entries, erasedIphone().entries)).sale).toBe('allowed');
    expect(file(withEntries(told(AFTER).entries, erasedIphone().entries)).sale).toBe('allowed');
  });
  test('is not held by an answer of before the erase, which stays in its history', () => {
    const found = file(withEntries(polled(), erasedIphone().entries));
    expect(found).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed', lastRead: { by: 'sato' } });
    expect(found.presence.is).toBe('present');
    expect(file(erasedIphone().read('sato', answeredPoll(made(BEFORE)))).state).toBe('APPLE_ERASED');
  });
  test('is held by an answer between the erase and the pass, and by one whose clock was set back', () => {
    const { entries } = erasedIphone();
    const erased = entries.findIndex(({ kind }) => kind === 'step-ended');
    const at = entries[erased + 1]?.at ?? '';
    const between = polled(answeredPoll(made(at))).map((entry) => ({ ...entry, at }));
    expect(file(withEntries(entries.slice(0, erased + 1), between, entries.slice(erased + 1))).state).toBe('RESIDUAL');
    expect(file(withEntries(entries, polled())).state).toBe('RESIDUAL');
  });
  test('is held by an answer of before the erase whose clock was changed before it was bound, because nobody knows when it was', () => {
    const answered = erasedIphone().read('sato', answeredPoll(made(BEFORE)), { clockMoved: true });
    expect(file(answered)).toMatchObject({ state: 'RESIDUAL', sale: 'blocked' });
    const silent = erasedIphone().read('sato', silentPoll(made(BEFORE)), { clockMoved: true });
    expect(file(silent).state).toBe('APPLE_ERASED');
    // What was bound before the erase was answered before it, whatever its clock.
    const { entries } = new ChipRecordWriter().read('sato', answeredPoll(made(BEFORE)), { clockMoved: true });
    const early = entries.map((entry) => ({ ...entry, at: BEFORE }));
    expect(file(withEntries(early, erasedIphone().entries)).state).toBe('APPLE_ERASED');
  });
  test('is not so for a full scan that was answered, another phone’s chip, a card or two at once', () => {
    const apple = emptyReading({ chip: chipOf('phone', 0x16) });
    expect(file(erasedIphone().read('sato', apple))).toMatchObject({ state: 'UNKNOWN', blocks: ['unknown'] });
    const others = file(erasedIphone().read('sato', emptyReading()));
    expect(others).toMatchObject({ state: 'UNKNOWN', sale: 'blocked', blocks: ['unknown', 'another-chip'] });
    const polledOther = file(
      withEntries(polled(answeredPoll({ chip: chipOf('phone', 0x18) })), erasedIphone().entries),
    );
    expect(polledOther).toMatchObject({ sale: 'blocked', blocks: ['residual', 'another-chip'] });
    const several = silentPoll({ troubles: ['several-chips', 'iphone-poll-only'] });
    expect(file(erasedIphone().read('sato', several))).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
    const card = silentPoll({ chip: chipOf('card', 0x31), troubles: ['loose-card', 'iphone-poll-only'] });
    expect(file(erasedIphone().read('sato', card))).toMatchObject({ state: 'REVIEW', blocks: ['review'] });
  });
  test('is not so once its chip was touched, or contradicted', () => {
    expect(file(erasedIphone().tool('sato'))).toMatchObject({ state: 'UNKNOWN', blocks: ['not-read'] });
    expect(file(erasedIphone().step('sato')).sale).toBe('blocked');
    const contradicted = file(erasedIphone().add('chip-contradicted', { otherRecord: 'x' }));
    expect(contradicted).toMatchObject({ state: 'UNKNOWN', sale: 'blocked', blocks: ['not-read', 'another-chip'] });
    expect(file(erasedIphone().add('chip-read', null))).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
  });
});

describe('an iPhone whose erase did not pass', () => {
  test('is unknown and may not be sold', () => {
    expect(file(new ChipRecordWriter().add(...opened()))).toMatchObject({ state: 'UNKNOWN', blocks: ['not-read'] });
    expect(file(new ChipRecordWriter().add(...opened()).read('sato', silentPoll()))).toMatchObject({
      state: 'UNKNOWN',
      sale: 'blocked',
      blocks: ['unknown'],
    });
    const android = erasedIphone({ plan: machinePlan });
    expect(file(android)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
  });
  test('loses the pass to whatever its job does afterwards, until a job passes again', () => {
    const moved = erasedIphone().moved('passed', 'performing', 'start');
    expect(file(moved)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
    expect(file(erasedIphone().add('step-ended', { step: 'erase', outcome: 'done', error: null })).sale).toBe(
      'blocked',
    );
    const again = erasedIphone().entries;
    const begun = again.findIndex(({ kind }) => kind === 'step-ended');
    expect(file(withEntries(erasedIphone().entries, again.slice(0, begun))).sale).toBe('blocked');
    expect(file(withEntries(erasedIphone().entries, again))).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed' });
  });
  test('needs every entry of the way to the pass', () => {
    const { entries } = erasedIphone();
    const needed = ['job-drafted', 'job-moved', 'step-ended', 'finding-made', 'verdict-reached'];
    for (const [place, { kind }] of entries.entries()) {
      const state = chipFileOf(entries.toSpliced(place, 1)).state;
      expect([kind, state]).toEqual([kind, needed.includes(kind) ? 'UNKNOWN' : 'APPLE_ERASED']);
    }
  });
  test.each([
    ['outcome', 'inconclusive'],
    ['kind', null],
    ['gaps', [{ rule: 'setup-state', outcome: 'inconclusive', reason: 'x' }]],
  ])('does not pass by a verdict with another %s', (name, changed) => {
    const entries = erasedIphone().entries.map((entry) =>
      entry.kind === 'verdict-reached' ? { ...entry, body: { ...(entry.body as object), [name]: changed } } : entry,
    );
    expect(chipFileOf(entries)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
  });
});

describe('whether an iPhone has a chip', () => {
  test('is never denied, whatever sources say so', () => {
    const silent = presenceOf([...absentByTwo.sources, { is: 'reader', says: 'silent', isPhoneAwake: true }]);
    for (const writer of [erasedIphone(), new ChipRecordWriter().add(...opened())]) {
      const found = file(writer.presence(silent).read('sato', silentPoll()));
      expect(found.presence).toEqual({ is: 'unknown', sources: [] });
      expect(found.state).not.toBe('NOT_PRESENT');
    }
    expect(file(erasedIphone().presence(presentBySoftware)).presence.is).toBe('unknown');
  });
});

describe('the online step', () => {
  test('is what the newest word says, until the job works on the phone again', () => {
    const said = erasedIphone().add('chip-apple-online', { operator: 'sato', outcome: 'not-done' });
    expect(file(said).iphone).toMatchObject({ online: { outcome: 'not-done', by: 'sato' } });
    said.add('chip-apple-online', { operator: 'sato', outcome: 'done' });
    expect(file(said)).toMatchObject({
      state: 'APPLE_ERASED',
      sale: 'allowed',
      iphone: { online: { outcome: 'done' } },
    });
    expect(file(withEntries(said.entries, erasedIphone().entries)).iphone).toEqual({ online: null });
    expect(file(erasedIphone().add('chip-apple-online', { operator: 'sato', outcome: 'maybe' })).sale).toBe('blocked');
  });
});

const acts: readonly ((writer: ChipRecordWriter) => unknown)[] = [
  (w) => w.read('sato', silentPoll()),
  (w) => w.read('sato', answeredPoll()),
  (w) => w.read('sato', answeredPoll(made(BEFORE))),
  (w) => w.read('sato', silentPoll({ troubles: ['bad-answer', 'iphone-poll-only'] })),
  (w) => w.carried({ shown: [{ is: 'residual', at: '2026-11-28T03:00:00.000Z' }] }),
  (w) => w.read('sato'),
  (w) => w.read('sato', emptyReading({ chip: chipOf('phone', 0x16) })),
  (w) => w.presence(absentByTwo),
  (w) => w.step('sato'),
  (w) => w.tool('sato'),
  (w) => w.add('chip-apple-online', { operator: 'sato', outcome: 'done' }),
  (w) => w.add('chip-contradicted', { otherRecord: 'x' }),
  (w) => w.add('chip-read', null),
  (w) => w.add(...opened()),
  (w) => w.add(...opened(sampleDevice)),
  (w) => w.moved('passed', 'performing', 'start'),
  (w) => w.moved('awaiting-review', 'passed', 'review-accepted'),
  (w) => w.entries.push(...erasedIphone().entries),
  (w) => w.entries.push(...passedRecord({ plan: iphonePlan }).entries.map(({ entry }) => entry)),
];
const sequence = fc.array(fc.nat(acts.length - 1), { maxLength: 7 });
const written = (chosen: readonly number[], writer = new ChipRecordWriter()): readonly ChipRecordEntry[] => {
  for (const act of chosen) acts[act]?.(writer);
  return writer.entries;
};

describe('whatever is on record', () => {
  test('APPLE_ERASED needs every device to be an iPhone; an Android record never reaches it', () => {
    let erased = 0;
    const android = () => new ChipRecordWriter(passedRecord({ plan: iphonePlan }).entries.map(({ entry }) => entry));
    fc.assert(
      fc.property(sequence, (chosen) => {
        expect(chipFileOf(written(chosen, android())).state).not.toBe('APPLE_ERASED');
        const entries = written(chosen, chosen.length % 2 === 0 ? new ChipRecordWriter() : erasedIphone());
        const { state, blocks, recheck } = chipFileOf(entries);
        if (state !== 'APPLE_ERASED') return;
        erased += 1;
        expect(recheck).toBe('not-needed');
        expect(blocks).toEqual([]);
        const devices = entries.flatMap(({ body }) => (body as { device?: { apple?: unknown } } | null)?.device ?? []);
        expect(devices.every(({ apple }) => apple !== undefined)).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect(erased).toBeGreaterThan(50);
  });
  test('an iPhone is sold as APPLE_ERASED or not at all, and never without the whole way to its pass', () => {
    const iphone = () => erasedIphone();
    const needed = new Set(['job-drafted', 'job-moved', 'step-ended', 'finding-made', 'verdict-reached']);
    fc.assert(
      fc.property(sequence, fc.nat(500), (chosen, at) => {
        const entries = written(chosen, iphone());
        const found = chipFileOf(entries);
        if (found.sale !== 'allowed') return;
        expect(found.state).toBe('APPLE_ERASED');
        const newest = entries.findLastIndex(({ kind }) => kind === 'job-drafted');
        const place = newest + (at % (entries.length - newest));
        if (!needed.has(entries[place]?.kind ?? '')) return;
        expect(chipFileOf(entries.toSpliced(place, 1)).state).not.toBe('APPLE_ERASED');
      }),
      { numRuns: 1500 },
    );
  });
});
