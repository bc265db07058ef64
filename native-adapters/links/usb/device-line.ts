import { WorkstationError } from '../../../domain/errors.ts';
import { startDeadline, unlessAborted } from '../deadline.ts';
import { type FromDevice, fromDeviceSchema, type ToDevice } from './device-messages.ts';
import type { DeviceProcess } from './launch-device-process.ts';

/** A question before it has its number. */
export type DeviceQuestion = ToDevice extends infer Asked
  ? Asked extends ToDevice
    ? Omit<Asked, 'id'>
    : never
  : never;

type Answer = Exclude<FromDevice, { kind: 'failed' }>;

/**
 * The line to the process of one reader: one numbered question at a time, each with a time limit. A question without an answer, an answer
 * without a question or a message that means nothing ends the process, and from then on every question fails alike.
 */
export class DeviceLine {
  /** Resolves when the process is gone; a process that waits inside the kernel may never be. */
  readonly gone: Promise<void>;
  readonly #process: DeviceProcess;
  readonly #broken = new AbortController();
  #waiting: { readonly id: number; readonly hear: (answer: FromDevice) => void } | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #lastId = 0;

  constructor(process: DeviceProcess) {
    this.#process = process;
    process.onMessage((message) => this.#hear(message));
    this.gone = new Promise((resolve) => {
      process.onExit(() => {
        this.#break(new WorkstationError('usb.restarting', { what: 'ended' }));
        resolve();
      });
    });
  }

  /** Whether the process was told to end, or did. */
  get isEnded(): boolean {
    return this.#broken.signal.aborted;
  }

  /** Asks when all earlier questions are answered; throws what the process tells, and `reader.hung` when it tells nothing in time. */
  ask(question: DeviceQuestion, withinMs: number): Promise<Answer> {
    const mine = this.#turn.then(() => this.#askNow(question, withinMs));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Ends the process by force; what still waits rejects with that reason. */
  end(why: unknown = new WorkstationError('reader.absent', { what: 'closed' })): void {
    this.#break(why);
    this.#process.kill();
  }

  async #askNow(question: DeviceQuestion, withinMs: number): Promise<Answer> {
    this.#broken.signal.throwIfAborted();
    this.#lastId += 1;
    const id = this.#lastId;
    const late = (): Error => new WorkstationError('reader.hung', { what: `${question.kind}: ${withinMs} ms` });
    const deadline = startDeadline({ signal: this.#broken.signal, withinMs }, late);
    // Whoever is late is ended: it may wait for the reader for ever, and a late answer would be taken for the next one.
    deadline.signal.addEventListener('abort', () => this.end(deadline.signal.reason), { once: true });
    const answered = new Promise<FromDevice>((hear) => {
      this.#waiting = { id, hear };
    });
    try {
      this.#process.post({ ...question, id });
      const answer = await unlessAborted(answered, deadline.signal);
      if (answer.kind !== 'failed') return answer;
      throw new WorkstationError(answer.code, { what: answer.what });
    } finally {
      deadline.release();
      this.#waiting = null;
    }
  }

  #hear(message: unknown): void {
    if (this.#broken.signal.aborted) return;
    const heard = fromDeviceSchema.safeParse(message);
    const waiting = this.#waiting;
    if (!heard.success) this.end(new WorkstationError('usb.restarting', { what: 'a message that means nothing' }));
    else if (waiting === null || waiting.id !== heard.data.id)
      this.end(new WorkstationError('usb.restarting', { what: 'an answer that nobody asked for' }));
    else {
      this.#waiting = null;
      waiting.hear(heard.data);
    }
  }

  #break(why: unknown): void {
    if (!this.#broken.signal.aborted) this.#broken.abort(why);
  }
}
