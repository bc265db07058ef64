import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleId } from '../../../../domain/erasure.ts';
import { rulesOf } from '../../../../domain/erasure.ts';
import type { Evidence, EvidenceKind } from '../../../../domain/evidence.ts';
import type { JsonObject, JsonValue } from '../../../../domain/json.ts';
import type { Finding } from '../../../../domain/proof.ts';
import type { Review } from '../../../../domain/verdict.ts';
import {
  FAILURE,
  findingsOf,
  looked,
  ORDER,
  outcomeOf,
  PLANS,
  record,
  ruleOf,
  SOUND,
  SOUND_BY_PERSON,
  saw,
  UNWILLING,
} from './proof-bench.ts';

const ALL_PLANS = Object.values(PLANS);
describe('one piece of evidence', () => {
  test.each<[RuleId, Evidence, Finding['outcome']]>([
    ['identity-kept', saw('identity', { result: 'same' }), 'pass'],
    ['identity-kept', saw('identity', { result: 'different' }), 'fail'],
    ['identity-kept', saw('identity', { result: 'cannot-tell' }), 'inconclusive'],
    ['identity-kept', saw('identity', {}), 'inconclusive'],
    ['left-and-returned', saw('absence', { left: true }), 'inconclusive'],
    ['left-and-returned', saw('return', { mode: 'iphone' }), 'inconclusive'],
    ['pairing-forgotten', saw('old-pairing', { answer: 'InvalidHostID' }), 'pass'],
    ['pairing-forgotten', saw('old-pairing', { answer: 'accepted' }), 'fail'],
    ['pairing-forgotten', saw('old-pairing', { answer: 'no-earlier-pairing' }), 'inconclusive'],
    ['pairing-forgotten', saw('old-pairing', { answer: 'tls-failed' }), 'inconclusive'],
    ['pairing-forgotten', saw('old-pairing', { answer: 'PasswordProtected' }), 'inconclusive'],
    ['pairing-forgotten', saw('old-pairing', { answer: ['InvalidHostID'] }), 'inconclusive'],
    ['silent-pairing', saw('new-pairing', { answer: 'paired' }), 'pass'],
    ['silent-pairing', saw('new-pairing', { answer: 'PairingDialogResponsePending' }), 'inconclusive'],
    ['silent-pairing', saw('new-pairing', { answer: true, daemonHadPaired: true }), 'inconclusive'],
  ])('for %s: %j is %s', async (rule, evidence, outcome) => {
    expect((await ruleOf(rule, [evidence]))?.outcome).toBe(outcome);
  });

  const setUp = { activation: 'Unactivated', needsActivation: true, locked: false, setupDone: null };
  test.each<[JsonObject, Finding['outcome']]>([
    [{}, 'pass'],
    [{ setupDone: false }, 'pass'],
    [{ setupDone: true }, 'inconclusive'],
    [{ activation: 'Activated' }, 'inconclusive'],
    [{ activation: null }, 'inconclusive'],
    [{ needsActivation: null }, 'inconclusive'],
    [{ needsActivation: false }, 'inconclusive'],
    [{ locked: true }, 'inconclusive'],
    [{ locked: null }, 'inconclusive'],
  ])('for setup-state: %j is %s', async (change, outcome) => {
    const evidence = saw('setup-state', { ...setUp, ...change });
    expect((await ruleOf('setup-state', [evidence]))?.outcome).toBe(outcome);
  });
});

const KINDS: readonly EvidenceKind[] = [
  'command',
  'absence',
  'return',
  'attestation',
  'identity',
  'erase-order',
  'old-pairing',
  'new-pairing',
  'setup-state',
  'erase-record',
];
const fields: Readonly<Record<string, readonly JsonValue[]>> = {
  left: [true, false, 'true', null, 1],
  result: ['same', 'different', 'cannot-tell', null, ['same']],
  answer: ['InvalidHostID', 'accepted', 'paired', 'tls-failed', null, true, 'PasswordProtected'],
  activation: ['Unactivated', 'Activated', null, ['Unactivated']],
  needsActivation: [true, false, null, 'true'],
  locked: [false, true, null, 0],
  setupDone: [null, false, true, 'true'],
  beforeRead: [true, false, null],
  afterRead: [true, true, false, null],
  failure: [null, null, FAILURE, `${FAILURE}2`],
  failureBefore: [null, FAILURE],
  activationLock: [null, false, true],
  before: [null, record(ORDER - 9), record(ORDER + 9), ''],
  after: [
    null,
    record(ORDER - 1),
    record(ORDER),
    record(ORDER + 9),
    record(ORDER + 9e5),
    `RRTS Done @${ORDER}`,
    'x',
    7,
  ],
  orderClock: [ORDER, ORDER + 20, null, String(ORDER)],
  phoneClock: [ORDER + 60, null, 'x'],
  hostClock: [ORDER + 60, null],
  instruction: ['look-at-screen', 'restore-elsewhere', null],
  saw: ['setup-screen', 'home', null],
};
const wild = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    data: fc.record(
      Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, fc.constantFrom(...values)])),
      { requiredKeys: [] },
    ),
  })
  .map(({ kind, data }) => saw(kind, data as JsonObject));
