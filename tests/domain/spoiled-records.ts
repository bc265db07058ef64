import type { HashedEntry } from '../../domain/certificate-record.ts';
import type { EntryBodies } from '../../domain/entry-kinds.ts';
import type { Doubt } from '../../domain/report.ts';
import { sampleFigures } from './sample-record.ts';

/** Changes the first entry of a kind, or leaves everything as it is when there is none. */
function change(entries: readonly HashedEntry[], kind: string, body: (old: never) => unknown): HashedEntry[] {
  const at = entries.findIndex(({ entry }) => entry.kind === kind);
  return entries.map((one, index) =>
    index === at ? { ...one, entry: { ...one.entry, body: body(one.entry.body as never) } } : one,
  );
}

function without(entries: readonly HashedEntry[], drop: (entry: HashedEntry['entry']) => boolean): HashedEntry[] {
  return entries.filter(({ entry }) => !drop(entry));
}

/** A doubt, what was done to a whole record in words, and how. */
export type Spoiler = readonly [Doubt, string, (entries: readonly HashedEntry[]) => readonly HashedEntry[]];
/** One way or more of spoiling a whole record for each doubt. */
export const spoilers: readonly Spoiler[] = [
  ['no-entries', 'no entry', () => []],
  ['unreadable-entry', 'a body of another shape', (e) => change(e, 'identity-confirmed', () => ({ result: 'yes' }))],
  [
    'unreadable-entry',
    'a body with the right names on its prototype',
    (e) => change(e, 'step-ended', (old) => Object.create(old)),
  ],
  [
    'unknown-entry',
    'a kind from the future',
    (e) => e.map((one, i) => (i === 9 ? { ...one, entry: { ...one.entry, kind: 'redeemed' } } : one)),
  ],
  [
    'mixed-records',
    'an entry of another record',
    (e) => e.map((one, i) => (i === 5 ? { ...one, entry: { ...one.entry, record: 'R2' } } : one)),
  ],
  [
    'mixed-records',
    'an entry of another job',
    (e) => e.map((one, i) => (i === 5 ? { ...one, entry: { ...one.entry, job: 'job-2' } } : one)),
  ],
  [
    'mixed-records',
    'one practice entry among real ones',
    (e) => e.map((one, i) => (i === 5 ? { ...one, entry: { ...one.entry, practice: true } } : one)),
  ],
  [
    'no-plan',
    'a draft without a plan',
    (e) => change(e, 'job-drafted', (old: EntryBodies['job-drafted']) => ({ ...old, plan: null })),
  ],
  ['no-consent', 'no consent', (e) => without(e, ({ kind }) => kind === 'consent-recorded')],
  [
    'no-consent',
    'a refused consent',
    (e) => change(e, 'consent-recorded', (old: object) => ({ ...old, deletion: 'refused' })),
  ],
  ['broken-states', 'a forbidden move', (e) => change(e, 'job-moved', (old: object) => ({ ...old, to: 'verifying' }))],
  ['broken-states', 'a missing move', (e) => without(e, ({ body }) => (body as { to?: string }).to === 'verifying')],
  ['not-passed', 'no last move', (e) => e.slice(0, -1)],
  ['no-verdict', 'no verdict', (e) => without(e, ({ kind }) => kind === 'verdict-reached')],
  [
    'verdict-not-pass',
    'a verdict of inconclusive',
    (e) => change(e, 'verdict-reached', (old: object) => ({ ...old, outcome: 'inconclusive' })),
  ],
  [
    'verdict-inconsistent',
    'a pass with gaps',
    (e) =>
      change(e, 'verdict-reached', (old: object) => ({
        ...old,
        gaps: [{ rule: 'host-sample', outcome: 'fail', reason: 'x' }],
      })),
  ],
  [
    'verdict-inconsistent',
    'a better grade than the facts allow',
    (e) =>
      change(e, 'verdict-reached', (old: EntryBodies['verdict-reached']) => ({
        ...old,
        gradeFacts: { ...old.gradeFacts, encryption: 'none' },
      })),
  ],
  [
    'verdict-inconsistent',
    'a machine-proven pass of a plan closed by persons',
    (e) => change(e, 'verdict-reached', (old: object) => ({ ...old, kind: 'person-attested' })),
  ],
  [
    'review-missing',
    'one person under two spellings',
    (e) =>
      change(e, 'verdict-reached', (old: object) => ({
        ...old,
        review: { is: 'accepted', reviewer: ' TANAKA', operator: 'tanaka', saw: '' },
      })),
  ],
  [
    'review-missing',
    'a review that was not made',
    (e) => change(e, 'verdict-reached', (old: object) => ({ ...old, review: { is: 'not-made' } })),
  ],
  [
    'rule-unproven',
    'a rule without a finding',
    (e) => without(e, ({ body }) => (body as { rule?: string }).rule === 'residue-clear'),
  ],
  [
    'rule-unproven',
    'an undecided finding beside the passes',
    (e) => change(e, 'finding-made', (old: object) => ({ ...old, outcome: 'inconclusive' })),
  ],
  [
    'step-unfinished',
    'a step without an end',
    (e) => without(e, ({ body }) => (body as { step?: string; outcome?: string }).outcome === 'done'),
  ],
  [
    'step-unfinished',
    'a failed step',
    (e) => change(e, 'step-ended', (old: object) => ({ ...old, outcome: 'failed' })),
  ],
  [
    'overwrite-unproven',
    'an overwrite without figures',
    (e) => without(e, ({ body }) => JSON.stringify(body).includes('"unreached"')),
  ],
  [
    'overwrite-unproven',
    'mismatched bytes',
    (e) =>
      change(e, 'evidence-recorded', (old: EntryBodies['evidence-recorded']) => ({
        ...old,
        evidence: { ...old.evidence, data: { figures: { ...sampleFigures, mismatched: 1 } } },
      })),
  ],
  [
    'overwrite-unproven',
    'an overwriter that says it failed',
    (e) =>
      change(e, 'evidence-recorded', (old: EntryBodies['evidence-recorded']) => ({
        ...old,
        evidence: { ...old.evidence, data: { ...old.evidence.data, ok: false } },
      })),
  ],
  [
    'another-phone',
    'another phone on the port',
    (e) => change(e, 'identity-confirmed', (old: object) => ({ ...old, result: 'different' })),
  ],
];
