import { describe, expect, test } from 'vitest';
import type { AppleFacts, TrustState } from '../../../../domain/apple-facts.ts';
import { absent, type DeviceFacts, notReadable, value } from '../../../../domain/device.ts';
import { type Blocker, type BlockerId, errorOfBlockers, isCryptographic, rulesOf } from '../../../../domain/erasure.ts';
import type { ErrorCode } from '../../../../domain/errors.ts';
import type { OrderFailure } from '../../../../domain/failed-order.ts';
import { proposeRoute, ROUTES } from '../../../../native-adapters/apple/rungs/routes.ts';
import { bareIphone, sampleIphone } from '../../../domain/iphone-facts.ts';

const WITHIN_MS = 1_000;
const unread = notReadable('x', 'no answer');
const propose = (facts: DeviceFacts, failedOrder: OrderFailure | null = null) =>
  proposeRoute(facts, 'inspection', { adapter: 'iphone', returnWithinMs: WITHIN_MS, failedOrder });
const stop = (id: BlockerId): Blocker => ({ id, severity: 'stop' });
const warn = (id: BlockerId): Blocker => ({ id, severity: 'warn' });
const stepsOf = (facts: DeviceFacts, failedOrder: OrderFailure | null = null) =>
  propose(facts, failedOrder).plan?.steps.map(({ act, proves }) => `${act}: ${proves.join(' ')}`.trim());
const whyNot = (facts: DeviceFacts, rung: string, failedOrder: OrderFailure | null = null) =>
  propose(facts, failedOrder).considered.find((one) => one.rung === rung)?.why;
const trustIs = (trust: TrustState): Partial<AppleFacts> => ({ trust: value(trust, 'pairing') });

const LOOK = 'apple.look-find-my:';
const OLD_PAIRING = 'apple.old-pairing: pairing-forgotten';
const PROOF = [
  'apple.new-pairing: silent-pairing',
  'apple.setup-state: setup-state',
  'apple.erase-record: closing-proof',
  'apple.tidy:',
];
const ORDERED = 'apple.erase: identity-kept left-and-returned';
const BY_HAND = 'apple.erase-by-hand: identity-kept left-and-returned';
const RESTORED = 'apple.restore-elsewhere: identity-kept left-and-returned';

describe('which route is taken', () => {
  test.each<[string, DeviceFacts, string, readonly string[]]>([
    ['a trusted iPhone of today', sampleIphone(), 'ios-eacs-mcinstall', [ORDERED, OLD_PAIRING, ...PROOF]],
    ['iOS 11', sampleIphone({ osVersion: value('11', 'x') }), 'ios-eacs-mcinstall', [ORDERED, OLD_PAIRING, ...PROOF]],
    [
      'Activation Lock unknown',
      sampleIphone({ activationLock: unread }),
      'ios-eacs-mcinstall',
      [LOOK, ORDERED, OLD_PAIRING, ...PROOF],
    ],
    ['iOS 10', sampleIphone({ osVersion: value('10.3.3', 'x') }), 'ios-eacs-manual', [BY_HAND, OLD_PAIRING, ...PROOF]],
    ['a version unread', sampleIphone({ osVersion: unread }), 'ios-eacs-manual', [BY_HAND, OLD_PAIRING, ...PROOF]],
    [
      'a version that is none',
      sampleIphone({ osVersion: value('v18', 'x') }),
      'ios-eacs-manual',
      [BY_HAND, OLD_PAIRING, ...PROOF],
    ],
    [
      'supervised elsewhere',
      bareIphone('iphone', { ...trustIs('supervised-elsewhere'), osVersion: value('18.5', 'x') }),
      'ios-eacs-manual',
      [LOOK, BY_HAND, ...PROOF],
    ],
    [
      "Don't Trust tapped",
      bareIphone('iphone', { ...trustIs('denied'), osVersion: value('18.5', 'x') }),
      'ios-eacs-manual',
      [LOOK, BY_HAND, ...PROOF],
    ],
    ['recovery', bareIphone('iphone-recovery'), 'ios-restore-ipsw', [RESTORED, ...PROOF]],
    ['DFU', bareIphone('iphone-dfu'), 'ios-restore-ipsw', [RESTORED, ...PROOF]],
  ])('%s', (_name, facts, rung, steps) => {
    expect(propose(facts).plan?.rung).toBe(rung);
    expect(stepsOf(facts)).toEqual(steps);
  });

  test.each([
    ['refused', 'entry.erase-refused-before'],
    ['unconfirmed', 'entry.erase-unconfirmed-before'],
  ] as const)('a phone on which the order came to nothing (%s) is erased by hand', (failed, why) => {
    expect(stepsOf(sampleIphone(), failed)).toEqual([BY_HAND, OLD_PAIRING, ...PROOF]);
    expect(whyNot(sampleIphone(), 'ios-eacs-mcinstall', failed)).toEqual([why]);
  });

  test.each<[string, Partial<AppleFacts>]>([
    ['not activated', { activation: value('Unactivated', 'x') }],
    ['set-up not done', { setupDone: value(false, 'x') }],
  ])('a phone that is in its set-up after all is ordered again, for it has no settings yet: %s', (_name, facts) => {
    for (const failed of ['unconfirmed', 'refused'] as const) {
      expect(propose(sampleIphone(facts), failed)).toMatchObject({
        plan: { rung: 'ios-eacs-mcinstall' },
        blockers: [warn('ordered-again')],
      });
    }
  });

  test('each route that was passed over says why', () => {
    const old = sampleIphone({ osVersion: value('9.3.5', 'x'), ...trustIs('supervised-elsewhere') });
    expect(whyNot(old, 'ios-eacs-mcinstall')).toEqual(['entry.ios-too-old', 'entry.not-trusted']);
    expect(whyNot(sampleIphone({ osVersion: absent('x') }), 'ios-eacs-mcinstall')).toEqual(['entry.ios-unknown']);
    expect(propose(bareIphone('iphone-dfu')).considered).toEqual([
      { rung: 'ios-eacs-mcinstall', fits: false, why: ['entry.in-recovery'] },
      { rung: 'ios-eacs-manual', fits: false, why: ['entry.in-recovery'] },
      { rung: 'ios-restore-ipsw', fits: true, why: [] },
    ]);
  });

  test('what is no iPhone gets no plan', () => {
    expect(propose({ ...sampleIphone(), mode: 'android' })).toMatchObject({ plan: null, blockers: [] });
  });
});

