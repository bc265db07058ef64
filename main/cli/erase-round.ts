import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Consent } from '../../domain/consent.ts';
import { known } from '../../domain/device.ts';
import type { Purpose } from '../../domain/erasure.ts';
import { asWorkstationError, type ErrorCode, WorkstationError } from '../../domain/errors.ts';
import type { Grade } from '../../domain/grade.ts';
import type { OperatorId, PortId } from '../../domain/ids.ts';
import type { FindingOutcome } from '../../domain/proof.ts';
import { say, sayByName, sayError } from '../../domain/text.ts';
import { chipOnRecord, type ShortChip } from '../chips/chip-on-record.ts';
import type { Job } from '../jobs/job.ts';
import type { Examined, SecondLook } from '../jobs/job-desk.ts';
import { verdictOf } from '../jobs/verdict-of.ts';
import { issueCertificate } from '../reports/certificate.ts';
import { openPaperFonts, type PaperFonts } from '../reports/fonts.ts';
import { OneByOne } from '../reports/one-by-one.ts';
import type { Workstation } from '../workstation.ts';
import { type CounterPatience, readOnceTrusted } from './await-trust.ts';
import type { Board } from './board.ts';
import { plain, plainLine, type Terminal } from './terminal.ts';
import type { TerminalPeople } from './terminal-people.ts';

const APPEAR_WITHIN_MS = 5_000;
const CONSENT_TEXT = '1';

/** Everything that a round of erasures works with. */
export interface EraseBench {
  readonly terminal: Terminal;
  readonly people: TerminalPeople;
  readonly board: Board;
  readonly workstation: Workstation;
  readonly operator: OperatorId;
  readonly purpose: Purpose;
  readonly alone: boolean;
  readonly out: string;
  /** Aborts when the program is asked to end: running jobs are then cancelled, on record. */
  readonly stop: AbortSignal;
  readonly patience: CounterPatience;
}

/** How the phone on one port ended; without a record it could not even be read. */
export interface ErasedJob {
  readonly port: string;
  readonly model: string | null;
  readonly verdict: FindingOutcome;
  readonly grade: Grade | null;
  readonly reason: ErrorCode | null;
  readonly record: string | null;
  /** What is known of its chip, which is read at a reader and not here; null for a phone without a record. */
  readonly chip: ShortChip | null;
  /** The certificate, for a pass only. */
  readonly certificate: { readonly pdf: string; readonly json: string } | null;
  /** The record of a phone that did not pass, in the same form but under another title. */
  readonly report: { readonly pdf: string; readonly json: string } | null;
}

/** One round of erasures over the named ports; each phone ends alone. */
export class ErasedRound {
  readonly #bench: EraseBench;
  readonly #fonts: PaperFonts = openPaperFonts();
  readonly #printing = new OneByOne();
  #reviewing: Promise<unknown> = Promise.resolve();
  #erasedBytes = 0;

  constructor(bench: EraseBench) {
    this.#bench = bench;
  }

