import type { JobId, PortId } from '../../domain/ids.ts';
import type { ProgressView } from '../../domain/window-state.ts';
import { PhoneReadings, type Reading } from '../devices/phone-readings.ts';
import { ProgressPace } from '../ipc/progress-pace.ts';
import { isAtWork, type JobViews } from '../jobs/job-views.ts';
import type { Workbench } from '../open-workbench.ts';

/** Who hears of what an open bench shows. */
export interface BenchEquipmentParts {
  readonly jobs: JobViews;
  /** Called whenever a phone has come, gone or been read. */
  readonly onChange: () => void;
  readonly onProgress: (job: JobId, port: PortId, progress: ProgressView) => void;
}

const NOT_READ: Reading = { phone: null, unreadable: null, examined: null };

/** What the workplace adds to an open bench: the readings of its phones, and how fast jobs come on. */
export class BenchEquipment {
  readonly #parts: BenchEquipmentParts;
  readonly #paces = new Map<JobId, ProgressPace>();
  #readings: PhoneReadings | null = null;

  constructor(parts: BenchEquipmentParts) {
    this.#parts = parts;
  }

  /** The readings of the bench that was opened last; null before any was. */
  get readings(): PhoneReadings | null {
    return this.#readings;
  }

  /** What was read of the phone on a Port. */
  at(port: PortId): Reading {
    return this.#readings?.at(port) ?? NOT_READ;
  }

  /** Equips a bench that has just opened, in place of the one before. */
  equip(bench: Workbench): Workbench {
    const { board, desk } = bench;
    const { onChange, onProgress } = this.#parts;
    const readings = new PhoneReadings({
      board,
      desk,
      adapters: bench.bench.adapters,
      mayRead: (port) => this.#mayRead(port, desk),
      onChange,
    });
    this.#readings?.close();
    this.#readings = readings;
    board.onChange(onChange);
    desk.onProgress(({ id, port }, progress) => {
      const pace = this.#paces.get(id) ?? new ProgressPace();
      this.#paces.set(id, pace);
      onProgress(id, port, pace.take(progress, performance.now()));
    });
    return bench;
  }

  /** Forgets how fast a job came on, and what its phone said before it, because it has ended. */
  forget(job: JobId, port: PortId): void {
    this.#paces.delete(job);
    this.#readings?.jobEnded(port);
  }

  /** Reads nothing any more. */
  close(): void {
    this.#readings?.close();
  }

  /** A phone that waits for its review, or has passed, is left as it is. */
  #mayRead(port: PortId, desk: Workbench['desk']): boolean {
    const job = this.#parts.jobs.on(port);
    const isLeft = job === null || (!isAtWork(job) && job.state !== 'awaiting-review' && job.state !== 'passed');
    return isLeft && !desk.isRunning(port);
  }
}
