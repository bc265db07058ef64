import { modelNamesOf } from '../../domain/chip-binding.ts';
import { known } from '../../domain/device.ts';
import type { EntryBodies } from '../../domain/entry-kinds.ts';
import type { Step } from '../../domain/erasure.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { jobId, operatorId, portId, recordId } from '../../domain/ids.ts';
import { isEnded } from '../../domain/job.ts';
import { isClosedByMachine } from '../../domain/verdict.ts';
import type { JobView } from '../../domain/window-state.ts';
import { witnessesOf } from '../../domain/witnesses.ts';
import type { CommittedEntry } from '../ledger/append-entry.ts';

/** A job without the chip of its record, which may have begun before it and goes on after it. */
export type ToldView = Omit<JobView, 'chip'>;

/** A job as its ledger entries tell it, with the steps that it was planned with and what its closing rests on so far. */
export interface ToldJob {
  readonly view: ToldView;
  readonly steps: readonly Step[];
  readonly evidence: readonly Evidence[];
  readonly findings: readonly EntryBodies['finding-made'][];
}

/** Kinds after which a screen shows something else; a verdict always comes with a move. */
export const TELLING_KINDS: ReadonlySet<string> = new Set([
  'job-drafted',
  'job-moved',
  'step-intended',
  'identity-confirmed',
]);

/** Tells a job from its entries, oldest first; null when its first entry is missing. */
export function toldFrom(entries: readonly CommittedEntry[]): ToldJob | null {
  return entries.reduce<ToldJob | null>((told, entry) => (told ? toldWith(told, entry) : toldByDraft(entry)), null);
}

/** Tells a new job from its first entry; null for any other entry. */
export function toldByDraft({ entry }: CommittedEntry): ToldJob | null {
  const { kind, job, record, port, at } = entry;
  if (kind !== 'job-drafted' || job === null || record === null || port === null) return null;
  const { operator, purpose, plan, device, retryOf } = entry.body as EntryBodies['job-drafted'];
  const view: ToldView = {
    id: jobId(job),
    record: recordId(record),
    port: portId(port),
    operator: operatorId(operator),
    witnesses: [],
    state: 'drafted',
    purpose,
    rung: plan?.rung ?? null,
    closing: plan?.closing ?? null,
    overwrites: plan?.overwrites ?? false,
    maker: known(device.maker),
    model: known(device.model),
    modelNames: modelNamesOf(device),
    serial: known(device.serial),
    imei: known(device.imeis)?.[0] ?? null,
    capacityBytes: device.apple ? known(device.apple.capacityBytes) : null,
    retryOf: retryOf === null ? null : recordId(retryOf),
    step: null,
    progress: null,
    question: null,
    reason: null,
    verdict: null,
    startedAtMs: Date.parse(at),
    endedAtMs: null,
  };
  return { view, steps: plan?.steps ?? [], evidence: [], findings: [] };
}

/** What an entry of the job adds to what is told; entries that no screen shows add nothing. */
export function toldWith(told: ToldJob, { entry }: CommittedEntry): ToldJob {
  const { view, steps } = told;
  switch (entry.kind) {
    case 'step-intended': {
      const { step } = entry.body as EntryBodies['step-intended'];
      const at = steps.findIndex(({ id }) => id === step.id) + 1;
      return { ...told, view: { ...view, step: { id: step.id, act: step.act, at, of: steps.length } } };
    }
    case 'identity-confirmed': {
      const { result, after } = entry.body as EntryBodies['identity-confirmed'];
      return result === 'same' ? named(told, after) : told;
    }
    case 'evidence-recorded': {
      const { evidence } = entry.body as EntryBodies['evidence-recorded'];
      return witnessesOf([evidence]).length > 0 ? { ...told, evidence: [...told.evidence, evidence] } : told;
    }
    case 'finding-made':
      return { ...told, findings: [...told.findings, entry.body as EntryBodies['finding-made']] };
    case 'verdict-reached': {
      const { outcome, kind, grade } = entry.body as EntryBodies['verdict-reached'];
      return { ...told, view: { ...view, verdict: { outcome, kind, grade } } };
    }
    case 'job-moved': {
      const { to, why } = entry.body as EntryBodies['job-moved'];
      const isOver = isEnded(to);
      const isPastSteps = isOver || to === 'awaiting-review' || to === 'verifying';
      const step = isPastSteps ? null : view.step;
      const endedAtMs = isOver ? Date.parse(entry.at) : null;
      const witnesses = to === 'awaiting-review' ? witnessesTold(told) : view.witnesses;
      return { ...told, view: { ...view, state: to, reason: why, step, endedAtMs, witnesses } };
    }
    default:
      return told;
  }
}

/** A phone that came out of recovery tells its numbers only after its draft; what was told then stays. */
function named(told: ToldJob, { serial, imeis, model }: EntryBodies['identity-confirmed']['after']): ToldJob {
  const { view } = told;
  const known = { serial: view.serial ?? serial, imei: view.imei ?? imeis[0] ?? null, model: view.model ?? model };
  const isNew = known.serial !== view.serial || known.imei !== view.imei || known.model !== view.model;
  return isNew ? { ...told, view: { ...view, ...known } } : told;
}

function witnessesTold({ view, evidence, findings }: ToldJob): readonly string[] {
  return isClosedByMachine(view.closing ?? 'two-persons', findings) ? [] : witnessesOf(evidence);
}
