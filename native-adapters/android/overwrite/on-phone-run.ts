import { setTimeout as pause } from 'node:timers/promises';
import type { Progress, StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { quoteForPhone } from '../adb/quote-for-phone.ts';
import { type AndroidBench, COMMAND_WITHIN_MS, readOnly, steadily } from '../android-bench.ts';
import type { OverwriterBinary } from '../overwriter/binary.ts';
import { overwritePlaces, overwriterArguments } from '../overwriter/command.ts';
import {
  type OverwriteProgress,
  type OverwriteRefusal,
  type OverwriteResult,
  type OverwriterStatus,
  type OverwriteStarted,
  parseOverwriterLine,
  parseOverwriterStatus,
} from '../overwriter/report.ts';
import { PHONE_FOLDER } from '../steps/phone-folder.ts';
import { figuresOf } from './figures.ts';
import { equalsKeystream, sampleFromHost } from './host-sample.ts';
import { endOrphan } from './orphan.ts';
import { MOST_TORN_READS, Pulse } from './pulse.ts';

const HOLD_SECONDS = 600;

const STAGES: Readonly<Record<OverwriteProgress['phase'], Progress['stage']>> = {
  fill: 'filling',
  rotate: 'rotating',
  small: 'small-files',
  settle: 'waiting',
  verify: 'reading-back',
  hold: 'sampling',
  delete: 'removing',
  done: 'removing',
};

/** Reads a status record; null for one that is torn, missing or none. */
function readStatusRecord(text: string): OverwriterStatus | null {
  try {
    return parseOverwriterStatus(text);
  } catch (error) {
    if (error instanceof WorkstationError && error.code === 'device.protocol') return null;
    throw error;
  }
}

/** One overwrite by the overwriter on the phone: pushed, started detached, followed by its status file, sampled, released. */
export class OnPhoneRun {
  readonly #bench: AndroidBench;
  readonly #context: StepContext;
  readonly #binary: OverwriterBinary;
  readonly #program: string;
  readonly #places: ReturnType<typeof overwritePlaces>;

  constructor(bench: AndroidBench, context: StepContext, binary: OverwriterBinary) {
    this.#bench = bench;
    this.#context = context;
    this.#binary = binary;
    this.#program = `${PHONE_FOLDER}/.hakushi-${context.job}.overwriter`;
    this.#places = overwritePlaces({ folder: PHONE_FOLDER, job: context.job });
  }

  /** Runs it to its end and returns its result with the host's own sample; throws `overwriter.failed` or `.lost`. */
  async run(): Promise<readonly Evidence[]> {
    await this.#push();
    const pid = await this.#startOrTidy();
    let sample: Evidence | null = null;
    const result = await this.#follow(pid, async () => {
      const judge = equalsKeystream(this.#context.overwriteKey);
      sample = await sampleFromHost(this.#bench, this.#context, this.#places.folder, judge);
      await this.#release();
    });
    await this.#tidy();
    const evidence: Evidence[] = [
      { kind: 'overwrite', source: `overwriter ${this.#binary.abi}`, data: this.#dataOf(result) },
    ];
    return sample ? [...evidence, sample] : evidence;
  }

  #dataOf(result: OverwriteResult): Evidence['data'] {
    const { kind: _kind, error, missProbability, ...plain } = result;
    const rest = {
      ...(error === undefined ? {} : { error }),
      ...(missProbability === undefined ? {} : { missProbability }),
    };
    return { ...plain, ...rest, sha256: this.#binary.sha256, figures: { ...figuresOf(result, 'unknown') } };
  }

  async #push(): Promise<void> {
    const limits = { signal: this.#context.signal, withinMs: 2 * 60_000, idleWithinMs: COMMAND_WITHIN_MS };
    await steadily(this.#bench, this.#context, (phone) => phone.push(this.#binary.bytes, this.#program, 0o700, limits));
  }

  async #startOrTidy(): Promise<number> {
    try {
      return await this.#start();
    } catch (error) {
      // What cannot run must not stay behind and take room from the fallback.
      if (error instanceof WorkstationError && error.code === 'overwriter.failed') await this.#tidy();
      throw error;
    }
  }

  /** Starts it detached and returns its process id; one of this job that runs already, because an answer was lost, is taken over. */
  async #start(): Promise<number> {
    const first = await this.#order();
    if (first.kind === 'started') return first.pid;
    if (first.error !== 'running') throw new WorkstationError('overwriter.failed', { what: first.error });
    const ours = await this.#ownPid();
    if (ours !== null) return ours;
    // The lock is held by the run of a job that ended without it; only its end makes room for ours.
    if (first.pid === undefined) throw new WorkstationError('overwriter.failed', { what: first.error });
    await endOrphan(this.#bench, this.#context, first.pid);
    // What the orphan's own end leaves: its record and its program. No other run can be alive now.
    await readOnly(
      this.#bench,
      this.#context,
      `cd ${PHONE_FOLDER} && for f in .hakushi-*.status .hakushi-*.overwriter; do [ "$f" = .hakushi-${this.#context.job}.overwriter ] || rm -f "$f"; done`,
    );
    const second = await this.#order();
    if (second.kind === 'started') return second.pid;
    const pid = second.error === 'running' ? await this.#ownPid() : null;
    if (pid === null) throw new WorkstationError('overwriter.failed', { what: second.error });
    return pid;
  }

  async #order(): Promise<OverwriteStarted | OverwriteRefusal> {
    const plan = { folder: PHONE_FOLDER, key: this.#context.overwriteKey, job: this.#context.job };
    const args = overwriterArguments({ ...plan, holdSeconds: HOLD_SECONDS, detach: true });
    const command = [this.#program, ...args].map(quoteForPhone).join(' ');
    const { text, exitCode } = await readOnly(this.#bench, this.#context, command);
    const first = text
      .trim()
      .split('\n')
      .find((line) => line.startsWith('{'));
    if (!first) throw new WorkstationError('overwriter.failed', { what: `exit ${exitCode ?? '?'}` });
    const said = parseOverwriterLine(first);
    if (said.kind === 'started' || said.kind === 'refusal') return said;
    throw new WorkstationError('overwriter.failed', { what: said.kind });
  }

  /** The process of this job's own run, by its own status file; null when this job has none. */
  async #ownPid(): Promise<number | null> {
    for (let look = 0; look < MOST_TORN_READS; look += 1) {
      const { text } = await readOnly(
        this.#bench,
        this.#context,
        `cat ${quoteForPhone(this.#places.status)} 2>/dev/null`,
      );
      if (text.trim() === '') return null;
      const status = readStatusRecord(text);
      if (status) return status.report.job === this.#context.job ? status.pid : null;
      await pause(this.#bench.patience.pollMs, undefined, { signal: this.#context.signal });
    }
    return null;
  }

  async #readStatus(pid: number): Promise<{ status: OverwriterStatus | null; alive: boolean }> {
    const command = `kill -0 ${pid} 2>/dev/null; echo $?; cat ${quoteForPhone(this.#places.status)} 2>/dev/null`;
    const { text } = await readOnly(this.#bench, this.#context, command);
    const end = text.indexOf('\n');
    const alive = text.slice(0, end).trim() === '0';
    const status = readStatusRecord(text.slice(end + 1));
    // A record of another run says nothing of this one, however well it ended.
    const isOurs = status !== null && status.pid === pid && status.report.job === this.#context.job;
    return { status: isOurs ? status : null, alive };
  }

  async #follow(pid: number, onHold: () => Promise<void>): Promise<OverwriteResult> {
    const pulse = new Pulse(this.#bench.patience.stallMs);
    let held = false;
    for (;;) {
      const { status, alive } = await this.#readStatus(pid);
      if (status?.report.kind === 'result') return status.report;
      pulse.feel(status?.report ?? null, alive);
      if (status) this.#report(status.report);
      if (status?.report.phase === 'hold' && !held) {
        held = true;
        await onHold();
        // The run has waited for this and shows no progress meanwhile, however long a slow phone or computer took to be sampled.
        pulse.startAnew();
      }
      await pause(this.#bench.patience.pollMs, undefined, { signal: this.#context.signal });
    }
  }

  #report({ phase, done, work }: OverwriteProgress): void {
    this.#context.reportProgress({ stage: STAGES[phase], done, total: work });
  }

  async #release(): Promise<void> {
    const limits = { signal: this.#context.signal, withinMs: COMMAND_WITHIN_MS };
    await steadily(this.#bench, this.#context, (phone) =>
      phone.push(new Uint8Array(0), this.#places.release, 0o600, limits),
    );
  }

  async #tidy(): Promise<void> {
    const files = [this.#program, this.#places.status, this.#places.release, this.#places.settled];
    await readOnly(this.#bench, this.#context, `rm -f ${files.map(quoteForPhone).join(' ')}; sync`);
  }
}
