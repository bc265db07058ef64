import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EraseMoment,
  type EraseRecord,
  judgeEraseRecord,
  type RecordProof,
  readEraseRecord,
} from '../../../../native-adapters/apple/iphone/erase-record.ts';

const ORDER = 1_760_000_000;
const SLACK_S = 300;
const caller = (at: number, type = 'EACS Done'): string => `${type} @${at}, Caller: profiled, Reason: MCInstall`;
const resumed = (at: number, error: number | string): string => `SafeOblit done @${at}, Err:${error}, By:mobile_obl`;
const UNTIMED = 'handle_message: Obliteration Complete';

const anyText = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));

describe('what a record says, by the era of its text', () => {
  test.each<[string, string | null, EraseRecord['is']]>([
    ['iOS 12 and 13', UNTIMED, 'without-time'],
    ['iOS 15, flags', `EACS Done @${ORDER} [gF: 0x0000000000000003 0x00000000000000a1]`, 'erased'],
    ['later, with caller', caller(ORDER), 'erased'],
    ['a wipe that also bricks', caller(ORDER, 'WipeAndBrick Done'), 'foreign'],
    ['a phone that was only bricked', caller(ORDER, 'BrickOnly Done'), 'foreign'],
    ['a safe wipe', caller(ORDER, 'SafeWipe Done'), 'foreign'],
    ['a wipe resumed after a restart', resumed(ORDER, 0), 'erased'],
    ['a resumed wipe with an error', resumed(ORDER, 5), 'failed'],
    ['a resumed wipe with error 05', resumed(ORDER, '05'), 'failed'],
    ['a resumed wipe with error 0x5', resumed(ORDER, '0x5'), 'failed'],
    ['a resumed wipe with a negative error', resumed(ORDER, -1), 'failed'],
    ['a resumed wipe that tells no error', `SafeOblit done @${ORDER}, By:mobile_obl`, 'foreign'],
    ['a roll-back of iOS 26', caller(ORDER, 'RRTS Done'), 'foreign'],
    ['a resumed roll-back', `SafeRRTS done @${ORDER}, Err:0`, 'foreign'],
    ['a roll-back without a time', 'RRTS Done', 'foreign'],
    ['an erase without a time', 'EACS Done', 'without-time'],
    ['a time that is too short', 'EACS Done @12345678', 'without-time'],
    ['a failure', 'EACS failed with [gF: 0x1] Attempt: 1', 'failed'],
    ['an error beside one that is none', 'SafeOblit done @1760000000, Err:0, Err:5', 'failed'],
    ['an erase with an error', `EACS Done @${ORDER}, Err:5`, 'failed'],
    ['an erase with an error after a space', `EACS Done @${ORDER}, Err: 5`, 'failed'],
    ['an erase with an error in other letters', `EACS Done @${ORDER}, err:5`, 'failed'],
    ['an erase with an error and no time', 'EACS Done, Err:5', 'failed'],
    ['an erase with an error whose number is missing', `EACS Done @${ORDER}, Err:`, 'failed'],
    ['an erase without an error', `EACS Done @${ORDER}, Err:0, By:x`, 'erased'],
    ['an erase that tells of a failed attempt', `EACS Done @${ORDER}, Reason: failed before`, 'failed'],
    ['a roll-back with an error', `RRTS Done @${ORDER}, Err:5`, 'foreign'],
    ['not done', `EACS undone @${ORDER}`, 'without-time'],
    ['words before it', `never EACS Done @${ORDER}`, 'without-time'],
    ['other letters', caller(ORDER, 'eacs Done'), 'foreign'],
    ['a longer name', caller(ORDER, 'EACS2 Done'), 'foreign'],
    ['garbage', '\u0001\u0002@@@1760000000', 'without-time'],
    ['spaces', ' \n ', 'absent'],
    ['nothing', '', 'absent'],
    ['none', null, 'absent'],
  ])('%s', (_name, text, is) => {
    expect(readEraseRecord(text).is).toBe(is);
  });

  test('the raw text and the time are kept', () => {
    const text = caller(ORDER);
    expect(readEraseRecord(`  ${text}\n`)).toEqual({ is: 'erased', text, at: ORDER });
    expect(readEraseRecord(caller(ORDER, 'RRTS Done'))).toMatchObject({ is: 'foreign', type: 'RRTS' });
  });

  test('no text makes it throw, and what is no erasure has no time (property)', () => {
    fc.assert(
      fc.property(fc.option(fc.oneof(anyText, fc.string())), (text) => {
        const record = readEraseRecord(text);
        if (record.is === 'erased') expect(text?.trim()).toMatch(/^(EACS|SafeOblit)\s+done\b/i);
        else expect(record).not.toHaveProperty('at');
      }),
    );
  });
});