  /** All phones are read and asked about before any is erased, so that equal serial numbers are noticed. */
  async run(ports: readonly PortId[]): Promise<readonly ErasedJob[]> {
    const { stop, workstation } = this.#bench;
    const cancelAll = (): void => {
      for (const port of ports) workstation.desk.cancel(port);
    };
    stop.addEventListener('abort', cancelAll, { once: true });
    try {
      const read = await Promise.all(ports.map((port) => this.#examine(port)));
      const examined: (Examined | ErasedJob)[] = [];
      for (const one of read) examined.push('adapter' in one ? await this.#complete(one) : one);
      const isAgreed = examined.some((one) => 'adapter' in one) && (await this.#askConsent());
      const drafted: (Job | ErasedJob)[] = [];
      for (const one of examined) drafted.push('adapter' in one ? await this.#draft(one, isAgreed) : one);
      const working: Promise<ErasedJob>[] = [];
      for (const one of drafted) {
        working.push('state' in one ? this.#erase(one) : Promise.resolve(one));
        // Beginning a job writes to the disk; the phones that have begun are not to wait for the others.
        await nextTurn();
      }
      const ended = await Promise.allSettled(working);
      return ended.map(endOf);
    } finally {
      stop.removeEventListener('abort', cancelAll);
    }
  }

  /** Bytes that were overwritten on phones, and bytes that this computer sent to them. */
  bytes(): { readonly erased: number; readonly hostToPhone: number } {
    const { adapters } = this.#bench.workstation.bench;
    return { erased: this.#erasedBytes, hostToPhone: adapters.reduce((sum, one) => sum + one.traffic().toPhones, 0) };
  }

  async #examine(port: PortId): Promise<Examined | ErasedJob> {
    const { workstation, people, stop, patience } = this.#bench;
    const signal = AbortSignal.any([stop, AbortSignal.timeout(patience.examineMs)]);
    const modes = ['android', 'rescue', 'iphone', 'iphone-recovery', 'iphone-dfu'] as const;
    try {
      // What is on the port in any other state is named by the reading itself.
      await workstation.board
        .awaitReturn({ port, since: null, modes, withinMs: APPEAR_WITHIN_MS, signal })
        .catch(() => undefined);
      const examined = await this.#examineTrusted(port, signal);
      if (examined.facts.apple) people.noteIphone(port);
      return examined;
    } catch (thrown) {
      return this.#unread(port, stop.aborted ? new WorkstationError('job.cancelled') : this.#whyUnread(thrown));
    }
  }

  /** A port on which nothing is seen while adb sees nothing at all says more about adb than about the port. */
  #whyUnread(thrown: unknown): WorkstationError {
    const error = asWorkstationError(thrown);
    const blind = this.#bench.workstation.board.blind().find(({ source }) => source === 'adb');
    return blind && error.code === 'device.absent' ? new WorkstationError(blind.why) : error;
  }

  /** An iPhone is read again while it waits for somebody to unlock it or to tap Trust, which is asked for once. */
  #examineTrusted(port: PortId, signal: AbortSignal): Promise<Examined> {
    const { workstation, terminal, board, patience } = this.#bench;
    const read = (): Promise<Examined> => workstation.desk.examine(port, signal);
    const ask = (): void => board.say(`${port}: ${say(terminal.language, 'instruction.trust-computer')}`);
    return readOnceTrusted(read, ask, patience, signal);
  }

  #unread(port: PortId, error: WorkstationError): ErasedJob {
    const { terminal, board } = this.#bench;
    const { title, action } = sayError(terminal.language, error);
    const ended = {
      port,
      model: null,
      verdict: 'inconclusive',
      grade: null,
      reason: error.code,
      record: null,
      chip: null,
    } as const;
    board.say(plainLine(`${port}: ${title} ${action}`));
    board.ended(ended);
    return { ...ended, certificate: null, report: null };
  }

  /** An IMEI that adb withholds is read by a person from the screen. */
  async #complete(examined: Examined): Promise<Examined | ErasedJob> {
    // An iPhone that is not trusted, or in recovery, is told apart by its UDID or ECID.
    if (known(examined.facts.imeis) || examined.facts.apple) return examined;
    const { workstation, people, patience } = this.#bench;
    const { port } = examined;
    const imei = await orNull(people.imei(port));
    if (imei === null) return examined;
    try {
      const signal = AbortSignal.timeout(patience.examineMs);
      return await workstation.desk.examine(port, signal, { imei, source: 'typed' });
    } catch (thrown) {
      return this.#unread(port, asWorkstationError(thrown));
    }
  }

  async #askConsent(): Promise<boolean> {
    const { people, terminal, stop } = this.#bench;
    const isAgreed = await orNull(people.confirm(say(terminal.language, 'terminal.erase.consent')));
    return isAgreed === true && !stop.aborted;
  }

  async #draft(examined: Examined, isAgreed: boolean): Promise<Job> {
    const { workstation, terminal, board, operator, purpose } = this.#bench;
    const { language } = terminal;
    const { plan, blockers } = workstation.desk.propose(examined, purpose);
    for (const { id } of blockers) {
      const text = `${sayByName(language, `blocker.${id}.title`)} ${sayByName(language, `blocker.${id}.fix`)}`;
      board.say(`${examined.port}: ${text}`);
    }
    const consent: Consent = {
      purpose,
      operator,
      deletion: isAgreed ? 'agreed' : 'refused',
      identityCheck: isAgreed ? 'done' : 'not-recorded',
      toldNoOverwrite: plan && !plan.overwrites && isAgreed ? await this.#askTold(examined) : 'not-needed',
      textVersion: CONSENT_TEXT,
    };
    return workstation.desk.draft(examined, { operator, purpose }, consent);
  }

