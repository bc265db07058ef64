import { appleOnRecord, sanitizationOf } from './certificate-apple.ts';
import { chipOnRecord } from './certificate-chip.ts';
import { doubtsOf, lastState } from './certificate-doubts.ts';
import { overwritesOf, rulesOfRecord } from './certificate-evidence.ts';
import { entriesOf, type HashedEntry, type ReadRecord, readRecord } from './certificate-record.ts';
import { certificateWords } from './certificate-words.ts';
import type { DeviceFacts } from './device.ts';
import type { RecordedError } from './entry-kinds.ts';
import type { Step } from './erasure.ts';
import { gradeCaps, gradeOf } from './grade.ts';
import type { JobState } from './job.ts';
import { deviceOnRecord } from './on-record.ts';
import {
  APPLE_LIMITS,
  type CertificateContent,
  type CertifiedChip,
  type CertifiedDevice,
  type CertifiedStep,
  type Doubt,
  type Headline,
  LIMITS,
  type RecordedTime,
} from './report.ts';

type Wordless = Omit<CertificateContent, 'words'>;

/**
 * Says what the ledger's entries of one record amount to, from these entries alone: the same entries give the same content.
 * Whatever is missing or odd is null, unknown or inconclusive; the outcome is `pass` only when nothing at all speaks against it.
 */
export function certificateFrom(entries: readonly HashedEntry[]): CertificateContent {
  const record = readRecord(entries);
  const doubts = doubtsOf(record);
  const verdict = entriesOf(record, 'verdict-reached')[0]?.body ?? null;
  const chip = chipOnRecord(entries);
  const draft = draftOf(record);
  const headline = headlineOf(record, doubts);
  const outcome = outcomeOf(record, headline);
  const sanitization = sanitizationOf(record, { outcome, ...(chip ? { chip } : {}) });
  const content: Wordless = {
    record: record.record,
    job: record.job,
    port: record.port,
    practice: record.practice,
    outcome,
    headline,
    doubts,
    gaps: verdict?.gaps ?? [],
    error: errorOf(record),
    jobState: lastState(record),
    grade: gradeBlock(record, outcome),
    ...draft,
    ...(sanitization ? { sanitization } : {}),
    // A record that tells of an overwrite where none is possible has a doubt for it, and prints none.
    overwrites: sanitization ? [] : overwritesOf(record),
    rules: rulesOfRecord(record),
    ...untouchedOf(record, chip),
    ...(chip ? { chip } : {}),
    review: verdict?.review ?? { is: 'not-made' },
    consent: entriesOf(record, 'consent-recorded').at(-1)?.body ?? null,
    times: timesOf(record),
    ledger: record.position,
    limits: draft.device?.apple ? APPLE_LIMITS : LIMITS,
  };
  return { ...content, words: { ja: certificateWords('ja', content), en: certificateWords('en', content) } };
}

type Draft =
  | 'device'
  | 'claims'
  | 'purpose'
  | 'plan'
  | 'steps'
  | 'shop'
  | 'operator'
  | 'operatorAuthenticated'
  | 'tool'
  | 'retryOf';

function draftOf(record: ReadRecord): Pick<CertificateContent, Draft> {
  const drafted = entriesOf(record, 'job-drafted')[0]?.body;
  const nothing = { device: null, claims: [], purpose: null, plan: null, steps: [] };
  if (drafted === undefined) return { ...nothing, operator: null, tool: null, retryOf: null };
  const { claims, purpose, shop, operator, authenticated, tool, retryOf, plan } = drafted;
  const certified = {
    ...nothing,
    device: certifiedDevice(record, deviceOnRecord(record) ?? drafted.device),
    claims,
    purpose,
    ...(shop ? { shop } : {}),
    operator,
    ...(authenticated ? { operatorAuthenticated: authenticated } : {}),
    tool,
    retryOf,
  };
  if (plan === null) return certified;
  const { adapter, rung, closing, overwrites } = plan;
  return { ...certified, plan: { adapter, rung, closing, overwrites }, steps: stepsOf(record, plan.steps) };
}

/** What the plan leaves untouched and what the verdict adds to it, each once; the verdict names both kinds by their text keys. */
function untouchedOf(
  record: ReadRecord,
  chip: CertifiedChip | null,
): Pick<CertificateContent, 'notCovered' | 'notExamined'> {
  const planned = entriesOf(record, 'job-drafted')[0]?.body.plan?.notCovered ?? [];
  const named = entriesOf(record, 'verdict-reached')[0]?.body.notExamined ?? [];
  const covered = named.filter((key) => key.startsWith('not-covered.'));
  // The verdict on the storage is reached before the chip is read; what was found out about the chip since is printed as such.
  const isChipKnown = chip !== null && chip.state !== 'UNKNOWN';
  const examined = named.filter(
    (key) => !key.startsWith('not-covered.') && !(isChipKnown && key === 'not-examined.felica-chip'),
  );
  const bare = (key: string): string => key.replace(/^not-(covered|examined)\./, '');
  return {
    notCovered: [...new Set([...planned, ...covered].map(bare))],
    notExamined: [...new Set(examined.map(bare))],
  };
}

