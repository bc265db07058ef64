import {
  type AuditDevice,
  type AuditDoubt,
  type AuditEnd,
  type AuditException,
  type AuditOverwrite,
  type AuditReading,
  NOT_RECORDED,
} from './audit-report.ts';
import { dayOf } from './audit-report-period.ts';
import { certificateFrom } from './certificate.ts';
import { entriesOf, type HashedEntry, readRecord } from './certificate-record.ts';
import type { ChipState } from './chip.ts';
import { known, type Reading } from './device.ts';
import type { Strength } from './erasure.ts';
import type { JsonValue } from './json.ts';
import { fieldOf } from './ledger-meaning.ts';
import type { CertificateContent, CertifiedGuideStep, RecordedTime } from './report.ts';

/** One phone of a report and what about it is out of the ordinary. */
export interface AuditedRecord {
  readonly device: AuditDevice;
  readonly exceptions: readonly AuditException[];
}

/**
 * Says of one record what its certificate would say. In a ledger whose chain is broken nobody knows what
 * is missing, so that there no record counts as passed.
 */
export function auditRecord(record: string, entries: readonly HashedEntry[], isChainWhole: boolean): AuditedRecord {
  const content = certificateFrom(entries);
  const doubts = [...content.doubts, ...furtherDoubts(entries, isChainWhole)];
  const isPassed = content.outcome === 'pass' && doubts.length === 0;
  const end = endOf(content, isPassed);
  const outcome = isPassed ? 'pass' : content.outcome === 'fail' ? 'fail' : 'inconclusive';
  const grade = isPassed ? content.grade.is : 'E';
  const device: AuditDevice = {
    record,
    job: content.job,
    ...identityOf(content),
    ...workOf(content),
    ...peopleOf(content),
    ...papersOf(entries),
    outcome,
    end,
    headline: content.headline,
    jobState: content.jobState ?? 'unknown',
    doubts: isPassed ? [] : doubts,
    error: content.error,
    grade,
    ...chipOf(content),
    disposition: NOT_RECORDED,
    ...content.times,
    retryOf: content.retryOf,
  };
  return { device, exceptions: exceptionsOf(entries, content, device) };
}

function furtherDoubts(entries: readonly HashedEntry[], isChainWhole: boolean): readonly AuditDoubt[] {
  const isUndated = entries.some(({ entry }) => dayOf(entry) === null);
  return [...(isChainWhole ? [] : ['chain-broken' as const]), ...(isUndated ? ['undated' as const] : [])];
}

function endOf({ headline, jobState }: CertificateContent, isPassed: boolean): AuditEnd {
  if (headline === 'machine-proven' || headline === 'person-attested') return isPassed ? headline : 'inconclusive';
  if (headline !== 'unfinished') return headline;
  return jobState === 'awaiting-review' ? 'awaiting-review' : 'open';
}

function identityOf({ device, claims }: CertificateContent) {
  const read = device?.imeis.is === 'value' ? device.imeis.value : [];
  const claimed = claims.filter(({ imei, source }) => source !== 'read' || !read.includes(imei));
  const givenBy = new Map(claimed.map(({ imei, source }) => [imei, source]));
  const imeis = [...new Set([...read, ...givenBy.keys()])].map((imei) => ({
    imei,
    source: givenBy.get(imei) ?? 'read',
  }));
  return {
    maker: readingOf(device?.maker),
    model: readingOf(device?.model),
    serial: readingOf(device?.serial),
    imeis,
  } satisfies Partial<AuditDevice>;
}

function readingOf(reading: Reading<string> | undefined): AuditReading {
  if (reading === undefined) return { is: NOT_RECORDED };
  const value = known(reading);
  return value === null || reading.is !== 'value'
    ? { is: reading.is === 'absent' ? 'absent' : 'not-readable' }
    : { is: 'value', value };
}

