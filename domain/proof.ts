import type { RuleId } from './erasure.ts';
import type { Evidence } from './evidence.ts';
import type { JsonObject } from './json.ts';

/** What a finding says of its rule. */
export type FindingOutcome = 'pass' | 'fail' | 'inconclusive';

/**
 * A rule's judgement on evidence. It has no public constructor: only this file's functions make one, a pass needs
 * evidence, and the layer gate lets only the verifying side of an adapter import this file.
 */
export class Finding {
  readonly #minted = true;
  readonly rule: RuleId;
  readonly outcome: FindingOutcome;
  /** An error code or a short reason in the field's words; shown, never parsed. */
  readonly reason: string;
  readonly by: 'machine' | 'person';
  readonly evidence: readonly Evidence[];

  private constructor(fields: Omit<Finding, 'toRecord'>) {
    this.rule = fields.rule;
    this.outcome = fields.outcome;
    this.reason = fields.reason;
    this.by = fields.by;
    this.evidence = fields.evidence;
  }

  /** Tells whether a value was minted here; a look-alike read from a file or a wire is not a finding. */
  static isGenuine(candidate: unknown): candidate is Finding {
    return candidate instanceof Finding && #minted in candidate;
  }

  /** Mints a pass of a rule that the program itself verified; throws RangeError without evidence. */
  static proven(rule: RuleId, reason: string, evidence: readonly Evidence[]): Finding {
    if (evidence.length === 0) throw new RangeError(`no evidence for ${rule}`);
    return new Finding({ rule, outcome: 'pass', reason, by: 'machine', evidence });
  }

  /** Mints a pass of a rule that a person attested; throws RangeError without an attestation among the evidence. */
  static attested(rule: RuleId, reason: string, evidence: readonly Evidence[]): Finding {
    if (!evidence.some((e) => e.kind === 'attestation')) throw new RangeError(`no attestation for ${rule}`);
    return new Finding({ rule, outcome: 'pass', reason, by: 'person', evidence });
  }

  /** Mints a failure of a rule. */
  static failed(rule: RuleId, reason: string, evidence: readonly Evidence[]): Finding {
    return new Finding({ rule, outcome: 'fail', reason, by: 'machine', evidence });
  }

  /** Mints the finding that a rule cannot be decided; it never counts as a pass. */
  static undecided(rule: RuleId, reason: string, evidence: readonly Evidence[]): Finding {
    return new Finding({ rule, outcome: 'inconclusive', reason, by: 'machine', evidence });
  }

  /** The finding as the ledger keeps it. */
  toRecord(): JsonObject {
    return { rule: this.rule, outcome: this.outcome, reason: this.reason, by: this.by };
  }
}
