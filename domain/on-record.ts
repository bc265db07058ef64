import { entriesOf, type ReadRecord } from './certificate-record.ts';
import { type DeviceFacts, mergeFacts } from './device.ts';
import { deviceFacts } from './device-shape.ts';
import type { EntryBodies } from './entry-kinds.ts';
import type { Evidence } from './evidence.ts';
import { Finding } from './proof.ts';

/** What is known of the phone of a record: the facts at the draft, joined with those read again while it stayed the same phone. */
export function deviceOnRecord(record: ReadRecord): DeviceFacts | null {
  const drafted = entriesOf(record, 'job-drafted')[0]?.body.device;
  if (drafted === undefined) return null;
  return evidenceOnRecord(record).reduce((device, { kind, data }) => {
    if (kind !== 'identity' || data.result !== 'same' || data.facts === undefined) return device;
    try {
      return mergeFacts(device, deviceFacts(data.facts));
    } catch {
      // Facts of another shape add nothing; what was drafted stands.
      return device;
    }
  }, drafted);
}

/** All evidence of a record, oldest first. */
export function evidenceOnRecord(record: ReadRecord): readonly Evidence[] {
  return entriesOf(record, 'evidence-recorded').map(({ body }) => body.evidence);
}

/**
 * Makes the findings of a record again, so that a second person can review a job after a restart. The chain must have
 * been checked. A recorded pass whose step left no evidence on record comes back undecided, and so does any pass when
 * something about the record is odd.
 */
export function findingsOnRecord(record: ReadRecord): readonly Finding[] {
  const isOdd = record.doubts.length > 0;
  return entriesOf(record, 'finding-made').map(({ body }) => remade(body, evidenceOf(record, body.step), isOdd));
}

function evidenceOf(record: ReadRecord, step: string): readonly Evidence[] {
  return entriesOf(record, 'evidence-recorded').flatMap(({ body }) => (body.step === step ? [body.evidence] : []));
}

function remade(body: EntryBodies['finding-made'], evidence: readonly Evidence[], isOdd: boolean): Finding {
  const { rule, outcome, reason, by } = body;
  if (outcome === 'fail') return Finding.failed(rule, reason, evidence);
  const hasAttestation = evidence.some(({ kind }) => kind === 'attestation');
  if (outcome !== 'pass' || isOdd || evidence.length === 0 || (by === 'person' && !hasAttestation)) {
    return Finding.undecided(rule, outcome === 'pass' ? 'verify.inconclusive' : reason, evidence);
  }
  return by === 'person' ? Finding.attested(rule, reason, evidence) : Finding.proven(rule, reason, evidence);
}
