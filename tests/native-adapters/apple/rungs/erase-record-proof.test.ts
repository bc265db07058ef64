import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../../domain/evidence.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import type { Finding } from '../../../../domain/proof.ts';
import {
  FAILURE,
  looked,
  NEWER,
  NO_RECORD,
  ORDER,
  outcomeOf,
  PLANS,
  record,
  ruleOf,
  SOUND,
  saw,
  UNWILLING,
  WITHHELD,
} from './proof-bench.ts';

describe('what is read of the record that an erasure left', () => {
  test.each<[Evidence, Finding['outcome']]>([
    [saw('erase-record', NEWER), 'pass'],
    [saw('erase-record', { ...NEWER, before: NEWER.after ?? null }), 'inconclusive'],
    [saw('erase-record', { ...NEWER, after: record(ORDER - 1) }), 'inconclusive'],
    [saw('erase-record', { ...NEWER, after: `RRTS Done @${ORDER + 9}` }), 'inconclusive'],
    [saw('erase-record', { ...NEWER, orderClock: String(ORDER) }), 'inconclusive'],
    [saw('erase-record', { ...NEWER, before: null }), 'pass'],
    [saw('erase-record', { ...NEWER, before: null, beforeRead: false }), 'inconclusive'],
    [saw('erase-record', NO_RECORD), 'inconclusive'],
    [saw('erase-record', WITHHELD), 'inconclusive'],
    [saw('erase-record', { ...NEWER, afterRead: false }), 'inconclusive'],
    [saw('erase-record', { ...NEWER, failure: FAILURE }), 'inconclusive'],
    [saw('erase-record', { ...NEWER, failureBefore: FAILURE, failure: FAILURE }), 'pass'],
    [saw('erase-record', { ...NEWER, after: `EACS Done @${ORDER + 9}, Err:5` }), 'inconclusive'],
  ])('%j is %s', async (evidence, outcome) => {
    expect((await ruleOf('closing-proof', [evidence]))?.outcome).toBe(outcome);
  });

  test('of a person counts only where the phone has no record, and only by the set-up screen', async () => {
    const closing = async (...evidence: readonly Evidence[]) => {
      const finding = await ruleOf('closing-proof', evidence);
      return `${finding?.outcome} by ${finding?.by}`;
    };
    const none = saw('erase-record', NO_RECORD);
    const stale = saw('erase-record', { ...NEWER, before: NEWER.after ?? null });
    expect(await closing(none, looked('setup-screen'))).toBe('pass by person');
    for (const screen of ['home', 'lock-screen', 'off', '', 'Setup-Screen'])
      expect(await closing(none, looked(screen)), screen).toBe('fail by machine');
    expect(await closing(stale, looked('setup-screen'))).toBe('inconclusive by machine');
    expect(await closing(saw('erase-record', WITHHELD), looked('setup-screen'))).toBe('pass by person');
    const failed = saw('erase-record', { ...NO_RECORD, failure: FAILURE });
    expect(await closing(failed, looked('setup-screen'))).toBe('inconclusive by machine');
    expect(await closing(none, looked('activation-lock'))).toBe('inconclusive by machine');
    const other = saw('attestation', { instruction: 'erase-in-ios-settings', saw: 'setup-screen' });
    expect(await closing(none, other)).toBe('inconclusive by machine');
  });
});

describe('a verdict that rests on the record', () => {
  const closedBy = (data: JsonObject, ...more: readonly Evidence[]) => [
    ...SOUND.slice(0, -1),
    saw('erase-record', data),
    ...more,
  ];

  test('is undecided where the phone itself says that its erasure failed, whatever its record says', async () => {
    for (const data of [
      { ...NEWER, failure: FAILURE },
      { ...NEWER, after: `EACS Done @${ORDER + 30}, Err:5` },
    ]) {
      const { outcome, gaps } = await outcomeOf(PLANS.ordered, closedBy(data, looked('setup-screen')));
      expect([outcome, gaps.map(({ reason }) => reason)]).toEqual(['inconclusive', ['verify.record-failed']]);
    }
  });

  test('is undecided where the phone is locked to its owner, by its own word or by what a person sees', async () => {
    const locked = [
      closedBy({ ...NEWER, activationLock: true }),
      closedBy({ ...NO_RECORD, activationLock: true }, looked('setup-screen')),
      closedBy(NO_RECORD, looked('activation-lock')),
    ];
    for (const evidence of locked) {
      const { outcome, gaps } = await outcomeOf(PLANS.ordered, evidence);
      expect([outcome, gaps.map(({ reason }) => reason)]).toEqual(['inconclusive', ['device.activation-locked']]);
    }
    const unlocked = closedBy({ ...NEWER, activationLock: false });
    expect((await outcomeOf(PLANS.ordered, unlocked)).outcome).toBe('pass');
  });

  test('is two persons’ where the phone withholds its record afterwards, and never the machine’s', async () => {
    const evidence = closedBy(WITHHELD, looked('setup-screen'));
    expect(await outcomeOf(PLANS.ordered, evidence)).toMatchObject({ outcome: 'pass', kind: 'person-attested' });
    for (const review of UNWILLING) expect((await outcomeOf(PLANS.ordered, evidence, review)).outcome).not.toBe('pass');
    expect((await outcomeOf(PLANS.ordered, closedBy(WITHHELD))).outcome).toBe('inconclusive');
  });
});
