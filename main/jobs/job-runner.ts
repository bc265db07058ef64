import { setTimeout as pause } from 'node:timers/promises';
import type { PhoneAdapter } from '../../domain/adapter.ts';
import type { DeviceFacts, SamePhone } from '../../domain/device.ts';
import type { EntryBodies } from '../../domain/entry-kinds.ts';
import { type Plan, RULES, type Step } from '../../domain/erasure.ts';
import { asWorkstationError, type ErrorCode, isErrorCode, WorkstationError } from '../../domain/errors.ts';
import type { JobEvent } from '../../domain/job.ts';
import type { Finding } from '../../domain/proof.ts';
import { areGenuine, gapsOf, Verdict } from '../../domain/verdict.ts';
import type { Job, RunOutcome } from './job.ts';
import { type JobBook, recorded } from './job-book.ts';
import { requireSame, StepDesk, type StepDeskParts } from './step-desk.ts';
import { verdictBody } from './verdict-body.ts';

/** What a run needs around it; it makes its own signal. */
export type JobRunnerParts = Omit<StepDeskParts, 'signal'>;

const IDENTIFY_TRIES = 5;
const PAUSE_MS = 250;
const RETURN_WITHIN_MS = 60_000;

// What these say of the phone is that it is gone or silent: nothing is known of its data.
const LOST: ReadonlySet<ErrorCode> = new Set([
  'device.unplugged',
  'device.absent',
  'device.not-returned',
  'adb.server-down',
  'usbmuxd.absent',
  'usbmuxd.down',
  'device.offline',
]);
// What a bad cable can do to a mere reading, which may be repeated.
const PASSING: ReadonlySet<ErrorCode> = new Set([...LOST, 'device.protocol', 'device.timeout']);
// All that speaks of the data or of the phone itself: that it is another one, that it was not erased or overwritten as planned, that something
// was found on it. A code that is not here tells nothing of the data, as every new one does until somebody finds otherwise.
const AGAINST: ReadonlySet<ErrorCode> = new Set([
  'device.identity-mismatch',
  'erase.refused',
  'erase.incomplete',
  'overwriter.failed',
  'overwriter.lost',
  'verify.data-found',
  'verify.still-trusted',
  'review.rejected',
  'plan.no-method',
]);

/** How a job that ended with an error is judged: never a pass; `inconclusive` where the error tells nothing of the data. */
export function outcomeOf(error: WorkstationError): 'fail' | 'inconclusive' {
  return AGAINST.has(error.code) ? 'fail' : 'inconclusive';
}

function eventOf(error: WorkstationError): JobEvent {
  if (error.code === 'job.cancelled') return 'cancel';
  return LOST.has(error.code) ? 'connection-lost' : 'step-failed';
}

/** Walks the frozen plan of one job, step by step: intent, act, evidence, findings, outcome. */
export class JobRunner {
  readonly #adapter: PhoneAdapter;
  readonly #book: JobBook;
  readonly #desk: StepDesk;
  readonly #plan: Plan;
  readonly #findings: Finding[] = [];
  readonly #control = new AbortController();
  /** The Port's mark since which the phone is known to be the one of this job. */
  #knownSince: number;
  #isToStop = false;

  constructor(job: Job, plan: Plan, adapter: PhoneAdapter, parts: JobRunnerParts) {
    this.#adapter = adapter;
    this.#plan = plan;
    this.#book = parts.book;
    this.#knownSince = parts.knownSince;
    this.#desk = new StepDesk(job, { ...parts, signal: this.#control.signal });
  }

  /** Stops the job: at once while a person is awaited or the step in hand may be stopped, otherwise when that step has ended. */
  cancel(): void {
    this.#isToStop = true;
    const mayStop = this.#desk.step?.cancel !== 'never' || this.#desk.current.state === 'awaiting-operator';
    if (mayStop) this.#stop();
  }

