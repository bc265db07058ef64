import { randomBytes } from 'node:crypto';
import type { PhoneAdapter, Progress } from '../../domain/adapter.ts';
import type { Presence } from '../../domain/chip-presence.ts';
import { allowsStart, type Consent } from '../../domain/consent.ts';
import { type Claim, type DeviceFacts, sameAsRead } from '../../domain/device.ts';
import type { ToolFacts } from '../../domain/entry-kinds.ts';
import { errorOfBlockers, type Proposal, type Purpose } from '../../domain/erasure.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { JobId, OperatorId, PortId, RecordId } from '../../domain/ids.ts';
import type { Permission } from '../../domain/operator.ts';
import type { Shop } from '../../domain/settings.ts';
import { isClosedByMachine, type Review, Verdict } from '../../domain/verdict.ts';
import { withClaimedImei } from '../../native-adapters/index.ts';
import type { PortBoard } from '../devices/port-board.ts';
import type { Job, RunOutcome } from './job.ts';
import { type JobBook, type JobEntry, recorded } from './job-book.ts';
import { JobRunner, outcomeOf } from './job-runner.ts';
import type { People } from './step-desk.ts';
import { type ReadPhone, twinObstacle } from './twin-obstacle.ts';
import { unusable } from './unusable-phone.ts';
import { verdictBody } from './verdict-body.ts';

const TELL_EVERY_MS = 100;

/** Says who is logged in, where people have accounts; throws when nobody is, or may not. */
export interface Doorkeeper {
  readonly isRequired: boolean;
  authorise(permission: Permission): { readonly id: OperatorId };
}

/** What the shop has decided; it may change from one moment to the next, so it is asked for each time. */
export interface HouseRules {
  /** Whether the shop wants a second person; off, certificates say that nobody confirmed. */
  readonly secondPerson: 'required' | 'switched-off';
  /** Who the shop says it is; it goes into the record of every job. */
  readonly shop?: Pick<Shop, 'name' | 'licence'> | null;
}

/** What the desk works with. */
export interface JobDeskParts extends HouseRules {
  readonly board: PortBoard;
  readonly book: JobBook;
  readonly adapters: readonly PhoneAdapter[];
  readonly people: People;
  readonly tool: ToolFacts;
  /** Where it is required, operators and reviewers are who is logged in, and never who somebody says. */
  readonly sessions?: Doorkeeper;
  /** Judges whether a phone has a FeliCa chip; it goes on record with the draft. Null: nothing says anything. */
  readonly presence?: (facts: DeviceFacts) => Presence | null;
  /** The record that a phone has already because it began with its chip, so that one record tells the whole road. */
  readonly recordBegun?: (examined: Examined) => RecordId | null;
}

/** A phone that was read: who handles it, what it says, and what can be done. */
export interface Examined extends ReadPhone {
  readonly adapter: PhoneAdapter;
  /** The Port's mark when it was read: a phone that left since then may be another one. */
  readonly mark: number;
}

/** What an operator wants of a phone. */
export interface Order {
  readonly operator: OperatorId;
  readonly purpose: Purpose;
  readonly retryOf?: string | null;
}

/** A second person's look at a finished job; where people have accounts, the reviewer is who is logged in. */
export interface SecondLook {
  readonly reviewer: OperatorId;
  readonly saw: string;
  /** The IMEI, or the serial number of a phone without one, as the reviewer reads it from screen, tray or label. */
  readonly number: string;
  readonly accepted: boolean;
}

interface Named {
  readonly id: OperatorId;
  readonly authenticated?: true;
}

/** Owns all jobs: locks Ports, starts runs, takes reviews, and lets every phone fail alone. */
export class JobDesk {
  readonly #parts: JobDeskParts;
  readonly #examined = new Map<PortId, Examined>();
  readonly #drafted = new Map<JobId, Examined>();
  readonly #running = new Map<PortId, JobRunner>();
  readonly #outcomes = new Map<JobId, RunOutcome>();
  readonly #heard = new Set<(job: Job, progress: Progress) => void>();
  readonly #told = new Map<JobId, { readonly stage: string; readonly at: number }>();

  constructor(parts: JobDeskParts) {
    this.#parts = parts;
  }