describe('what stands in the way', () => {
  const low = (percent: number, charging: boolean): Partial<DeviceFacts> => ({
    battery: value({ percent, charging }, 'x'),
  });
  test.each<[string, DeviceFacts, readonly Blocker[]]>([
    ['nothing', sampleIphone(), []],
    ['the question on its screen', sampleIphone(trustIs('asked')), [stop('not-trusted')]],
    ['a refusal', sampleIphone(trustIs('denied')), [warn('trust-denied')]],
    ['a lock', sampleIphone(trustIs('locked')), [stop('phone-locked')]],
    ['trust not asked', sampleIphone({ trust: unread }), [stop('not-trusted')]],
    ['its last job, until it is plugged in again', sampleIphone(trustIs('not-needed')), [stop('left-alone')]],
    ['another organisation', sampleIphone(trustIs('supervised-elsewhere')), [warn('supervised-elsewhere')]],
    ['Activation Lock', sampleIphone({ activationLock: value(true, 'x') }), [stop('activation-locked')]],
    ['Activation Lock unknown', sampleIphone({ activationLock: unread }), [warn('activation-lock-unknown')]],
    ['Activation Lock absent', sampleIphone({ activationLock: absent('x') }), [warn('activation-lock-unknown')]],
    ['supervision', sampleIphone({ supervised: value(true, 'x') }), [warn('supervised')]],
    ['management', sampleIphone({ mdm: value(true, 'x') }), [warn('managed')]],
    ['an eSIM', sampleIphone({ esim: value(true, 'x') }), [warn('esim-present')]],
    ['19 %, charging', sampleIphone({}, low(19, true)), [stop('low-battery')]],
    ['20 %, not charging', sampleIphone({}, low(20, false)), []],
    ['battery unread', sampleIphone({}, { battery: unread }), [warn('battery-unknown')]],
    [
      'no number at all',
      bareIphone('iphone', trustIs('trusted')),
      [stop('identity-unreadable'), warn('activation-lock-unknown'), warn('battery-unknown')],
    ],
    ['recovery without a number', bareIphone('iphone-recovery'), [stop('identity-unreadable')]],
    ['DFU with its ECID', bareIphone('iphone-dfu', { ecid: value('a1', 'x'), ...trustIs('not-needed') }), []],
  ])('%s', (_name, facts, blockers) => {
    expect(propose(facts).blockers).toEqual(blockers);
  });

  test.each([
    ['supervised-elsewhere', 'supervised-elsewhere'],
    ['denied', 'trust-denied'],
  ] as const)('a last word against this computer (%s) leaves the hand of a person, closed by two', (trust, id) => {
    const { plan, blockers } = propose(sampleIphone(trustIs(trust)));
    expect([plan?.rung, plan?.closing, blockers]).toEqual(['ios-eacs-manual', 'two-persons', [warn(id)]]);
    expect(whyNot(sampleIphone(trustIs(trust)), 'ios-eacs-mcinstall')).toEqual(['entry.not-trusted']);
  });

  test.each<TrustState>(['asked', 'locked', 'not-needed'])(
    'a phone that may still trust (%s) waits for its tap',
    (trust) => {
      const { plan, blockers } = propose(sampleIphone(trustIs(trust)));
      expect([plan?.rung, blockers.map(({ severity }) => severity)]).toEqual(['ios-eacs-mcinstall', ['stop']]);
    },
  );

  test.each<[readonly Blocker[], ErrorCode]>([
    [[], 'plan.blocked'],
    [[warn('activation-locked')], 'plan.blocked'],
    [[stop('low-battery')], 'plan.blocked'],
    [[stop('not-trusted')], 'device.untrusted'],
    [[stop('left-alone')], 'device.left-alone'],
    [[stop('phone-locked'), stop('low-battery')], 'device.locked'],
    [[stop('trust-denied')], 'device.trust-denied'],
    [[stop('supervised-elsewhere')], 'device.supervised-elsewhere'],
    [[stop('not-trusted'), stop('activation-locked')], 'device.activation-locked'],
    [[warn('activation-locked'), stop('not-trusted')], 'device.untrusted'],
  ])('%j ends a job as %s', (blockers, code) => {
    expect(errorOfBlockers(blockers)).toBe(code);
  });
});