/** A record that is the erasure's own in every respect. */
const GOOD: EraseMoment = {
  before: caller(ORDER - 86_400 * 200),
  beforeRead: true,
  after: caller(ORDER + 60),
  afterRead: true,
  failureBefore: null,
  failure: null,
  orderClock: ORDER,
  phoneClock: ORDER + 120,
  hostClock: ORDER + 120,
};

const FAILURE = 'EACS failed with [gF: 0x3] Attempt: 1';
const NOTHING: Partial<EraseMoment> = { before: null, after: null };

describe('whether a record is that of the ordered erasure', () => {
  test.each<[string, Partial<EraseMoment>, RecordProof]>([
    ['newer than the order', {}, 'newer'],
    ['there for the first time', { before: null }, 'newer'],
    ['without a look before', { before: null, beforeRead: false }, 'none'],
    ['gone, without a look before', { before: null, beforeRead: false, after: null }, 'none'],
    ['of another way, without a look before', { beforeRead: false, after: caller(ORDER, 'RRTS Done') }, 'foreign'],
    ['in the second of the order', { after: caller(ORDER) }, 'newer'],
    ['in the second of the order, with a fraction', { after: caller(ORDER), orderClock: ORDER + 0.9 }, 'newer'],
    ['resumed and without an error', { after: resumed(ORDER + 60, 0) }, 'newer'],
    ['older by one second', { after: caller(ORDER - 1) }, 'stale'],
    ['not changed', { before: GOOD.after }, 'stale'],
    ['not changed but for a space', { before: ` ${GOOD.after}\n` }, 'stale'],
    ['at the end of the slack', { after: caller(ORDER + 120 + SLACK_S) }, 'newer'],
    ['beyond the slack', { after: caller(ORDER + 121 + SLACK_S) }, 'stale'],
    ['ahead of this computer, as the phone is', { phoneClock: ORDER + 9000, after: caller(ORDER + 9000) }, 'newer'],
    ['ahead of both clocks', { phoneClock: null, after: caller(ORDER + 9000) }, 'stale'],
    ['with milliseconds for seconds', { after: caller((ORDER + 60) * 1000) }, 'stale'],
    ['absent before and after', { before: null, after: null }, 'none'],
    ['empty before and after', { before: null, after: '' }, 'none'],
    ['gone', { after: null }, 'stale'],
    ['withheld afterwards', { after: null, afterRead: false }, 'none'],
    ['withheld before and after', { before: null, beforeRead: false, after: null, afterRead: false }, 'none'],
    ['newer beside a failure that was not there', { failure: FAILURE }, 'failed'],
    ['newer beside another failure than before', { failureBefore: FAILURE, failure: `${FAILURE}2` }, 'failed'],
    ['newer beside a failure, without a look before', { beforeRead: false, before: null, failure: FAILURE }, 'failed'],
    ['newer beside the failure from before', { failureBefore: FAILURE, failure: ` ${FAILURE}` }, 'newer'],
    ['newer where a failure is gone', { failureBefore: FAILURE }, 'newer'],
    ['absent beside the failure from before', { ...NOTHING, failureBefore: FAILURE, failure: FAILURE }, 'failed'],
    ['absent beside a failure that was not there', { ...NOTHING, failure: FAILURE }, 'failed'],
    ['not changed beside a failure that was not there', { before: GOOD.after, failure: FAILURE }, 'failed'],
    ['an error that stands as before', { before: resumed(ORDER, 5), after: resumed(ORDER, 5) }, 'stale'],
    ['without a time', { after: UNTIMED }, 'none'],
    ['garbage', { after: 'x' }, 'none'],
    ['of another way', { after: caller(ORDER + 60, 'RRTS Done') }, 'foreign'],
    ['resumed with an error', { after: resumed(ORDER + 60, 5) }, 'failed'],
    ['without a clock at the order', { orderClock: null }, 'none'],
    ['not changed, without a clock at the order', { orderClock: null, before: GOOD.after }, 'stale'],
    ['without any clock of today', { phoneClock: null, hostClock: 0 }, 'stale'],
    ['with a clock that is no number', { orderClock: Number.NaN }, 'stale'],
  ])('%s', (_name, changes, proof) => {
    expect(judgeEraseRecord({ ...GOOD, ...changes })).toBe(proof);
  });

  const clock = fc.option(fc.integer({ min: ORDER - 5000, max: ORDER + 5000 }));
  const text = fc.oneof(
    fc.constantFrom(null, '', UNTIMED, 'EACS Done', 'garbage'),
    fc.string(),
    fc
      .record({
        at: fc.integer({ min: ORDER - 6000, max: ORDER + 6000 }),
        write: fc.constantFrom(
          (at: number) => caller(at),
          (at: number) => caller(at, 'RRTS Done'),
          (at: number) => resumed(at, 0),
          (at: number) => resumed(at, 5),
          (at: number) => `${caller(at)}, Err:5`,
        ),
      })
      .map(({ at, write }) => write(at)),
  );
  const failure = fc.constantFrom(null, '', FAILURE, `${FAILURE}2`);
  const moment = fc.record<EraseMoment>({
    before: text,
    beforeRead: fc.boolean(),
    after: text,
    afterRead: fc.boolean(),
    failureBefore: failure,
    failure,
    orderClock: clock,
    phoneClock: clock,
    hostClock: fc.integer({ min: ORDER - 5000, max: ORDER + 5000 }),
  });

  test('newer needs a text that parses, has changed and lies between the order and now (property)', () => {
    fc.assert(
      fc.property(moment, (one) => {
        if (judgeEraseRecord(one) !== 'newer') return;
        const record = readEraseRecord(one.after);
        expect(record.is).toBe('erased');
        expect(one.after?.trim()).not.toBe(one.before?.trim());
        expect([one.orderClock === null, one.beforeRead, one.afterRead]).toEqual([false, true, true]);
        expect([null, '', one.failureBefore]).toContain(one.failure);
        expect(one.after).not.toContain('Err:5');
        const at = record.is === 'erased' ? record.at : Number.NaN;
        expect(at).toBeGreaterThanOrEqual(one.orderClock ?? Number.NaN);
        expect(at).toBeLessThanOrEqual(Math.max(one.hostClock, one.phoneClock ?? 0) + SLACK_S);
      }),
      { numRuns: 5000 },
    );
  });

  test('a good record whose time is put before the order is never newer, however it is changed (property)', () => {
    const change = fc.record({ at: fc.integer({ min: 0, max: ORDER - 1 }), place: fc.nat(), put: fc.string() });
    fc.assert(
      fc.property(change, fc.constantFrom(0, 1), ({ at, place, put }, cutsOut) => {
        const whole = caller(at);
        const tail = whole.indexOf(',') + 1;
        const here = tail + (place % (whole.length - tail));
        const after = whole.slice(0, here) + put + whole.slice(here + cutsOut);
        expect(judgeEraseRecord({ ...GOOD, after })).not.toBe('newer');
      }),
      { numRuns: 3000 },
    );
  });

  test('a good record of which one character is another is newer only by a time that still fits (property)', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (place, put) => {
        const whole = GOOD.after ?? '';
        const here = place % whole.length;
        const after = whole.slice(0, here) + put + whole.slice(here + 1);
        if (judgeEraseRecord({ ...GOOD, after }) !== 'newer') return;
        expect(after).toMatch(/^EACS\s+done\b/i);
        const [, digits = ''] = /@(\d+)/.exec(after) ?? [];
        expect(Number(digits)).toBeGreaterThanOrEqual(ORDER);
      }),
      { numRuns: 3000 },
    );
  });
});