  /** Calls the listener with progress, which may be dropped; state changes come from the book. */
  onProgress(listener: (job: Job, progress: Progress) => void): () => void {
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  /** Reads the phone on a Port; throws `device.absent`, `port.busy` or why it cannot be read. An IMEI that a person gives completes what the phone withholds. */
  async examine(port: PortId, signal: AbortSignal, claim: Claim | null = null): Promise<Examined> {
    if (this.#running.has(port)) throw new WorkstationError('port.busy');
    const here = this.#parts.board.at(port);
    const mark = this.#parts.board.mark(port);
    if (!here) throw new WorkstationError('device.absent');
    const ranked = ['model', 'maker', 'generic'] as const;
    const fit = ranked.map((rank) => this.#parts.adapters.find((one) => one.recognise(here) === rank)).find(Boolean);
    if (!fit) throw unusable(here.mode);
    if (fit.trust) await fit.trust(here, signal);
    const read = await fit.identify(here, signal);
    const facts = claim && claim.source !== 'read' ? withClaimedImei(read, claim.imei, claim.source) : read;
    const examined = { port, adapter: fit, facts, claims: claim ? [claim] : [], mark };
    this.#examined.set(port, examined);
    return examined;
  }

  /** What could be done with an examined phone; nothing is started. */
  propose({ adapter, facts }: Examined, purpose: Purpose): Proposal {
    return adapter.propose(facts, purpose);
  }

  /** Opens a job for an examined phone and records the consent; what forbids a start ends the job at once, with its reason on record. */
  draft(examined: Examined, order: Order, consent: Consent): Job {
    const { port, facts, claims } = examined;
    if (this.#running.has(port)) throw new WorkstationError('port.busy');
    const { id: operator, ...named } = this.#who('start-job', order.operator);
    const { plan, blockers, considered } = this.propose(examined, order.purpose);
    const { tool, shop, presence, recordBegun, book } = this.#parts;
    const numbers = book.newNumbers(new Date());
    const record = recordBegun?.(examined) ?? numbers.record;
    const { purpose, retryOf = null } = order;
    const job: Job = { ...numbers, record, port, operator, state: 'drafted', plan, device: facts };
    const said = shop ? { shop: { name: shop.name, licence: shop.licence } } : {};
    const what = { purpose, device: facts, claims, plan, considered, blockers, retryOf, tool };
    const drafted = { operator, ...named, ...what, ...said };
    book.open(job, drafted, presence?.(facts) ?? null);
    const isBlocked = blockers.some(({ severity }) => severity === 'stop');
    // What a person can still settle, such as an owner's lock, is no reason to destroy a phone.
    if (!plan && !isBlocked) return this.#unerasable(job);
    const twin = twinObstacle(examined, this.#examined.values(), this.#parts.board);
    const obstacle = twin ?? (isBlocked ? new WorkstationError(errorOfBlockers(blockers)) : null);
    if (obstacle || !plan) return this.#refuse(job, obstacle ?? new WorkstationError('plan.blocked'));
    if (!allowsStart(consent, plan.overwrites)) return this.#refuse(job, new WorkstationError('consent.missing'));
    const ready = this.#parts.book.move(job, 'consent-recorded', null, {
      kind: 'consent-recorded',
      body: { ...consent, operator },
    });
    this.#drafted.set(job.id, examined);
    return ready;
  }

  /** Runs a ready job to its review or its end. */
  async run(job: Job): Promise<RunOutcome> {
    const examined = this.#drafted.get(job.id);
    if (!job.plan || !examined || job.state !== 'ready')
      throw new WorkstationError('app.unexpected', { what: `run in ${job.state}` });
    if (this.#running.has(job.port)) throw new WorkstationError('port.busy');
    const { board, book, people } = this.#parts;
    const onProgress = (progress: Progress): void => this.#tell(job, progress);
    const parts = { board, book, people, overwriteKey: randomBytes(32), knownSince: examined.mark, onProgress };
    const runner = new JobRunner(job, job.plan, examined.adapter, parts);
    this.#running.set(job.port, runner);
    this.#drafted.delete(job.id);
    try {
      const outcome = await runner.run();
      if (outcome.error) book.seal();
      else this.#outcomes.set(job.id, outcome);
      return outcome;
    } finally {
      this.#running.delete(job.port);
      this.#told.delete(job.id);
    }
  }

  /** Stops a running job as soon as its step allows. */
  cancel(port: PortId): void {
    this.#running.get(port)?.cancel();
  }

  /** Ends a job that is ready but was never run, on record. */
  withdraw(job: Job): Job {
    this.#drafted.delete(job.id);
    return this.#refuse(job, new WorkstationError('job.cancelled'));
  }

  /** Tells whether a job runs on a Port now. */
  isRunning(port: PortId): boolean {
    return this.#running.has(port);
  }

  /** Takes the second look at a job; that of its operator, or of who a closing by persons rests on already, is refused and nothing is written. */
  review({ id, state }: Job, look: SecondLook | null): Job {
    const stands = this.#parts.book.get(id);
    const outcome = this.#outcomes.get(id) ?? (stands && this.#parts.book.outcomeOnRecord(stands));
    if (!outcome?.job.plan || state !== 'awaiting-review') {
      throw new WorkstationError('app.unexpected', { what: `review in ${state}` });
    }
    const { job, findings, evidence } = outcome;
    const who = look && this.#who('review-job', look.reviewer);
    const review = this.#reviewOf(outcome, look, who);
    const verdict = Verdict.of(outcome.job.plan, findings, review, evidence);
    const [gap] = verdict.gaps;
    if (gap?.reason === 'review.same-person') throw new WorkstationError('review.same-person');
    const body = verdictBody(job, verdict, review, evidence);
    const judged = { kind: 'verdict-reached' as const, body, actor: who?.id ?? job.operator };
    const seen = look && who ? [lookEntry(look, who.id)] : [];
    const isPass = verdict.outcome === 'pass';
    const refused = new WorkstationError(review.is === 'rejected' ? 'review.rejected' : 'verify.inconclusive');
    const accepted = review.is === 'switched-off' ? 'review-switched-off' : 'review-accepted';
    const event = isPass ? accepted : 'verification-failed';
    const ended = this.#parts.book.move(job, event, isPass ? null : recorded(refused), ...seen, judged);
    this.#outcomes.delete(id);
    this.#parts.book.seal();
    return ended;
  }

  /** The person who acts: by log-in where people have accounts, otherwise as declared. */
  #who(permission: Permission, declared: OperatorId): Named {
    const { sessions } = this.#parts;
    return sessions?.isRequired ? { id: sessions.authorise(permission).id, authenticated: true } : { id: declared };
  }

  #reviewOf({ job, findings }: RunOutcome, look: SecondLook | null, who: Named | null): Review {
    if (!look || !who) return this.#parts.secondPerson === 'switched-off' ? { is: 'switched-off' } : { is: 'not-made' };
    const { saw } = look;
    const { id: reviewer, ...named } = who;
    // adb is silent at the set-up screen: the reviewer's own reading is what binds the second look to this phone.
    const isByMachine = job.plan !== null && isClosedByMachine(job.plan.closing, findings);
    const isSame = isByMachine || sameAsRead(job.device, look.number) === 'same';
    const isAccepted = look.accepted && saw === 'setup-screen' && isSame;
    return { is: isAccepted ? 'accepted' : 'rejected', reviewer, operator: job.operator, saw, ...named };
  }

  /** Progress is for eyes: a new stage is told at once, the rest about ten times a second for each job. */
  #tell(job: Job, progress: Progress): void {
    const last = this.#told.get(job.id);
    const now = performance.now();
    if (last?.stage === progress.stage && now - last.at < TELL_EVERY_MS) return;
    this.#told.set(job.id, { stage: progress.stage, at: now });
    for (const listener of [...this.#heard]) {
      try {
        listener(job, progress);
      } catch (thrown) {
        // A screen's fault must not end a phone's job.
        process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
      }
    }
  }

  #refuse(job: Job, error: WorkstationError): Job {
    const verdict = Verdict.ofEnded(outcomeOf(error), error.code);
    const body = verdictBody(job, verdict, { is: 'not-made' }, []);
    const ended = this.#parts.book.move(job, 'cancel', recorded(error), { kind: 'verdict-reached', body });
    this.#parts.book.seal();
    return ended;
  }

  #unerasable(job: Job): Job {
    const error = new WorkstationError('plan.no-method');
    const body = verdictBody(job, Verdict.ofEnded('fail', error.code), { is: 'not-made' }, []);
    const order = { kind: 'destruction-ordered' as const, body: { operator: job.operator, why: recorded(error) } };
    const ended = this.#parts.book.move(
      job,
      'method-exhausted',
      recorded(error),
      { kind: 'verdict-reached', body },
      order,
    );
    this.#parts.book.seal();
    return ended;
  }
}

/** The second look as the ledger keeps it. */
function lookEntry({ saw }: SecondLook, reviewer: OperatorId): JobEntry<'operator-acted'> {
  return {
    kind: 'operator-acted',
    actor: reviewer,
    body: { step: 'review', instruction: 'look-at-screen', operator: reviewer, saw },
  };
}