const ENDS: Readonly<Partial<Record<JobState, Headline>>> = {
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  // A job that moved to passed while the record says otherwise decides nothing.
  passed: 'inconclusive',
};

function headlineOf(record: ReadRecord, doubts: readonly Doubt[]): Headline {
  const verdict = entriesOf(record, 'verdict-reached')[0]?.body;
  if (doubts.length === 0 && verdict?.outcome === 'pass' && verdict.kind !== null) return verdict.kind;
  const state = lastState(record);
  if (state === 'unerasable') return state;
  if (verdict?.outcome === 'fail') return 'failed';
  if (state === 'failed' && verdict?.outcome === 'inconclusive') return 'inconclusive';
  return (state && ENDS[state]) ?? (state === null ? 'inconclusive' : 'unfinished');
}

function outcomeOf(record: ReadRecord, headline: Headline): CertificateContent['outcome'] {
  if (headline === 'machine-proven' || headline === 'person-attested') return 'pass';
  const isFailure = entriesOf(record, 'verdict-reached').some(({ body }) => body.outcome === 'fail');
  return isFailure || headline === 'failed' ? 'fail' : 'inconclusive';
}

/** The grade of what the certificate itself says: without a pass it is E, whatever the verdict's own grade was. */
function gradeBlock(record: ReadRecord, outcome: CertificateContent['outcome']): CertificateContent['grade'] {
  const stated = entriesOf(record, 'verdict-reached')[0]?.body.gradeFacts;
  if (stated === undefined) return { is: 'E', caps: [], facts: null };
  const facts = { ...stated, outcome, closing: outcome === 'pass' ? stated.closing : null };
  return { is: gradeOf(facts), caps: gradeCaps(facts), facts };
}

function errorOf(record: ReadRecord): RecordedError | null {
  const reasons = record.entries.flatMap((entry) => {
    if (entry.kind === 'job-moved') return [entry.body.why];
    if (entry.kind === 'step-ended') return [entry.body.error];
    return entry.kind === 'destruction-ordered' ? [entry.body.why] : [];
  });
  return reasons.findLast((reason) => reason !== null) ?? null;
}

function certifiedDevice(record: ReadRecord, device: DeviceFacts): CertifiedDevice {
  const apple = appleOnRecord(record);
  return {
    maker: device.maker,
    model: device.model,
    product: device.product,
    serial: device.serial,
    imeis: device.imeis,
    androidVersion: device.androidVersion,
    patchLevel: device.patchLevel,
    cryptoState: device.cryptoState,
    cryptoType: device.cryptoType,
    metadataEncrypted: device.metadataEncrypted,
    verifiedBoot: device.verifiedBoot,
    launchSdk: device.launchSdk,
    fingerprint: device.fingerprint,
    accounts: device.accounts,
    sdCard: device.sdCard,
    ...(apple ? { apple } : {}),
  };
}

function stepsOf(record: ReadRecord, steps: readonly Step[]): readonly CertifiedStep[] {
  return steps.map((step) => {
    const intended = entriesOf(record, 'step-intended').find(({ body }) => body.step.id === step.id);
    const ends = entriesOf(record, 'step-ended').filter(({ body }) => body.step === step.id);
    // The weakest end of a step speaks for it; an intent without an end is unknown, never done.
    const end = ends.findLast(({ body }) => body.outcome !== 'done') ?? ends.at(-1);
    const acts = entriesOf(record, 'operator-acted')
      .filter(({ body }) => body.step === step.id)
      .map(({ body: { instruction, operator, saw }, time }) => ({ instruction, operator, saw, time }));
    const isEndedInOrder = intended !== undefined && end !== undefined && intended.place < end.place;
    return {
      id: step.id,
      act: step.act,
      by: step.by,
      strength: step.strength,
      outcome: isEndedInOrder ? end.body.outcome : intended || end ? 'unknown' : 'not-run',
      error: end?.body.error ?? null,
      started: intended?.time ?? null,
      ended: end?.time ?? null,
      acts,
    };
  });
}

function timesOf(record: ReadRecord): CertificateContent['times'] {
  const moves = entriesOf(record, 'job-moved');
  const started: RecordedTime | null = moves.find(({ body }) => body.to === 'performing')?.time ?? null;
  return {
    drafted: entriesOf(record, 'job-drafted')[0]?.time ?? null,
    started,
    decided: entriesOf(record, 'verdict-reached')[0]?.time ?? null,
    ended: record.entries.at(-1)?.time ?? null,
  };
}
