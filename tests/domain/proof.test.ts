import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../domain/evidence.ts';
import { Finding } from '../../domain/proof.ts';

const seen: Evidence = { kind: 'return', source: 'adb', data: { mode: 'android' } };
const attested: Evidence = { kind: 'attestation', source: 'aya', data: { saw: 'setup-screen' } };

describe('a finding', () => {
  test('says its rule, outcome, reason and by whom, and keeps its evidence', () => {
    const made = [
      Finding.proven('closing-proof', 'foyer', [seen]),
      Finding.attested('closing-proof', 'screen', [seen, attested]),
      Finding.failed('identity-kept', 'device.identity-mismatch', [seen]),
      Finding.undecided('host-sample', 'verify.inconclusive', []),
    ];
    expect(made.map((finding) => finding.toRecord())).toEqual([
      { rule: 'closing-proof', outcome: 'pass', reason: 'foyer', by: 'machine' },
      { rule: 'closing-proof', outcome: 'pass', reason: 'screen', by: 'person' },
      { rule: 'identity-kept', outcome: 'fail', reason: 'device.identity-mismatch', by: 'machine' },
      { rule: 'host-sample', outcome: 'inconclusive', reason: 'verify.inconclusive', by: 'machine' },
    ]);
    expect(made.map((finding) => finding.evidence.length)).toEqual([1, 2, 1, 0]);
    expect(made.every((finding) => Finding.isGenuine(finding))).toBe(true);
  });

  test('that passes needs evidence, and an attested one a person among it', () => {
    expect(() => Finding.proven('closing-proof', 'r', [])).toThrow(/no evidence for closing-proof/);
    expect(() => Finding.attested('closing-proof', 'r', [])).toThrow(/no attestation for closing-proof/);
    expect(() => Finding.attested('closing-proof', 'r', [seen])).toThrow(RangeError);
  });

  test('is not genuine when it only looks like one', () => {
    for (const candidate of [null, undefined, 1, 'x', {}, Object.create(Finding.prototype)]) {
      expect(Finding.isGenuine(candidate)).toBe(false);
    }
    const copy: unknown = { ...Finding.proven('closing-proof', 'r', [seen]) };
    expect(Finding.isGenuine(copy)).toBe(false);
  });
});
