import { describe, expect, test } from 'vitest';
import { absent, type DeviceFacts, notReadable, value } from '../../../../domain/device.ts';
import type { Blocker } from '../../../../domain/erasure.ts';
import { LADDER, proposeFor } from '../../../../native-adapters/android/rungs/ladder.ts';
import { sampleDevice } from '../../../domain/sample-device.ts';

const unread = notReadable('probe', 'no answer');
const status = (frpLocked: boolean | null) =>
  value({ serial: 'S', imeis: [], frpLocked, capacityBytes: 1 }, 'tradeinmode getstatus');
const propose = (changes: Partial<DeviceFacts>) =>
  proposeFor(sampleDevice(changes), 'inspection', 'android-generic', 1000);
const rungOf = (changes: Partial<DeviceFacts>) => propose(changes).plan?.rung ?? null;
const whyNot = (changes: Partial<DeviceFacts>, rung: string) =>
  propose(changes).considered.find((one) => one.rung === rung)?.why;

describe('which rung is taken', () => {
  test.each<[string, Partial<DeviceFacts>, string | null]>([
    ['a foyer without reset protection', { mode: 'trade-in-foyer', tradeIn: status(false) }, 'trade-in'],
    ['a foyer with reset protection', { mode: 'trade-in-foyer', tradeIn: status(true) }, null],
    ['a foyer that does not say', { mode: 'trade-in-foyer', tradeIn: status(null) }, null],
    ['a foyer that is silent', { mode: 'trade-in-foyer', tradeIn: absent('x') }, null],
    ['all facts good', {}, 'test-harness'],
    ['lock unknown', { screenLock: unread }, 'test-harness'],
    ['lock known', { screenLock: value(true, 'x') }, 'guided'],
    ['accounts there', { accounts: value(1, 'x') }, 'guided'],
    ['accounts unknown', { accounts: unread }, 'guided'],
    ['managed', { managed: value(true, 'x') }, 'guided'],
    ['managed unknown', { managed: unread }, 'guided'],
    ['no persistent block', { frpPartition: absent('x') }, 'guided'],
    ['Android 9', { sdk: value(28, 'x') }, 'guided'],
    ['version unknown', { sdk: unread }, 'guided'],
    ['no harness service', { testHarnessService: value(false, 'x') }, 'guided'],
    ['harness service unknown', { testHarnessService: unread }, 'guided'],
    ['rescue', { mode: 'rescue' }, 'rescue'],
    ['recovery', { mode: 'recovery' }, null],
  ])('%s', (_name, changes, rung) => {
    expect(rungOf(changes)).toBe(rung);
  });

  test('each rung that was passed over says why', () => {
    expect(whyNot({}, 'trade-in')).toEqual(['entry.not-in-foyer']);
    expect(whyNot({ mode: 'trade-in-foyer', tradeIn: status(null) }, 'trade-in')).toEqual(['entry.frp-not-clear']);
    expect(
      whyNot(
        {
          sdk: value(28, 'x'),
          testHarnessService: unread,
          frpPartition: unread,
          screenLock: value(true, 'x'),
          accounts: unread,
          managed: unread,
        },
        'test-harness',
      ),
    ).toEqual([
      'entry.android-too-old',
      'entry.no-test-harness',
      'entry.no-persistent-block',
      'entry.screen-lock',
      'entry.accounts-not-clear',
      'entry.managed-not-clear',
    ]);
    expect(propose({ mode: 'recovery' }).considered.map(({ rung, fits }) => [rung, fits])).toEqual([
      ['trade-in', false],
      ['test-harness', false],
      ['guided', false],
      ['rescue', false],
      ['cannot-erase', true],
    ]);
  });
});

describe('what stands in the way', () => {
  test.each<[string, Partial<DeviceFacts>, readonly Blocker[]]>([
    ['nothing', {}, []],
    ['no number', { serial: unread, imeis: unread }, [{ id: 'identity-unreadable', severity: 'stop' }]],
    ['an owner', { managed: value(true, 'x') }, [{ id: 'managed', severity: 'stop' }]],
    ['accounts where Settings resets', { accounts: value(2, 'x') }, [{ id: 'accounts', severity: 'warn' }]],
    ['accounts in rescue', { mode: 'rescue', accounts: value(2, 'x') }, [{ id: 'accounts', severity: 'stop' }]],
    ['a lock', { screenLock: value(true, 'x') }, [{ id: 'screen-lock', severity: 'warn' }]],
    ['users', { users: value(2, 'x') }, [{ id: 'several-users', severity: 'warn' }]],
    ['a card', { sdCard: value(true, 'x') }, [{ id: 'sd-card', severity: 'stop' }]],
    ['battery unknown', { battery: unread }, [{ id: 'battery-unknown', severity: 'warn' }]],
    [
      '29 % charging',
      { battery: value({ percent: 29, charging: true }, 'x') },
      [{ id: 'low-battery', severity: 'stop' }],
    ],
    ['30 % charging', { battery: value({ percent: 30, charging: true }, 'x') }, []],
    ['49 % idle', { battery: value({ percent: 49, charging: false }, 'x') }, [{ id: 'low-battery', severity: 'stop' }]],
    ['50 % idle', { battery: value({ percent: 50, charging: false }, 'x') }, []],
  ])('%s', (_name, changes, blockers) => {
    expect(propose(changes).blockers).toEqual(blockers);
  });
});

describe('the plans', () => {
  test('every step has an act of its rung or a shared one, and every plan ends with its closing proof', () => {
    for (const rung of LADDER) {
      for (const purpose of ['intake', 'inspection'] as const) {
        const steps = rung.steps(purpose, 1000);
        if (rung.id === 'cannot-erase') expect(steps).toEqual([]);
        else expect(steps.at(-1)?.proves).toEqual(['identity-kept', 'closing-proof']);
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
        const overwrites = steps.some(({ strength }) => strength === 'overwrite');
        expect(overwrites).toBe(purpose === 'inspection' && rung.id !== 'cannot-erase');
      }
    }
  });
});
