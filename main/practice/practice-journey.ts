import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../domain/adapter.ts';
import type { Consent } from '../../domain/consent.ts';
import { type Claim, known } from '../../domain/device.ts';
import { asWorkstationError, type ErrorCode, WorkstationError } from '../../domain/errors.ts';
import type { Grade } from '../../domain/grade.ts';
import { type OperatorId, operatorId, type PortId, portId } from '../../domain/ids.ts';
import { isImei } from '../../domain/imei.ts';
import type { FindingOutcome } from '../../domain/proof.ts';
import type { Patience } from '../../native-adapters/index.ts';
import { type PracticeRack, startPracticeRackApart } from '../../practice/index.ts';
import type { Job } from '../jobs/job.ts';
import type { Examined } from '../jobs/job-desk.ts';
import { verdictOf } from '../jobs/verdict-of.ts';
import { issueCertificate } from '../reports/certificate.ts';
import { openPaperFonts, type PaperFonts } from '../reports/fonts.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { openWorkstation, type Workstation } from '../workstation.ts';

/** What is practised: how many phones, with which faults, and where the results go. */
export interface PracticeOrder {
  readonly phones: number;
  readonly seed: string;
  readonly faults: readonly string[];
  readonly out: string;
  readonly storageBytes: number;
  readonly adb: 'real' | 'in-process' | 'auto';
}

/** Who hears what happens, port by port. */
export interface PracticeAudience {
  onRack(rack: PracticeRack): void;
  onJob(job: Job): void;
  onProgress(job: Job, progress: Progress): void;
}

/** How one phone of a practice ended. */
export interface PracticeJob {
  readonly port: string;
  readonly model: string;
  readonly fault: string | null;
  readonly verdict: FindingOutcome;
  readonly grade: Grade | null;
  readonly reason: ErrorCode | null;
  readonly record: string | null;
  /** The certificate, for a pass only. */
  readonly certificate: { readonly pdf: string; readonly json: string } | null;
  /** The record of a phone that did not pass, in the same form but under another title. */
  readonly report: { readonly pdf: string; readonly json: string } | null;
}

/** The result of a practice. */
export interface PracticeResult {
  readonly jobs: readonly PracticeJob[];
  readonly ledger: string;
  readonly certificates: string;
  readonly adb: PracticeRack['adb'];
  readonly bytes: { readonly erased: number; readonly hostToPhone: number };
  /** Places where a phone's text was run as a command; empty unless something is badly wrong. */
  readonly injections: readonly string[];
}

// Virtual phones boot within two seconds; a busy computer gets more.
const PRACTICE_PATIENCE: Patience = {
  returnMs: 30_000,
  reconnectMs: 20_000,
  stallMs: 30_000,
  pollMs: 200,
  personMs: 60_000,
};
const APPEAR_WITHIN_MS = 30_000;
const EXAMINE_TRIES = 3;
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'device.unplugged',
  'device.absent',
  'device.offline',
  'device.protocol',
  'adb.server-down',
]);

const OPERATOR = operatorId('practice-operator-1');
const REVIEWER = operatorId('practice-operator-2');

const CONSENT: Consent = {
  purpose: 'inspection',
  operator: OPERATOR,
  deletion: 'agreed',
  identityCheck: 'done',
  toldNoOverwrite: 'not-needed',
  textVersion: 'practice-1',
};

/** Runs the main job on a rack of virtual phones, from plug to certificate; a phone that fails changes nothing for its neighbours. */
export async function practise(order: PracticeOrder, audience: PracticeAudience): Promise<PracticeResult> {
  const certificates = join(order.out, 'certificates');
  const dataFolder = join(order.out, 'data');
  mkdirSync(certificates, { recursive: true });
  const rack = await startRack(order);
  try {
    audience.onRack(rack);
    const workstation = await openWorkstation({
      dataFolder,
      practice: true,
      adbServer: rack.adbServer,
      people: peopleOf(rack),
      secondPerson: 'required',
      patience: PRACTICE_PATIENCE,
    });
    try {
      const journey = new Journey(workstation, rack, certificates);
      workstation.book.onChange((job) => audience.onJob(job));
      workstation.desk.onProgress((job, progress) => audience.onProgress(job, progress));
      const jobs = await journey.run();
      const result = {
        jobs,
        ledger: join(dataFolder, DATABASE_FILE),
        certificates,
        adb: rack.adb,
        bytes: journey.bytes(),
        injections: rack.tripwires(),
      };
      writeFileSync(join(order.out, 'summary.json'), `${JSON.stringify(result, null, 2)}\n`);
      return result;
    } finally {
      await workstation.close();
    }
  } finally {
    await rack.stop();
  }
}

