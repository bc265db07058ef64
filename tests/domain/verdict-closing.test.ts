import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleId } from '../../domain/erasure.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { gradeFactsOf, gradeOf } from '../../domain/grade.ts';
import { Finding } from '../../domain/proof.ts';
import { isClosedByMachine, type Review, Verdict } from '../../domain/verdict.ts';
import { iphoneGradeFacts, iphonePlan, sampleIphone } from './sample-iphone.ts';

const evidence: Evidence[] = [{ kind: 'erase-record', source: 'nvram', data: { after: 'EACS Done @1' } }];
const attestation: Evidence[] = [{ kind: 'attestation', source: 'tanaka', data: { saw: 'setup-screen' } }];
const RULES: readonly RuleId[] = [
  'identity-kept',
  'left-and-returned',
  'pairing-forgotten',
  'silent-pairing',
  'setup-state',
];
const plan = iphonePlan();
const others = RULES.map((rule) => Finding.proven(rule, 'seen', evidence));
const machine = Finding.proven('closing-proof', 'newer', evidence);
const person = Finding.attested('closing-proof', 'seen', attestation);
const undecided = Finding.undecided('closing-proof', 'verify.inconclusive', evidence);
const accepted: Review = { is: 'accepted', reviewer: 'sato', operator: 'tanaka', saw: 'setup-screen' };
const reviews: readonly Review[] = [
  accepted,
  { is: 'accepted', reviewer: 'Tanaka', operator: 'tanaka', saw: 'setup-screen' },
  { is: 'rejected', reviewer: 'sato', operator: 'tanaka', saw: 'home' },
  { is: 'switched-off' },
  { is: 'not-made' },
];
const anyProofs = fc.array(fc.constantFrom(machine, person, undecided), { maxLength: 4 });

describe('a plan that leaves open who closes it', () => {
  test('passes by the phone alone where no second person is wanted, and by persons only where two saw it', () => {
    const kindOf = (proof: Finding, review: Review) => Verdict.of(plan, [...others, proof], review, []).kind;
    expect(kindOf(machine, { is: 'switched-off' })).toBe('machine-proven');
    expect(kindOf(machine, accepted)).toBe('machine-proven');
    expect(kindOf(person, accepted)).toBe('person-attested');
    for (const review of reviews.slice(1)) expect(kindOf(person, review), review.is).toBeNull();
  });

  test('is never machine-proven by a person, and never passes without any proof (property)', () => {
    fc.assert(
      fc.property(anyProofs, fc.constantFrom(...reviews), (proofs, review) => {
        const verdict = Verdict.of(plan, [...others, ...proofs], review, []);
        const hasPerson = proofs.some(({ by }) => by === 'person');
        if (hasPerson || proofs.length === 0 || proofs.includes(undecided)) {
          expect(verdict.kind).not.toBe('machine-proven');
        }
        if (proofs.length === 0 || proofs.includes(undecided)) expect(verdict.outcome).not.toBe('pass');
        if (review.is !== 'accepted' && hasPerson) expect(verdict.outcome).not.toBe('pass');
      }),
    );
  });

  test('is closed by the machine only where every closing finding is its own', () => {
    const closing = 'machine-or-two-persons';
    expect(isClosedByMachine(closing, [machine])).toBe(true);
    for (const found of [[], [person], [machine, person], others])
      expect(isClosedByMachine(closing, found)).toBe(false);
    expect([isClosedByMachine('machine', [person]), isClosedByMachine('two-persons', [machine])]).toEqual([
      true,
      false,
    ]);
  });

  test('loses, and never gains, when a finding is taken away (property)', () => {
    fc.assert(
      fc.property(anyProofs, fc.constantFrom(...reviews), fc.nat(), (proofs, review, at) => {
        const all = [...others, ...proofs];
        const grade = (found: readonly Finding[]) => {
          const verdict = Verdict.of(plan, found, review, []);
          return gradeOf(gradeFactsOf(sampleIphone(), plan, verdict, { figures: null, hostSample: null }));
        };
        // Taking an undecided or a person's closing away may leave the machine's alone; every proof of its own only loses.
        const own = all.filter((finding) => finding !== undecided && finding !== person);
        const less = own.toSpliced(at % own.length, 1);
        expect(grade(less) >= grade(own)).toBe(true);
      }),
    );
  });
});

describe('the grade of an iPhone', () => {
  test('is B at best, because nobody measures what becomes of the keys', () => {
    const of = (...changes: Parameters<typeof iphoneGradeFacts>) => gradeOf(iphoneGradeFacts(...changes));
    expect([of(), of({ closing: 'person-attested' }), of({ closing: null }), of({ outcome: 'fail' })]).toEqual([
      'B',
      'C',
      'E',
      'E',
    ]);
    expect([of({ rung: 'ios-eacs-manual' }), of({ rung: 'ios-restore-ipsw' })]).toEqual(['C', 'C']);
  });

  test('is not raised by facts of an overwrite that no iPhone has (property)', () => {
    const rung = fc.constantFrom('ios-eacs-mcinstall', 'ios-eacs-manual', 'ios-restore-ipsw');
    const closing = fc.constantFrom('machine-proven', 'person-attested', null);
    const more = fc.record({
      encryption: fc.constantFrom('metadata', null),
      coverage: fc.constantFrom(1, null),
      hostSample: fc.constantFrom(true, false, null),
      generator: fc.constantFrom('keyed-on-phone', null),
    });
    fc.assert(
      fc.property(rung, closing, more, (route, kind, extra) => {
        const plain = iphoneGradeFacts({ rung: route, closing: kind });
        expect(gradeOf({ ...plain, ...extra })).toBe(gradeOf(plain));
        expect(gradeOf({ ...plain, closing: null }) >= gradeOf(plain)).toBe(true);
      }),
    );
  });
});