function workOf(content: CertificateContent) {
  const { steps, plan, purpose, overwrites, rules, tool } = content;
  const done = steps.flatMap(({ strength, outcome }) => (strength !== null && outcome === 'done' ? [strength] : []));
  const isShown = (rule: string): boolean => rules.some((one) => one.rule === rule && one.outcome === 'pass');
  const strengths = [...new Set<Strength>(done)];
  return {
    purpose: purpose ?? 'unknown',
    rung: plan?.rung ?? 'unknown',
    done: strengths,
    overwrite: overwriteOf(content, strengths.includes('overwrite') && isShown('overwrite-complete')),
    coverage: overwrites.at(-1)?.coverage ?? null,
    resetObserved:
      (isShown('reset-observed') || isEraseShown(content)) &&
      strengths.some((one) => one === 'deletion' || one === 'cryptographic'),
    tool: tool === null ? NOT_RECORDED : `${tool.name} ${tool.version}`,
  } satisfies Partial<AuditDevice>;
}

/** An iPhone has no one rule for its reset: it was seen when the phone was seen to leave and to return, and everything found there agrees. */
function isEraseShown({ sanitization, rules }: CertificateContent): boolean {
  const needed = ['left-and-returned', 'closing-proof'] as const;
  return (
    sanitization !== undefined &&
    rules.every(({ outcome }) => outcome === 'pass') &&
    needed.every((rule) => rules.some((one) => one.rule === rule))
  );
}

function overwriteOf(content: CertificateContent, isShown: boolean): AuditOverwrite {
  const { plan, purpose, overwrites, jobState, sanitization } = content;
  if (sanitization !== undefined) return 'not-applicable';
  if (plan?.overwrites) return isShown && overwrites.length > 0 ? 'done' : 'not-completed';
  if (plan !== null) return purpose === 'intake' ? 'not-asked' : 'impossible';
  return jobState === 'unerasable' ? 'impossible' : 'unknown';
}

function peopleOf({ operator, operatorAuthenticated, review, consent }: CertificateContent) {
  return {
    operator: operator ?? NOT_RECORDED,
    operatorLoggedIn: operatorAuthenticated === true,
    review: review.is,
    reviewer: 'reviewer' in review ? review.reviewer : NOT_RECORDED,
    reviewerLoggedIn: 'reviewer' in review && review.authenticated === true,
    toldNoOverwrite: consent?.toldNoOverwrite ?? NOT_RECORDED,
    identityCheck: consent?.identityCheck ?? NOT_RECORDED,
  } satisfies Partial<AuditDevice>;
}

const FELICA: Readonly<Record<ChipState, AuditDevice['felica']>> = {
  EMPTY: 'unused',
  RESIDUAL: 'residual',
  REVIEW: 'review',
  UNKNOWN: 'unknown',
  NOT_PRESENT: 'not-present',
  APPLE_ERASED: 'apple-erased',
};

/** The chip as its readings show it, and the certificate in it as far as somebody confirmed a step of a guide about it. */
function chipOf({ chip }: CertificateContent) {
  if (chip === undefined) {
    return { felica: 'unknown', chipSale: NOT_RECORDED, jpki: 'unknown' } satisfies Partial<AuditDevice>;
  }
  const revoking = chip.steps.findLast(({ step }) => step.startsWith('jpki'));
  return {
    felica: FELICA[chip.state],
    chipSale: chip.sale,
    jpki: revoking === undefined ? 'unknown' : jpkiOf(revoking),
  } satisfies Partial<AuditDevice>;
}

// Words that a step of a guide can be answered with; a guide of the shop may see more for itself than ours let an operator say.
const JPKI_WORDS: ReadonlyMap<string, AuditDevice['jpki']> = new Map([
  ['revoked', 'declared'],
  ['none', 'declared'],
  // A guide that asks for no word: the step was done, and that is all that was said.
  ['', 'declared'],
  ['seen', 'seen'],
]);

/** A word that nobody planned for says nothing. */
function jpkiOf({ outcome, saw }: CertifiedGuideStep): AuditDevice['jpki'] {
  if (outcome === 'not-needed') return saw === 'not-capable' ? 'not-capable' : 'unknown';
  return outcome === 'done' ? (JPKI_WORDS.get(saw) ?? 'unknown') : 'unknown';
}

