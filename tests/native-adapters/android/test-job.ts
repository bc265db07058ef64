import { randomBytes } from 'node:crypto';
import type { OperatorAnswer, PhoneAdapter, Progress, StepContext } from '../../../domain/adapter.ts';
import { agreeingNumbers, type DeviceFacts, mergeFacts, samePhone } from '../../../domain/device.ts';
import type { InstructionId, Plan, Purpose, RuleId, Step } from '../../../domain/erasure.ts';
import { asWorkstationError, WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { JobId, PortId } from '../../../domain/ids.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { Attachment, PhoneMode } from '../../../domain/port.ts';
import type { Finding } from '../../../domain/proof.ts';
import { type Review, Verdict } from '../../../domain/verdict.ts';
import type { PortBoard } from '../../../main/devices/port-board.ts';
import type { PracticePerson } from '../../../practice/index.ts';

/** What a job's context is made of. */
export interface TestJobParts {
  readonly port: PortId;
  readonly job: JobId;
  readonly device: DeviceFacts;
  readonly board: PortBoard;
  readonly adapter: PhoneAdapter;
  readonly person: Pick<PracticePerson, 'follow'>;
}

/** How a walk over a plan ended. */
export interface Walked {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  readonly error: WorkstationError | null;
  /** The best verdict that these findings can reach: with a willing reviewer. */
  readonly outcome: Verdict['outcome'];
}

/** What a test does around the steps of a walk. */
export interface WalkHooks {
  readonly before?: (step: Step) => Promise<void> | void;
  readonly performed?: (step: Step) => Promise<void> | void;
}

const WILLING: Review = { is: 'accepted', reviewer: 'second', operator: 'first', saw: 'setup-screen' };

/** The job runner goes on past a finding that is not a pass only where data could not be looked for. */
function stopsTheRunner({ rule, outcome }: Finding): boolean {
  return outcome === 'fail' || (outcome === 'inconclusive' && rule !== 'residue-clear');
}

/** A StepContext without a ledger: it walks a plan as the job runner does and keeps everything for the test to look at. */
export class TestJob implements StepContext {
  readonly port: PortId;
  readonly job: JobId;
  readonly device: DeviceFacts;
  readonly overwriteKey: Uint8Array = new Uint8Array(randomBytes(32));
  readonly evidence: Evidence[] = [];
  readonly progress: Progress[] = [];
  readonly asked: InstructionId[] = [];
  readonly control = new AbortController();
  latest: DeviceFacts;
  onProgress: (progress: Progress) => void = () => undefined;
  /** Replaces what the person does and sees. */
  answer: ((instruction: InstructionId) => Promise<string> | string | null) | null = null;
  readonly #parts: TestJobParts;

  constructor(parts: TestJobParts) {
    this.#parts = parts;
    this.port = parts.port;
    this.job = parts.job;
    this.device = parts.device;
    this.latest = parts.device;
  }

  get signal(): AbortSignal {
    return this.control.signal;
  }

  attachment(): Attachment {
    const here = this.present();
    if (!here) throw new WorkstationError('device.unplugged');
    return here;
  }

  present(): Attachment | null {
    return this.#parts.board.at(this.port);
  }

  mark(): number {
    return this.#parts.board.mark(this.port);
  }

  awaitReturn(since: number | null, modes: readonly PhoneMode[], withinMs: number): Promise<Attachment> {
    return this.#parts.board.awaitReturn({ port: this.port, since, modes, withinMs, signal: this.signal });
  }

  hasLeft(since: number): boolean {
    return this.#parts.board.hasLeft(this.port, since);
  }

  awaitAbsence(since: number, withinMs: number): Promise<void> {
    return this.#parts.board.awaitAbsence({ port: this.port, since, withinMs, signal: this.signal });
  }

  learn(facts: DeviceFacts): void {
    if (samePhone(this.latest, facts) !== 'same') throw new WorkstationError('device.identity-mismatch');
    this.latest = mergeFacts(this.latest, facts);
  }

  note(evidence: Evidence): void {
    this.evidence.push(evidence);
  }

  reportProgress(progress: Progress): void {
    this.progress.push(progress);
    this.onProgress(progress);
  }

  async askOperator(instruction: InstructionId): Promise<OperatorAnswer> {
    this.asked.push(instruction);
    const own = (await this.answer?.(instruction)) ?? null;
    const saw = own ?? (await this.#parts.person.follow(this.port, instruction)).saw;
    return { operator: 'first', saw };
  }

  now(): Date {
    return new Date();
  }

  /** The plan that the adapter proposes. */
  plan(purpose: Purpose = 'inspection'): Plan {
    const { plan } = this.#parts.adapter.propose(this.device, purpose);
    if (!plan) throw new Error('no plan');
    return plan;
  }

  /** Performs and verifies one step as the runner does. */
  async step(step: Step, hooks: WalkHooks = {}): Promise<readonly Finding[]> {
    const { adapter } = this.#parts;
    await hooks.before?.(step);
    this.evidence.push(...(await adapter.perform(step, this)));
    await hooks.performed?.(step);
    if (step.vanishes) await this.#confirmIdentity(step);
    return adapter.verify(step, this);
  }

  /** Walks a whole plan and stops where the runner would stop. */
  async walk(plan: Plan, hooks: WalkHooks = {}): Promise<Walked> {
    const findings: Finding[] = [];
    const end = (error: WorkstationError | null): Walked => {
      const outcome = error ? 'inconclusive' : Verdict.of(plan, findings, WILLING, this.evidence).outcome;
      return { plan, findings, error, outcome };
    };
    for (const step of plan.steps) {
      try {
        const found = await this.step(step, hooks);
        findings.push(...found);
        if (found.some(stopsTheRunner)) return end(null);
      } catch (error) {
        return end(asWorkstationError(error));
      }
    }
    return end(null);
  }

  async #confirmIdentity(step: Step): Promise<void> {
    const modes: readonly PhoneMode[] = [...(step.vanishes?.returnsAs ?? []), 'android', 'rescue'];
    const here = await this.awaitReturn(null, modes, step.vanishes?.withinMs ?? 0);
    const facts = await this.#parts.adapter.identify(here, this.signal);
    const result = samePhone(this.latest, facts);
    const data: JsonObject = { result, agree: agreeingNumbers(this.latest, facts) };
    this.evidence.push({ kind: 'identity', source: 'read again at its return', data });
    if (result === 'same') this.latest = mergeFacts(this.latest, facts);
  }
}

/** What the findings say of each rule, the weakest of each: `fail` before `inconclusive` before `pass`. */
export function byRule(findings: readonly Finding[]): Partial<Record<RuleId, Finding['outcome']>> {
  const order = ['pass', 'inconclusive', 'fail'] as const;
  const rules: Partial<Record<RuleId, Finding['outcome']>> = {};
  for (const { rule, outcome } of findings) {
    const before = rules[rule];
    if (before === undefined || order.indexOf(outcome) > order.indexOf(before)) rules[rule] = outcome;
  }
  return rules;
}
