import { overwriteFigures } from './certificate-entries.ts';
import { entriesOf, type ReadRecord } from './certificate-record.ts';
import { type RuleId, rulesOf } from './erasure.ts';
import { coverageOf, type EvidenceKind } from './evidence.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { CertifiedOverwrite, CertifiedRule } from './report.ts';

// Which kinds of evidence speak for which rule; a finding names the rule and the step, the evidence names the step and the kind.
const KINDS_OF_RULE: Readonly<Record<RuleId, readonly EvidenceKind[]>> = {
  'identity-kept': ['identity'],
  'reset-observed': ['absence', 'return', 'test-harness', 'trade-in-status', 'attestation'],
  'residue-clear': ['residue'],
  'overwrite-complete': [],
  'host-sample': ['host-sample'],
  'closing-proof': ['trade-in-status', 'test-harness', 'attestation', 'return', 'erase-record'],
  'left-and-returned': ['absence', 'return'],
  'pairing-forgotten': ['old-pairing'],
  'silent-pairing': ['new-pairing'],
  'setup-state': ['setup-state'],
};
const MOST_FIGURES = 16;
const MOST_LISTED = 10;

/** Every overwrite whose figures the ledger holds, oldest first. */
export function overwritesOf(record: ReadRecord): readonly CertifiedOverwrite[] {
  return overwriteEvidence(record).flatMap(({ data, source }) => {
    const figures = figuresOf(data);
    return figures === null ? [] : [{ figures, coverage: coverageOf(figures), source }];
  });
}

/** How many overwrites left evidence whose figures cannot be read. */
export function unreadableOverwrites(record: ReadRecord): number {
  return overwriteEvidence(record).filter(({ data }) => figuresOf(data) === null).length;
}

/** What the findings and evidence say of each rule of the plan and of the closing proof; a rule without a finding is inconclusive. */
export function rulesOfRecord(record: ReadRecord): readonly CertifiedRule[] {
  const plan = entriesOf(record, 'job-drafted')[0]?.body.plan ?? null;
  const found = entriesOf(record, 'finding-made').map(({ body }) => body.rule);
  const rules = new Set<RuleId>([...(plan ? rulesOf(plan) : []), ...found, 'closing-proof']);
  return [...rules].map((rule) => {
    // Where the plan leaves it open who closes it, one person's word makes it a person's.
    const isOpen = rule === 'closing-proof' && plan?.closing === 'machine-or-two-persons';
    return certifiedRule(record, rule, isOpen ? 'person' : 'machine');
  });
}

function overwriteEvidence(record: ReadRecord) {
  return entriesOf(record, 'evidence-recorded')
    .map(({ body }) => body.evidence)
    .filter(({ kind }) => kind === 'overwrite');
}

/** The figures under an overwrite's `figures`; none when what ran it says itself that it did not go well. */
function figuresOf(data: JsonObject): CertifiedOverwrite['figures'] | null {
  if (Object.hasOwn(data, 'ok') && data.ok !== true) return null;
  try {
    return overwriteFigures(data.figures);
  } catch {
    return null;
  }
}

function certifiedRule(record: ReadRecord, rule: RuleId, spokesman: 'machine' | 'person'): CertifiedRule {
  const findings = entriesOf(record, 'finding-made')
    .map(({ body }) => body)
    .filter((finding) => finding.rule === rule);
  // The weakest finding speaks for the rule; among equals the last one of the spokesman's.
  const weakest =
    findings.findLast(({ outcome }) => outcome === 'fail') ??
    findings.findLast(({ outcome }) => outcome === 'inconclusive') ??
    findings.findLast(({ by }) => by === spokesman) ??
    findings.at(-1);
  const steps = new Set(findings.map(({ step }) => step));
  const evidence = entriesOf(record, 'evidence-recorded')
    .map(({ body }) => body)
    .filter((one) => steps.has(one.step) && KINDS_OF_RULE[rule].includes(one.evidence.kind));
  return {
    rule,
    outcome: weakest?.outcome ?? 'inconclusive',
    by: weakest?.by ?? null,
    reason: weakest?.reason ?? null,
    sources: [...new Set(evidence.map((one) => one.evidence.source))],
    figures: flatFigures(evidence.map((one) => one.evidence.data)),
  };
}

/** The plain values of evidence, the newest of each name; what is inside an object is named `outer.inner`. */
function flatFigures(data: readonly JsonObject[]): CertifiedRule['figures'] {
  const found = data.flatMap((one) => Object.entries(one)).flatMap(([name, value]) => flatValue(name, value));
  const newest = new Map(found);
  return Object.fromEntries([...newest].slice(0, MOST_FIGURES));
}

type Figure = readonly [string, string | number | boolean];

function flatValue(name: string, value: JsonValue): readonly Figure[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [[name, value]];
  if (isList(value)) {
    const isShort = value.length <= MOST_LISTED && value.every((member) => typeof member === 'string');
    return [[name, isShort ? value.join(' ') : value.length]];
  }
  return Object.entries(value).flatMap(([inner, plain]) =>
    plain === null || typeof plain === 'object' ? [] : [[`${name}.${inner}`, plain] as const],
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
