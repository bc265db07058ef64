import type { ReaderTransport } from '../../../domain/reader.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Plays a reader by rule: what each written frame brings to read. It fails when two calls overlap, or when the driver never ends. */
export class AnsweringTransport implements ReaderTransport {
  readonly #clock: VirtualClock;
  readonly #answer: (frame: Uint8Array) => readonly Uint8Array[];
  #due: Uint8Array[] = [];
  #busy = false;
  calls = 0;
  /** A driver that makes more calls than this never ends. */
  mostCalls = 20_000;
  closed = 0;
  /** Called before each call with its number; what it throws the call throws, what it promises the call waits for. */
  before: (call: number) => Promise<void> | void = () => undefined;

  constructor(clock: VirtualClock, answer: (frame: Uint8Array) => readonly Uint8Array[]) {
    this.#clock = clock;
    this.#answer = answer;
  }

  async write(frame: Uint8Array): Promise<void> {
    await this.#alone(async () => {
      this.#due.push(...this.#answer(frame).filter((transfer) => transfer.length > 0));
    });
  }

  async read(withinMs: number): Promise<Uint8Array | null> {
    return this.#alone(async () => {
      const transfer = this.#due.shift();
      if (transfer === undefined) this.#clock.pass(withinMs);
      return transfer ?? null;
    });
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  async #alone<T>(call: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new Error('two calls at once');
    this.calls += 1;
    if (this.calls > this.mostCalls) throw new Error('the driver never ends');
    this.#busy = true;
    try {
      const wait = this.before(this.calls);
      if (wait !== undefined) await wait;
      return await call();
    } finally {
      this.#busy = false;
    }
  }
}