  #stop(): void {
    this.#control.abort(new WorkstationError('job.cancelled'));
  }

  /** Goes on without an act that does not listen to the signal; the desk then gives it no phone any more. */
  async #heeding<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#control;
    return new Promise<T>((resolve, reject) => {
      const stopped = (): void => reject(signal.reason);
      signal.addEventListener('abort', stopped, { once: true });
      if (signal.aborted) stopped();
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stopped));
    });
  }

  /** Runs to the review or to an end; never throws for what a phone does, only when nothing can be recorded any more. */
  async run(): Promise<RunOutcome> {
    this.#desk.moveTo(this.#book.move(this.#desk.current, 'start'));
    try {
      for (const step of this.#plan.steps) await this.#walk(step);
      this.#heedStop();
      await this.#release();
      this.#desk.moveTo(this.#book.move(this.#desk.current, 'steps-finished'));
      return this.#judge();
    } catch (thrown) {
      const error = this.#asError(thrown);
      await this.#release();
      return this.#end(error);
    }
  }

  /** Comes before the end is on record, so that an ended job holds nothing any more; a fault there is no word on the phone. */
  async #release(): Promise<void> {
    try {
      await this.#adapter.release?.(this.#desk.latest, this.#desk.present());
    } catch (thrown) {
      process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
    }
  }

  /** A finding that failed has decided, whatever the code of its reason says by itself. */
  #outcomeOf(error: WorkstationError): 'fail' | 'inconclusive' {
    return this.#findings.some(({ outcome }) => outcome === 'fail') ? 'fail' : outcomeOf(error);
  }

  #asError(thrown: unknown): WorkstationError {
    const { aborted, reason } = this.#control.signal;
    if (!aborted) return asWorkstationError(thrown);
    return reason instanceof WorkstationError ? reason : new WorkstationError('job.cancelled', {}, { cause: thrown });
  }

  async #walk(step: Step): Promise<void> {
    this.#heedStop();
    this.#desk.begin(step);
    await this.#book.turn();
    this.#book.note(this.#desk.current, { kind: 'step-intended', body: { step } });
    try {
      await this.#holdToPhone(step);
      this.#desk.record(await this.#heeding(this.#adapter.perform(step, this.#desk)));
      if (step.vanishes) await this.#confirmIdentity(step);
      const findings = await this.#heeding(this.#adapter.verify(step, this.#desk));
      await this.#book.turn();
      this.#keep(step, findings);
      this.#noteEnd(step, 'done', null);
    } catch (thrown) {
      const error = this.#asError(thrown);
      this.#noteEnd(step, this.#outcomeOf(error) === 'fail' ? 'failed' : 'unknown', error);
      throw error;
    }
  }

  #noteEnd(step: Step, outcome: EntryBodies['step-ended']['outcome'], error: WorkstationError | null): void {
    const body = { step: step.id, outcome, error: error ? recorded(error) : null };
    this.#book.note(this.#desk.current, { kind: 'step-ended', body });
  }

  #heedStop(): void {
    if (this.#isToStop) this.#stop();
    this.#control.signal.throwIfAborted();
  }

  /** No act touches a phone that left the Port unasked before it has been told to be the same one. */
  async #holdToPhone(step: Step): Promise<void> {
    const isAct = step.by === 'machine' || step.strength !== null;
    if (!isAct || this.#desk.mark() === this.#knownSince) return;
    requireSame(await this.#confirmIdentity(step));
  }

  /** Writes the findings down and stops at the first that fails: going on would erase a phone that is not the right one. */
  #keep(step: Step, findings: readonly Finding[]): void {
    // A look-alike must not even reach the ledger, where it would read as a pass.
    if (!areGenuine(findings)) throw new WorkstationError('app.unexpected', { what: 'a finding that nobody made' });
    const entries = findings.map(({ rule, outcome, reason, by }) => ({
      kind: 'finding-made' as const,
      body: { step: step.id, rule, outcome, reason, by },
    }));
    // What verification read for itself goes on record before the finding that rests on it.
    const fresh = new Set(
      findings.flatMap(({ evidence }) => evidence).filter((one) => !this.#desk.evidence.includes(one)),
    );
    this.#desk.record([...fresh], { after: entries });
    this.#findings.push(...findings);
    const bad =
      findings.find((finding) => finding.outcome !== 'pass' && finding.rule !== 'residue-clear') ??
      findings.find((f) => f.outcome === 'fail');
    if (bad)
      throw new WorkstationError(isErrorCode(bad.reason) ? bad.reason : 'verify.inconclusive', { what: bad.rule });
    // An earlier step's finding of the same rule says nothing of what this step did.
    const unproven = step.proves.find((rule) => !findings.some((finding) => finding.rule === rule));
    if (unproven) throw new WorkstationError('verify.inconclusive', { what: unproven });
  }

  async #confirmIdentity(step: Step): Promise<SamePhone> {
    return this.#desk.compare(await this.#identifyAgain(step), 'read again at its return');
  }

  async #identifyAgain(step: Step): Promise<DeviceFacts> {
    const { signal } = this.#control;
    const withinMs = step.vanishes?.withinMs ?? RETURN_WITHIN_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const modes = step.vanishes?.returnsAs ?? this.#adapter.manifest.modes;
        const here = await this.#desk.awaitReturn(null, modes, withinMs);
        const since = this.#desk.mark();
        const facts = await this.#heeding(this.#adapter.identify(here, signal));
        this.#knownSince = since;
        return facts;
      } catch (error) {
        if (attempt >= IDENTIFY_TRIES || signal.aborted || !PASSING.has(asWorkstationError(error).code)) throw error;
        // adb lists a phone for a moment after its link broke.
        await pause(attempt * PAUSE_MS, undefined, { signal });
      }
    }
  }

  #judge(): RunOutcome {
    const gaps = gapsOf(this.#plan, this.#findings);
    const [gap] = gaps;
    if (gap)
      return this.#end(
        new WorkstationError(isErrorCode(gap.reason) ? gap.reason : 'verify.inconclusive', { what: gap.rule }),
      );
    this.#desk.moveTo(this.#book.move(this.#desk.current, 'verified'));
    return this.#outcome(null);
  }

  #end(error: WorkstationError): RunOutcome {
    const job = this.#desk.current;
    const verdict = Verdict.ofEnded(
      this.#outcomeOf(error),
      error.code,
      RULES.find((rule) => rule === error.facts.what),
    );
    const body = verdictBody({ ...job, device: this.#desk.latest }, verdict, { is: 'not-made' }, this.#desk.evidence);
    const event = job.state === 'verifying' ? 'verification-failed' : eventOf(error);
    this.#desk.moveTo(this.#book.move(job, event, recorded(error), { kind: 'verdict-reached', body }));
    return this.#outcome(error);
  }

  #outcome(error: WorkstationError | null): RunOutcome {
    const job = { ...this.#desk.current, device: this.#desk.latest };
    return { job, findings: this.#findings, evidence: this.#desk.evidence, error };
  }
}