/** Mostly what a sound erasure leaves, with something dropped, repeated, moved or replaced by anything. */
const evidences = fc
  .tuple(fc.constantFrom(SOUND, SOUND_BY_PERSON), fc.array(fc.tuple(fc.nat(), fc.nat(2), wild), { maxLength: 4 }))
  .map(([sound, changes]) => {
    const list = [...sound];
    for (const [place, cut, put] of changes) list.splice(place % (list.length + 1), cut, ...(cut === 2 ? [] : [put]));
    return list;
  });
const anyEvidences = fc.oneof({ weight: 3, arbitrary: evidences }, fc.array(wild, { maxLength: 12 }));

/** What the rules ask for, said once more and in other words than the product says it. */
function deserved(evidence: readonly Evidence[]): ReadonlySet<string> {
  const last = (kind: EvidenceKind) => evidence.filter((one) => one.kind === kind).at(-1)?.data;
  const at = /^EACS Done @(\d{10})\b/.exec(String(last('erase-record')?.after))?.[1];
  const { before, beforeRead, after, afterRead, orderClock, phoneClock, hostClock } = last('erase-record') ?? {};
  const { failure, failureBefore, activationLock } = last('erase-record') ?? {};
  const isOpen = activationLock !== true;
  const hasFailed = typeof failure === 'string' && !(beforeRead === true && failure === failureBefore);
  const now = Math.max(...[phoneClock, hostClock, 0].filter((one) => typeof one === 'number'));
  const isNew =
    typeof after === 'string' && after !== before && typeof orderClock === 'number' && Number(at) >= orderClock;
  const { activation, needsActivation, locked, setupDone } = last('setup-state') ?? {};
  const isSetUp = activation === 'Unactivated' && needsActivation === true && locked === false && setupDone !== true;
  const isRead = last('erase-record') !== undefined;
  const { instruction, saw: screen } = last('attestation') ?? {};
  const isSeen = instruction === 'look-at-screen' && screen === 'setup-screen';
  const held: readonly (readonly [string, boolean])[] = [
    ['identity-kept machine', last('identity')?.result === 'same'],
    ['left-and-returned machine', last('absence')?.left === true && last('return') !== undefined],
    ['pairing-forgotten machine', last('old-pairing')?.answer === 'InvalidHostID'],
    ['silent-pairing machine', last('new-pairing')?.answer === 'paired'],
    ['setup-state machine', isSetUp],
    [
      'closing-proof machine',
      isNew && isOpen && beforeRead === true && afterRead === true && !hasFailed && Number(at) <= now + 300,
    ],
    // A record that speaks against the erasure is never outweighed by what a person saw.
    [
      'closing-proof person',
      isRead &&
        isSeen &&
        isOpen &&
        (afterRead !== true ||
          (typeof failure !== 'string' && (at === undefined || typeof orderClock !== 'number' || beforeRead !== true))),
    ],
  ];
  return new Set(held.filter(([, isHeld]) => isHeld).map(([name]) => name));
}