describe('every plan', () => {
  const TRUSTS: readonly TrustState[] = ['trusted', 'asked', 'denied', 'locked', 'supervised-elsewhere', 'not-needed'];
  const everyFacts = TRUSTS.flatMap((trust) => [
    sampleIphone(trustIs(trust)),
    sampleIphone({ ...trustIs(trust), activationLock: unread, osVersion: value('10.3.3', 'x') }),
    bareIphone('iphone', trustIs(trust)),
    bareIphone('iphone-recovery', trustIs(trust)),
    bareIphone('iphone-dfu', trustIs(trust)),
  ]);

  test('never overwrites, names no step an overwrite, and erases by keys alone', () => {
    for (const facts of everyFacts) {
      const { plan } = propose(facts);
      expect(plan?.overwrites).toBe(false);
      expect(plan?.notCovered).toContain('overwriting');
      const strengths = plan?.steps.flatMap(({ strength }) => strength ?? []);
      expect(strengths).toEqual(['cryptographic']);
      expect(plan && isCryptographic(plan.rung)).toBe(true);
    }
    for (const { method } of ROUTES) expect(method.strength).toEqual(['cryptographic']);
  });

  test('proves identity, its leave, silent pairing, set-up and a closing, in that order, and ends by tidying', () => {
    for (const facts of everyFacts) {
      const { plan } = propose(facts);
      const rules = plan ? rulesOf(plan).filter((rule) => rule !== 'pairing-forgotten') : [];
      expect(rules).toEqual(['identity-kept', 'left-and-returned', 'silent-pairing', 'setup-state', 'closing-proof']);
      expect(plan?.steps.at(-1)?.act).toBe('apple.tidy');
      expect(new Set(plan?.steps.map(({ id }) => id)).size).toBe(plan?.steps.length);
    }
  });

  test('is closed by two persons unless the phone was trusted, and then proves that its pairing is forgotten', () => {
    for (const facts of everyFacts) {
      const { plan } = propose(facts);
      const isForgotten = plan !== null && rulesOf(plan).includes('pairing-forgotten');
      const byMachine = plan?.closing === 'machine-or-two-persons';
      const isOrdered = plan?.rung === 'ios-eacs-mcinstall';
      const isTrusted = facts.apple?.trust.is === 'value' && facts.apple.trust.value === 'trusted';
      expect([byMachine, isForgotten]).toEqual(Array(2).fill(isOrdered || (isTrusted && facts.mode === 'iphone')));
    }
  });

  test('waits for an iPhone that runs, as long as it was told, and can not be cancelled then', () => {
    for (const facts of everyFacts) {
      const erase = propose(facts).plan?.steps.find(({ strength }) => strength !== null);
      expect(erase).toMatchObject({ cancel: 'never', vanishes: { returnsAs: ['iphone'], withinMs: WITHIN_MS } });
    }
  });

  test('has an act for each of its steps', () => {
    for (const facts of everyFacts) {
      const { plan } = propose(facts);
      const route = ROUTES.find(({ id }) => id === plan?.rung);
      expect(plan?.steps.filter(({ act }) => !Object.hasOwn(route?.acts ?? {}, act))).toEqual([]);
    }
  });
});
