// Kept wrong: every line below tries to make a pass without proof, and must not compile.
import { Finding } from '../../../../domain/proof.ts';
import { Verdict } from '../../../../domain/verdict.ts';

export const byLiteral: Verdict = { outcome: 'pass', kind: 'machine-proven', gaps: [] };
export const byConstructor = new Verdict('pass', 'machine-proven', []);
export const bySpread: Verdict = { ...Verdict.ofEnded('fail', 'x'), outcome: 'pass' };
export const byEnded = Verdict.ofEnded('pass', 'x');
export const byFindingLiteral: Finding = { rule: 'closing-proof', outcome: 'pass', reason: '', by: 'machine', evidence: [] };
export const byFindingConstructor = new Finding({ rule: 'closing-proof', outcome: 'pass', reason: '', by: 'machine', evidence: [] });
export class BySubclass extends Verdict {}
Verdict.ofEnded('fail', 'x').outcome = 'pass';
