import { WorkstationError } from '../../domain/errors.ts';
import { type ProcessLauncher, type SideProcess, siblingModule } from '../../domain/side-process.ts';
import type { FromPress, PressTask, PressWork, ToPress } from './press-work.ts';

// The largest report takes half a minute; what takes this long hangs.
const WITHIN_MS = 10 * 60_000;
const MEMORY_MB = 1024;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: WorkstationError) => void;
  readonly late: NodeJS.Timeout;
}

/**
 * The press in a process of its own, so that the second that a paper takes is never missing at the phones. It is started with the
 * first work, and anew when it has ended; what it was at is then refused, and nothing is half done in the ledger.
 */
export class Press {
  readonly #launch: ProcessLauncher;
  readonly #waiting = new Map<number, Waiting>();
  #process: SideProcess<ToPress> | null = null;
  #lastId = 0;

  constructor(launch: ProcessLauncher) {
    this.#launch = launch;
  }

  /** Has a work done; throws what the work throws, and `app.unexpected` when the press ends meanwhile. */
  ask<Task extends PressTask>(task: Task, order: Parameters<PressWork[Task]>[0]): ReturnType<PressWork[Task]> {
    const asked = new Promise<unknown>((resolve, reject) => {
      const id = ++this.#lastId;
      const late = setTimeout(() => this.close(), WITHIN_MS).unref();
      this.#waiting.set(id, { resolve, reject, late });
      if (!this.#started().post({ id, task, order })) this.close();
    });
    return asked as ReturnType<PressWork[Task]>;
  }

  /** Ends the press; what it was at is refused. */
  close(): void {
    const ending = this.#process;
    this.#process = null;
    ending?.kill();
    for (const { reject, late } of this.#waiting.values()) {
      clearTimeout(late);
      reject(new WorkstationError('app.unexpected', { what: 'the printing process has ended' }));
    }
    this.#waiting.clear();
  }

  #started(): SideProcess<ToPress> {
    if (this.#process) return this.#process;
    const moduleUrl = siblingModule(import.meta.url, 'press-process');
    const started: SideProcess<ToPress> = this.#launch({ moduleUrl, name: 'hakushi-press', memoryMb: MEMORY_MB });
    this.#process = started;
    started.onMessage((message) => this.#hear(message as FromPress));
    started.onExit(() => {
      if (this.#process === started) this.close();
    });
    return started;
  }

  #hear(answer: FromPress): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    clearTimeout(waiting.late);
    if (answer.ok) waiting.resolve(answer.value);
    else waiting.reject(new WorkstationError(answer.error.code, answer.error.facts));
  }
}
