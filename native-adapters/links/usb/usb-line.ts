import { WorkstationError } from '../../../domain/errors.ts';
import { startDeadline, unlessAborted } from '../deadline.ts';
import type { UsbProcess } from './launch-usb-process.ts';
import { type FromUsb, fromUsbSchema, type UsbDeviceFacts } from './usb-messages.ts';

type Answer = Exclude<FromUsb, { kind: 'changed' }>;

const FLOOD_WINDOW_MS = 1000;

/** The line to one USB process: numbered questions, each with a time limit; one word out of place ends it. */
export class UsbLine {
  /** Resolves when the process is gone; a process that waits inside the kernel may never be. */
  readonly gone: Promise<void>;
  readonly #process: UsbProcess;
  readonly #broken = new AbortController();
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #stop: AbortSignal;
  readonly #mostMessagesASecond: number;
  #lastId = 0;
  #heardInWindow = 0;
  #windowFrom = 0;
  #isChanged = false;
  #wake: (() => void) | null = null;

  /** The signal stops all waiting; more messages in one second than that are a fault of the process. */
  constructor(process: UsbProcess, signal: AbortSignal, mostMessagesASecond: number) {
    this.#process = process;
    this.#stop = AbortSignal.any([signal, this.#broken.signal]);
    this.#mostMessagesASecond = mostMessagesASecond;
    process.onMessage((message) => this.#hear(message));
    this.gone = new Promise((resolve) => {
      process.onExit(() => {
        this.#break('ended');
        resolve();
      });
    });
  }

  /** Everything on the buses now; throws `usb.unavailable`, `usb.hung` when no answer comes in time, `usb.restarting` when the process is at fault. */
  async list(withinMs: number): Promise<readonly UsbDeviceFacts[]> {
    const answer = await this.#ask(withinMs);
    if (answer.kind === 'devices') return answer.devices;
    if (answer.kind === 'no-bus') throw new WorkstationError('usb.unavailable');
    throw new WorkstationError('usb.restarting', { what: answer.why });
  }

  /** Waits until something is plugged or pulled, at most that long; throws `usb.restarting` when the process is at fault. */
  async change(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const news = new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, withinMs);
      if (this.#isChanged) resolve();
    });
    try {
      await unlessAborted(news, this.#stop);
    } finally {
      clearTimeout(timer);
      this.#wake = null;
    }
    this.#isChanged = false;
  }

  /** Ends the process by force; what still waits rejects. */
  end(): void {
    this.#process.kill();
    this.#break('ended');
  }

  async #ask(withinMs: number): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    const deadline = startDeadline({ signal: this.#stop, withinMs }, () => new WorkstationError('usb.hung'));
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    try {
      if (!deadline.signal.aborted) this.#process.post({ kind: 'list', id });
      return await unlessAborted(answered, deadline.signal);
    } finally {
      deadline.release();
      this.#waiting.delete(id);
    }
  }

  #hear(message: unknown): void {
    if (this.#broken.signal.aborted) return;
    const fault = this.#take(message);
    if (fault === null) return;
    this.#break(fault);
    this.#process.kill();
  }

  /** Takes one message in; returns what is wrong with it, or null. */
  #take(message: unknown): string | null {
    if (this.#isFlood()) return 'too many messages';
    const heard = fromUsbSchema.safeParse(message);
    if (!heard.success) return 'a message that means nothing';
    if (heard.data.kind === 'changed') {
      this.#isChanged = true;
      this.#wake?.();
      return null;
    }
    const answer = this.#waiting.get(heard.data.id);
    answer?.(heard.data);
    return answer ? null : 'an answer that nobody asked for';
  }

  #isFlood(): boolean {
    const now = performance.now();
    if (now - this.#windowFrom > FLOOD_WINDOW_MS) {
      this.#windowFrom = now;
      this.#heardInWindow = 0;
    }
    this.#heardInWindow += 1;
    return this.#heardInWindow > this.#mostMessagesASecond;
  }

  #break(what: string): void {
    if (!this.#broken.signal.aborted) this.#broken.abort(new WorkstationError('usb.restarting', { what }));
  }
}
