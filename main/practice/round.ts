import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { awaitsTrust } from '../../domain/apple-facts.ts';
import type { Consent } from '../../domain/consent.ts';
import { type Claim, known } from '../../domain/device.ts';
import { asWorkstationError, type ErrorCode, WorkstationError } from '../../domain/errors.ts';
import { operatorId, type PortId, portId } from '../../domain/ids.ts';
import { isImei } from '../../domain/imei.ts';
import type { PhoneMode } from '../../domain/port.ts';
import type { PracticeRack } from '../../practice/index.ts';
import { chipOnRecord } from '../chips/chip-on-record.ts';
import type { Job } from '../jobs/job.ts';
import type { Examined } from '../jobs/job-desk.ts';
import { verdictOf } from '../jobs/verdict-of.ts';
import { issueCertificate } from '../reports/certificate.ts';
import { openPaperFonts, type PaperFonts } from '../reports/fonts.ts';
import { OneByOne } from '../reports/one-by-one.ts';
import type { Workstation } from '../workstation.ts';
import type { ChipCounter } from './chip-counter.ts';
import type { PracticeAudience, PracticeJob, PracticeResult } from './practice-order.ts';

const LOOK_AGAIN_MS = 500;
const LONGEST_READING_MS = 120_000;
const APPLE: readonly PhoneMode[] = ['iphone', 'iphone-recovery', 'iphone-dfu'];
const MOST_ASKED = 20;
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'device.unplugged',
  'device.absent',
  'device.offline',
  'device.protocol',
  'adb.server-down',
  'usbmuxd.absent',
  'usbmuxd.down',
]);

/** The person at the practice phones. */
export const OPERATOR = operatorId('practice-operator-1');
const REVIEWER = operatorId('practice-operator-2');

const CONSENT: Consent = {
  purpose: 'inspection',
  operator: OPERATOR,
  deletion: 'agreed',
  identityCheck: 'done',
  toldNoOverwrite: 'not-needed',
  textVersion: 'practice-1',
};

/** What a round is made with; the signal stops it. */
export interface RoundParts {
  readonly workstation: Workstation;
  readonly rack: PracticeRack;
  /** The person at the readers. */
  readonly counter: ChipCounter;
  readonly certificates: string;
  readonly signal: AbortSignal;
  readonly audience: PracticeAudience;
  /** How long a phone may take until it can be read. */
  readonly appearMs: number;
}

/** One round of all phones in a rack: read, erased, looked at by a second person who also reads the chip, and certified. */
export class Round {
  readonly #workstation: Workstation;
  readonly #rack: PracticeRack;
  readonly #counter: ChipCounter;
  readonly #certificates: string;
  readonly #signal: AbortSignal;
  readonly #audience: PracticeAudience;
  readonly #appearMs: number;
  readonly #fonts: PaperFonts = openPaperFonts();
  readonly #printing = new OneByOne();
  #erasedBytes = 0;

  constructor({ workstation, rack, counter, certificates, signal, audience, appearMs }: RoundParts) {
    this.#counter = counter;
    this.#appearMs = appearMs;
    this.#workstation = workstation;
    this.#rack = rack;
    this.#certificates = certificates;
    this.#signal = signal;
    this.#audience = audience;
  }

