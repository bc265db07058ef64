import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Plan, RULES, type RuleId, type Step } from '../../domain/erasure.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { Finding } from '../../domain/proof.ts';
import { gapsOf, isSamePerson, type Review, Verdict } from '../../domain/verdict.ts';

const evidence: Evidence[] = [{ kind: 'return', source: 'adb', data: { mode: 'android' } }];
const attestation: Evidence[] = [{ kind: 'attestation', source: 'operator', data: { saw: 'setup-screen' } }];
const accepted: Review = { is: 'accepted', reviewer: 'checker', operator: 'worker', saw: 'setup-screen' };

function planOf(rules: readonly RuleId[], closing: Plan['closing'] = 'machine'): Plan {
  const steps = rules.map(
    (rule, place): Step => ({
      id: `s${place}`,
      act: 'act',
      by: 'machine',
      strength: 'deletion',
      cancel: 'anytime',
      instruction: null,
      vanishes: null,
      proves: [rule],
    }),
  );
  return { adapter: 'a', rung: 'trade-in', purpose: 'inspection', steps, closing, overwrites: true, notCovered: [] };
}
const proven = (rule: RuleId): Finding => Finding.proven(rule, 'seen', evidence);

describe('a pass', () => {
  test('needs a proven finding for every rule and another person', () => {
    const verdict = Verdict.of(planOf(RULES), RULES.map(proven), accepted, []);
    expect([verdict.outcome, verdict.kind, verdict.gaps]).toEqual(['pass', 'machine-proven', []]);
    expect(Verdict.isGenuine(verdict)).toBe(true);
  });

  test('is not reached when any rule lacks its finding, whichever it is', () => {
    for (const missing of RULES) {
      const verdict = Verdict.of(planOf(RULES), RULES.filter((rule) => rule !== missing).map(proven), accepted, []);
      expect([missing, verdict.outcome, verdict.gaps[0]?.rule]).toEqual([missing, 'inconclusive', missing]);
    }
  });

  test('is not reached by a look-alike finding from a file or a wire', () => {
    const forged = RULES.map(
      (rule) => ({ rule, outcome: 'pass', reason: '', by: 'machine', evidence }) as unknown as Finding,
    );
    expect(forged.some((finding) => Finding.isGenuine(finding))).toBe(false);
    expect(Verdict.of(planOf(RULES), forged, accepted, []).outcome).toBe('inconclusive');
    const stolen = Object.create(Finding.prototype) as Finding;
    expect([Finding.isGenuine(stolen), Verdict.isGenuine(Object.create(Verdict.prototype))]).toEqual([false, false]);
  });

  test('is not reached by a plan that proves nothing', () => {
    expect(Verdict.of(planOf([]), [], accepted, []).outcome).toBe('inconclusive');
    expect(Verdict.of(planOf(['overwrite-complete']), [proven('overwrite-complete')], accepted, []).outcome).toBe(
      'inconclusive',
    );
  });

  test('is never reached with a failed or undecided finding among the others (property)', () => {
    const finding = fc.record({ rule: fc.constantFrom(...RULES), kind: fc.constantFrom('fail', 'undecided') });
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1 }), fc.integer({ min: 0, max: 12 }), (bad, at) => {
        const minted = bad.map(({ rule, kind }) =>
          kind === 'fail' ? Finding.failed(rule, 'r', []) : Finding.undecided(rule, 'r', []),
        );
        const all = RULES.map(proven);
        all.splice(at % (all.length + 1), 0, ...minted);
        const verdict = Verdict.of(planOf(RULES), all, accepted, []);
        expect(verdict.outcome).toBe(bad.some(({ kind }) => kind === 'fail') ? 'fail' : 'inconclusive');
        expect(verdict.kind).toBeNull();
      }),
    );
  });
});