describe('any evidence (property)', () => {
  test('earns a pass of a rule only by its own evidence with the one good value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ALL_PLANS), anyEvidences, async (plan, evidence) => {
        const earned = deserved(evidence);
        for (const finding of await findingsOf(plan, evidence)) {
          if (finding.outcome !== 'pass') continue;
          expect(earned).toContain(`${finding.rule} ${finding.by}`);
          expect(finding.evidence.length).toBeGreaterThan(0);
          expect(evidence).toEqual(expect.arrayContaining([...finding.evidence]));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('makes a verdict a pass only where every rule of the plan is earned, and a person never proves for the machine', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ALL_PLANS), anyEvidences, async (plan, evidence) => {
        const verdict = await outcomeOf(plan, evidence);
        if (verdict.outcome !== 'pass') return;
        const earned = deserved(evidence);
        for (const rule of rulesOf(plan).filter((one) => one !== 'closing-proof'))
          expect(earned).toContain(`${rule} machine`);
        const byMachine = earned.has('closing-proof machine');
        expect(byMachine || earned.has('closing-proof person')).toBe(true);
        if (verdict.kind === 'machine-proven') {
          expect([byMachine, plan.closing]).toEqual([true, 'machine-or-two-persons']);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('without one kind of evidence never passes its rules', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvidences, fc.constantFrom(...KINDS), async (evidence, kind) => {
        const without = evidence.filter((one) => one.kind !== kind);
        const before = await outcomeOf(PLANS.ordered, evidence);
        const after = await outcomeOf(PLANS.ordered, without);
        if (['command', 'attestation', 'erase-order'].includes(kind)) return;
        expect(before.outcome === 'pass' && after.outcome === 'pass').toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the verdict over a whole plan', () => {
  test('passes on the evidence of a sound erasure, by machine where its record closes it', async () => {
    expect(await outcomeOf(PLANS.ordered, SOUND)).toMatchObject({ outcome: 'pass', kind: 'machine-proven' });
    expect(await outcomeOf(PLANS.byHandTrusted, SOUND)).toMatchObject({ outcome: 'pass', kind: 'machine-proven' });
    const switchedOff: Review = { is: 'switched-off' };
    expect((await outcomeOf(PLANS.ordered, SOUND, switchedOff)).outcome).toBe('pass');
    expect((await outcomeOf(PLANS.ordered, SOUND, { is: 'not-made' })).outcome).toBe('inconclusive');
  });

  test.each(SOUND.filter(({ kind }) => kind !== 'erase-order').map((one) => [one.kind, one] as const))(
    'is no pass without %s, in any plan that asks for it',
    async (kind, dropped) => {
      const plans = kind === 'old-pairing' ? [PLANS.ordered, PLANS.byHandTrusted] : ALL_PLANS;
      for (const sound of [SOUND, SOUND_BY_PERSON]) {
        const evidence = sound.filter((one) => one !== dropped && one.kind !== kind);
        for (const plan of plans) expect((await outcomeOf(plan, evidence)).outcome).not.toBe('pass');
      }
    },
  );

  test('is a person’s, and takes another person who agrees, where nothing but a screen closes it', async () => {
    for (const plan of ALL_PLANS) {
      const verdict = await outcomeOf(plan, SOUND_BY_PERSON);
      expect(verdict).toMatchObject({ outcome: 'pass', kind: 'person-attested' });
      for (const review of UNWILLING) expect((await outcomeOf(plan, SOUND_BY_PERSON, review)).outcome).not.toBe('pass');
    }
    const unseen = SOUND_BY_PERSON.filter(({ kind }) => kind !== 'attestation');
    for (const plan of ALL_PLANS) expect((await outcomeOf(plan, unseen)).outcome).not.toBe('pass');
  });

  test('is never the machine’s alone where the phone did not trust before', async () => {
    for (const plan of [PLANS.byHandUntrusted, PLANS.restored]) {
      expect((await outcomeOf(plan, SOUND)).kind).toBe('person-attested');
      for (const review of UNWILLING) expect((await outcomeOf(plan, SOUND, review)).outcome).not.toBe('pass');
    }
  });

  test('fails where the phone is another one, still trusts, or shows another screen', async () => {
    const worse: readonly (readonly [Evidence, string])[] = [
      [saw('identity', { result: 'different' }), 'fail'],
      [saw('old-pairing', { answer: 'accepted' }), 'fail'],
      [saw('new-pairing', { answer: 'PairingDialogResponsePending' }), 'inconclusive'],
      [saw('absence', { left: false }), 'inconclusive'],
    ];
    for (const [evidence, outcome] of worse)
      expect((await outcomeOf(PLANS.ordered, [...SOUND, evidence])).outcome).toBe(outcome);
    expect((await outcomeOf(PLANS.ordered, [...SOUND_BY_PERSON, looked('home')])).outcome).toBe('fail');
  });
});