  /** All phones are read before any is erased, so that equal serial numbers are noticed; then each runs on its own. */
  async run(): Promise<readonly PracticeJob[]> {
    const read = await Promise.all(this.#rack.phones.map((phone) => this.#examine(portId(phone.port))));
    const { desk } = this.#workstation;
    const stop = (): void => {
      for (const { port } of this.#rack.phones) desk.cancel(portId(port));
    };
    this.#signal.addEventListener('abort', stop, { once: true });
    try {
      const working: Promise<PracticeJob>[] = [];
      for (const [at, phone] of this.#rack.phones.entries()) {
        working.push(this.#workAndTell(phone, read[at] ?? new WorkstationError('device.absent')));
        // Beginning a job writes to the disk several times; in one go, 32 of them would hold everything else up.
        await nextTurn();
      }
      const ended = await Promise.allSettled(working);
      return ended.map(endOf);
    } finally {
      this.#signal.removeEventListener('abort', stop);
    }
  }

  /** Bytes that were overwritten on phones, and bytes that this computer sent to them. */
  bytes(): PracticeResult['bytes'] {
    const sent = this.#workstation.bench.adapters.reduce((sum, adapter) => sum + adapter.traffic().toPhones, 0);
    return { erased: this.#erasedBytes, hostToPhone: sent };
  }

  async #examine(port: PortId): Promise<Examined | WorkstationError> {
    const givesUpAt = performance.now() + this.#appearMs;
    for (;;) {
      try {
        return await this.#readPhone(port, Math.max(1, Math.ceil(givesUpAt - performance.now())));
      } catch (thrown) {
        const error = this.#signal.aborted ? new WorkstationError('job.cancelled') : asWorkstationError(thrown);
        // Reading changes nothing, so a bad cable gets another try for as long as a phone may take to appear.
        if (performance.now() > givesUpAt || !PASSING.has(error.code)) return error;
        await pause(LOOK_AGAIN_MS);
      }
    }
  }

  async #readPhone(port: PortId, withinMs: number): Promise<Examined> {
    const { board, desk } = this.#workstation;
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(withinMs + LONGEST_READING_MS)]);
    const wanted = { port, since: null, withinMs, signal };
    const { mode } = await board.awaitReturn({ ...wanted, modes: ['android', 'rescue', 'unauthorized', ...APPLE] });
    if (APPLE.includes(mode)) return this.#readIphone(port, signal);
    if (mode === 'unauthorized') await this.#rack.person.follow(port, 'allow-debugging');
    await board.awaitReturn({ ...wanted, modes: ['android', 'rescue'] });
    const examined = await desk.examine(port, signal);
    return known(examined.facts.imeis) ? examined : await desk.examine(port, signal, await this.#readNumber(port));
  }

  /** An iPhone is read again until somebody has unlocked it and tapped Trust, which a person does when asked. */
  async #readIphone(port: PortId, signal: AbortSignal): Promise<Examined> {
    const { desk } = this.#workstation;
    for (let attempt = 1; ; attempt += 1) {
      const examined = await desk.examine(port, signal);
      if (!awaitsTrust(examined.facts) || attempt > MOST_ASKED) return examined;
      const isLocked = examined.facts.apple?.trust.is === 'value' && examined.facts.apple.trust.value === 'locked';
      await this.#rack.person.follow(port, isLocked ? 'unlock-screen' : 'trust-computer');
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** What the phone withholds from adb, a person reads from its screen or tray. */
  async #readNumber(port: PortId): Promise<Claim> {
    const { saw } = await this.#rack.person.follow(port, 'read-imei');
    if (!isImei(saw)) throw new WorkstationError('imei.invalid');
    return { imei: saw, source: 'typed' };
  }

  async #workAndTell(
    phone: PracticeRack['phones'][number],
    examined: Examined | WorkstationError,
  ): Promise<PracticeJob> {
    const job = await this.#work(phone, examined);
    this.#audience.onEnd(job);
    return job;
  }

  async #work(phone: PracticeRack['phones'][number], examined: Examined | WorkstationError): Promise<PracticeJob> {
    const { port, model, fault } = phone;
    if (examined instanceof WorkstationError) {
      return {
        port,
        model,
        fault,
        verdict: 'inconclusive',
        grade: null,
        reason: examined.code,
        record: null,
        chip: null,
        certificate: null,
        report: null,
      };
    }
    const { desk } = this.#workstation;
    const deletion = this.#signal.aborted ? 'refused' : CONSENT.deletion;
    const order = { operator: OPERATOR, purpose: 'inspection' } as const;
    const { plan } = desk.propose(examined, order.purpose);
    const toldNoOverwrite = plan && !plan.overwrites ? 'told' : CONSENT.toldNoOverwrite;
    const drafted = desk.draft(examined, order, { ...CONSENT, deletion, toldNoOverwrite });
    const ended = drafted.state === 'ready' ? await this.#runAndReview(drafted) : drafted;
    return this.#conclude(phone, ended);
  }

  async #runAndReview(drafted: Job): Promise<Job> {
    const { desk } = this.#workstation;
    const { job } = await desk.run(drafted);
    if (job.state !== 'awaiting-review') return job;
    const { saw } = await this.#rack.person.follow(job.port, 'look-at-screen');
    const { saw: number } = await this.#rack.person.follow(job.port, 'read-imei');
    const reviewed = desk.review(job, { reviewer: REVIEWER, saw, number, accepted: true });
    if (reviewed.state === 'passed') await this.#readChip(reviewed);
    return reviewed;
  }

  /** The second person reads the chip too. What goes wrong there leaves the chip unread, which keeps the phone from being sold. */
  async #readChip({ port, record }: Job): Promise<void> {
    try {
      await this.#counter.read({ port, record, who: REVIEWER });
    } catch (thrown) {
      // Who asks for the end knows that what was under way is left undone.
      if (!this.#signal.aborted) process.emitWarning(asWorkstationError(thrown));
    }
  }

  async #conclude({ port, model, fault }: PracticeRack['phones'][number], job: Job): Promise<PracticeJob> {
    const { ledger } = this.#workstation;
    const { verdict, grade, reason, overwrittenBytes } = verdictOf(ledger, job.record);
    this.#erasedBytes += overwrittenBytes;
    const { pdf, json } = await this.#printing.run(() =>
      issueCertificate({
        ledger,
        fonts: this.#fonts,
        record: job.record,
        outDir: this.#certificates,
      }),
    );
    const isPass = verdict === 'pass' && job.state === 'passed';
    const files = { pdf, json };
    return {
      port,
      model,
      fault,
      verdict,
      grade,
      reason,
      record: job.record,
      chip: chipOnRecord(ledger, job.record),
      certificate: isPass ? files : null,
      report: isPass ? null : files,
    };
  }
}

/** What went wrong for one phone is thrown only when all its neighbours have ended. */
function endOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