  async #askTold({ port, facts }: Examined): Promise<Consent['toldNoOverwrite']> {
    const { people, terminal } = this.#bench;
    const told = facts.apple ? 'terminal.apple.told' : 'terminal.erase.told';
    const isTold = await orNull(people.confirm(say(terminal.language, told, { port })));
    return isTold === true ? 'told' : 'not-told';
  }

  async #erase(drafted: Job): Promise<ErasedJob> {
    const { desk } = this.#bench.workstation;
    const { job } = drafted.state === 'ready' ? await desk.run(drafted) : { job: drafted };
    const ended = job.state === 'awaiting-review' ? await this.#inTurn(() => this.#review(job)) : job;
    return this.#conclude(ended);
  }

  /** Without a second person's answer the record says that nobody confirmed; that is no pass unless the shop works alone. */
  async #review(job: Job): Promise<Job> {
    const { workstation, alone } = this.#bench;
    if (alone) return workstation.desk.review(job, null);
    return workstation.desk.review(job, await orNull(this.#look(job)));
  }

  async #look({ port, device }: Job): Promise<SecondLook> {
    const { workstation, people, terminal } = this.#bench;
    const { sessions } = workstation.operators;
    const declared = sessions.isRequired ? null : await people.reviewer(port);
    const saw = await people.screen(port);
    const hasImei = (known(device.imeis) ?? []).length > 0;
    const number = hasImei ? ((await people.imei(port)) ?? '') : await people.serial(port);
    const accepted = await people.confirm(say(terminal.language, 'terminal.erase.accept', { port }));
    // The PIN comes last, as a signature does: all answers are those of who gives it.
    return { reviewer: declared ?? (await people.signIn(port, sessions)), saw, number, accepted };
  }

  async #conclude(job: Job): Promise<ErasedJob> {
    const { workstation, board, out } = this.#bench;
    const { ledger } = workstation;
    const { port, record } = job;
    const { verdict, grade, reason, overwrittenBytes } = verdictOf(ledger, record);
    this.#erasedBytes += overwrittenBytes;
    const request = { ledger, fonts: this.#fonts, record, outDir: out };
    const { pdf, json } = await this.#printing.run(() => issueCertificate(request));
    const isPass = verdict === 'pass' && job.state === 'passed';
    const chip = chipOnRecord(ledger, record);
    const ended = { port, model: known(job.device.model), verdict, grade, reason, record, chip };
    board.ended({ ...ended, model: plain(ended.model ?? '') });
    return { ...ended, certificate: isPass ? { pdf, json } : null, report: isPass ? null : { pdf, json } };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#reviewing.then(work, work);
    this.#reviewing = mine.catch(() => undefined);
    return mine;
  }
}

/** What went wrong for one phone is thrown only when all its neighbours have ended. */
function endOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** An answer that cannot come any more (standard input has ended, or the program is to end) is no answer. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof WorkstationError && thrown.code === 'job.cancelled') return null;
    throw thrown;
  }
}