async function startRack(order: PracticeOrder): Promise<PracticeRack> {
  const { phones, seed, faults, storageBytes, adb, out } = order;
  try {
    return await startPracticeRackApart({ phones, seed, faults, storageBytes, adb, workFolder: join(out, 'rack') });
  } catch (cause) {
    if (cause instanceof RangeError) throw new WorkstationError('command.usage', { what: cause.message }, { cause });
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new WorkstationError('practice.unavailable', { what: what.slice(0, 200) }, { cause });
  }
}

function peopleOf(rack: PracticeRack): {
  follow: (port: PortId, instruction: string) => Promise<{ operator: OperatorId; saw: string }>;
} {
  return {
    follow: async (port, instruction) => ({
      operator: OPERATOR,
      saw: (await rack.person.follow(port, instruction)).saw,
    }),
  };
}

class Journey {
  readonly #workstation: Workstation;
  readonly #rack: PracticeRack;
  readonly #certificates: string;
  readonly #fonts: PaperFonts = openPaperFonts();
  #erasedBytes = 0;

  constructor(workstation: Workstation, rack: PracticeRack, certificates: string) {
    this.#workstation = workstation;
    this.#rack = rack;
    this.#certificates = certificates;
  }

  /** All phones are read before any is erased, so that equal serial numbers are noticed; then each runs on its own. */
  async run(): Promise<readonly PracticeJob[]> {
    const read = await Promise.all(this.#rack.phones.map((phone) => this.#examine(portId(phone.port))));
    return Promise.all(
      this.#rack.phones.map((phone, at) => this.#work(phone, read[at] ?? new WorkstationError('device.absent'))),
    );
  }

  /** Bytes that were overwritten on phones, and bytes that this computer sent to them. */
  bytes(): PracticeResult['bytes'] {
    const sent = this.#workstation.bench.adapters.reduce((sum, adapter) => sum + adapter.traffic().toPhones, 0);
    return { erased: this.#erasedBytes, hostToPhone: sent };
  }

  async #examine(port: PortId): Promise<Examined | WorkstationError> {
    const signal = AbortSignal.timeout(APPEAR_WITHIN_MS * 2);
    const { board, desk } = this.#workstation;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await board.awaitReturn({
          port,
          since: null,
          modes: ['android', 'rescue'],
          withinMs: APPEAR_WITHIN_MS,
          signal,
        });
        const examined = await desk.examine(port, signal);
        return known(examined.facts.imeis) ? examined : await desk.examine(port, signal, await this.#readNumber(port));
      } catch (thrown) {
        const error = asWorkstationError(thrown);
        // Reading changes nothing, so a bad cable gets another try.
        if (attempt >= EXAMINE_TRIES || !PASSING.has(error.code)) return error;
      }
    }
  }

  /** What the phone withholds from adb, a person reads from its screen or tray. */
  async #readNumber(port: PortId): Promise<Claim> {
    const { saw } = await this.#rack.person.follow(port, 'read-imei');
    if (!isImei(saw)) throw new WorkstationError('imei.invalid');
    return { imei: saw, source: 'typed' };
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
        certificate: null,
        report: null,
      };
    }
    const { desk } = this.#workstation;
    const drafted = desk.draft(examined, { operator: OPERATOR, purpose: 'inspection' }, CONSENT);
    const ended = drafted.state === 'ready' ? await this.#runAndReview(drafted) : drafted;
    return this.#conclude(phone, ended);
  }

  async #runAndReview(drafted: Job): Promise<Job> {
    const { desk } = this.#workstation;
    const { job } = await desk.run(drafted);
    if (job.state !== 'awaiting-review') return job;
    const { saw } = await this.#rack.person.follow(job.port, 'look-at-screen');
    const { saw: number } = await this.#rack.person.follow(job.port, 'read-imei');
    return desk.review(job, { reviewer: REVIEWER, saw, number, accepted: true });
  }

  async #conclude({ port, model, fault }: PracticeRack['phones'][number], job: Job): Promise<PracticeJob> {
    const { ledger } = this.#workstation;
    const { verdict, grade, reason, overwrittenBytes } = verdictOf(ledger, job.record);
    this.#erasedBytes += overwrittenBytes;
    const { pdf, json } = await issueCertificate({
      ledger,
      fonts: this.#fonts,
      record: job.record,
      outDir: this.#certificates,
    });
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
      certificate: isPass ? files : null,
      report: isPass ? null : files,
    };
  }
}