function papersOf(entries: readonly HashedEntry[]) {
  const [first] = entries;
  const issues = entries.filter(({ entry }) => entry.kind === 'certificate-issued');
  const originals = issues.filter(({ entry }) => fieldOf(entry.body as JsonValue, 'issue') === 'original').length;
  return {
    day: first === undefined ? null : dayOf(first.entry),
    firstSeq: first?.entry.seq ?? 0,
    lastSeq: entries.at(-1)?.entry.seq ?? 0,
    originals,
    reprints: issues.length - originals,
  } satisfies Partial<AuditDevice>;
}

type Found = readonly [kind: AuditException['kind'], detail: string];

function exceptionsOf(
  entries: readonly HashedEntry[],
  content: CertificateContent,
  device: AuditDevice,
): AuditException[] {
  const { record, decided, drafted, lastSeq: seq } = device;
  const time: RecordedTime | null = decided ?? drafted;
  const found = [...oddities(entries, content, device), ...circumstances(entries, content, device)];
  return found.map(([kind, detail]) => ({ kind, seq, record, time, detail }));
}

/** What speaks against the record itself. */
function oddities(entries: readonly HashedEntry[], content: CertificateContent, device: AuditDevice): Found[] {
  const found: Found[] = [];
  const isStatedPass = entries.some(
    ({ entry }) => entry.kind === 'verdict-reached' && fieldOf(entry.body as JsonValue, 'outcome') === 'pass',
  );
  const odd = device.doubts.filter(
    (doubt) => doubt === 'unreadable-entry' || doubt === 'unknown-entry' || doubt === 'undated',
  );
  const against = device.doubts.filter((doubt) => doubt !== 'chain-broken');
  if (isStatedPass && against.length > 0) found.push(['pass-not-supported', against.join(' ')]);
  if (content.doubts.includes('another-phone')) found.push(['another-phone', '']);
  if (odd.length > 0) found.push(['unreadable-entry', odd.join(' ')]);
  return found;
}

/** What the rules of the shop or the course of the work made of it. */
function circumstances(entries: readonly HashedEntry[], content: CertificateContent, device: AuditDevice): Found[] {
  const read = readRecord(entries);
  const blockers = entriesOf(read, 'job-drafted')[0]?.body.blockers ?? [];
  const isStarted = entriesOf(read, 'job-moved').some(({ body }) => body.to === 'performing');
  const [stops, warnings] = (['stop', 'warn'] as const).map((severity) =>
    blockers
      .filter((one) => one.severity === severity)
      .map(({ id }) => id)
      .join(' '),
  );
  const typed = content.claims.filter(({ source }) => source === 'typed').length;
  const ordered = entriesOf(read, 'destruction-ordered').map(({ body }) => `${body.operator} ${body.why.code}`);
  const isWithout = lacksOverwrite(device);
  const isUntold = isWithout && isStarted && device.toldNoOverwrite !== 'told';
  const found: readonly (Found | false)[] = [
    device.chipSale === 'overridden' && ['chip-overridden', overrideWords(content)],
    isStarted && stops !== '' && ['stop-blocker-passed', stops ?? ''],
    content.review.is === 'switched-off' && ['second-person-off', device.end],
    isStarted && warnings !== '' && ['blocker-passed', warnings ?? ''],
    device.jobState === 'interrupted' && ['interrupted', content.error?.code ?? ''],
    isWithout && ['overwrite-impossible', `${device.rung} ${device.toldNoOverwrite}`],
    isUntold && ['not-told-no-overwrite', device.toldNoOverwrite],
    ordered.length > 0 && ['destruction-ordered', ordered.join(', ')],
    typed > 0 && ['identity-typed', String(typed)],
    content.retryOf !== null && ['retry', content.retryOf],
  ];
  return found.filter((one) => one !== false);
}

/** Whether a phone was to be overwritten, as at an inspection, and could not be: its seller has to know. */
export function lacksOverwrite({ overwrite, purpose }: Pick<AuditDevice, 'overwrite' | 'purpose'>): boolean {
  return overwrite === 'impossible' || (overwrite === 'not-applicable' && purpose === 'inspection');
}

function overrideWords({ chip }: CertificateContent): string {
  return chip?.override ? `${chip.override.by}: ${chip.override.why}` : '';
}