describe('the second person', () => {
  const rules: RuleId[] = ['overwrite-complete', 'closing-proof'];
  const findings = [proven('overwrite-complete'), Finding.attested('closing-proof', 'seen', attestation)];

  test('makes a person-attested pass only together with the first', () => {
    expect(Verdict.of(planOf(rules, 'two-persons'), findings, accepted, [])).toMatchObject({
      outcome: 'pass',
      kind: 'person-attested',
    });
    for (const review of [{ is: 'switched-off' }, { is: 'not-made' }] as const) {
      expect(Verdict.of(planOf(rules, 'two-persons'), findings, review, []).outcome, review.is).toBe('inconclusive');
    }
  });

  test('may be switched off only where the program itself read the closing proof', () => {
    const machine = Verdict.of(planOf(rules), rules.map(proven), { is: 'switched-off' }, []);
    expect([machine.outcome, machine.kind]).toEqual(['pass', 'machine-proven']);
    expect(Verdict.of(planOf(rules), findings, { is: 'switched-off' }, []).outcome).toBe('inconclusive');
    expect(Verdict.of(planOf(rules), findings, accepted, []).outcome).toBe('inconclusive');
    expect(Verdict.of(planOf(rules), rules.map(proven), { is: 'not-made' }, []).outcome).toBe('inconclusive');
  });

  test('is another login, whatever its spelling', () => {
    const same: Review = { is: 'accepted', reviewer: ' Worker', operator: 'worker', saw: 'setup-screen' };
    expect(Verdict.of(planOf(rules), rules.map(proven), same, []).gaps).toEqual([
      { rule: 'closing-proof', outcome: 'inconclusive', reason: 'review.same-person' },
    ]);
    expect(isSamePerson('Ａya', 'aya')).toBe(true);
    expect(isSamePerson('aya', 'ayako')).toBe(false);
  });

  test('is nobody on whose word a closing by persons rests, and may be one where the program closed it', () => {
    const isPass = (closing: Plan['closing'], by: 'machine' | 'person', source: string): boolean => {
      const seen: Evidence[] = [{ kind: 'attestation', source, data: { instruction: 'erase-in-ios-settings' } }];
      const closed =
        by === 'machine' ? proven('closing-proof') : Finding.attested('closing-proof', 'seen', attestation);
      return Verdict.of(planOf(rules, closing), [proven('overwrite-complete'), closed], accepted, seen).kind !== null;
    };
    expect(isPass('two-persons', 'person', 'Checker ')).toBe(false);
    expect(isPass('two-persons', 'person', 'another')).toBe(true);
    expect(isPass('machine-or-two-persons', 'person', 'checker')).toBe(false);
    expect(isPass('machine-or-two-persons', 'machine', 'checker')).toBe(true);
    expect(isPass('machine', 'machine', 'checker')).toBe(true);
    const own = [proven('overwrite-complete'), Finding.attested('closing-proof', 'seen', attestation)];
    const review: Review = { ...accepted, reviewer: 'operator' };
    expect(Verdict.of(planOf(rules, 'two-persons'), own, review, []).gaps).toMatchObject([
      { outcome: 'inconclusive', reason: 'review.same-person' },
    ]);
  });

  test('can reject what every rule proved', () => {
    const rejected: Review = { ...accepted, is: 'rejected' };
    const verdict = Verdict.of(planOf(rules), rules.map(proven), rejected, []);
    expect([verdict.outcome, verdict.gaps[0]?.reason]).toEqual(['fail', 'review.rejected']);
  });
});

test('a proof without evidence and an attestation without a person cannot be minted', () => {
  expect(() => Finding.proven('closing-proof', 'r', [])).toThrow(RangeError);
  expect(() => Finding.attested('closing-proof', 'r', evidence)).toThrow(RangeError);
});

test('gaps name the rule, failures first', () => {
  const findings = [Finding.failed('host-sample', 'verify.data-found', []), proven('overwrite-complete')];
  expect(gapsOf(planOf(['overwrite-complete', 'host-sample', 'closing-proof']), findings)).toEqual([
    { rule: 'host-sample', outcome: 'fail', reason: 'verify.data-found' },
    { rule: 'closing-proof', outcome: 'inconclusive', reason: 'verify.inconclusive' },
  ]);
});

test('a job that ended early has a verdict that is no pass', () => {
  expect(Verdict.ofEnded('inconclusive', 'device.unplugged')).toMatchObject({ outcome: 'inconclusive', kind: null });
});
