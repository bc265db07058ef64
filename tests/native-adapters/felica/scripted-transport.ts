import type { ReaderTransport } from '../../../domain/reader.ts';
import { hexOf } from './vectors.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** One step of a script: what must be written, what the next read brings, or that a read must find nothing. */
export type Step =
  | { readonly is: 'expect'; readonly bytes: Uint8Array }
  | { readonly is: 'give'; readonly bytes: Uint8Array }
  | { readonly is: 'quiet' };

/** What must be written next, to the byte. */
export const expectBytes = (bytes: Uint8Array): Step => ({ is: 'expect', bytes });
/** What the next read brings. */
export const give = (bytes: Uint8Array): Step => ({ is: 'give', bytes });
/** One read that finds nothing until its time is over. */
export const quiet: Step = { is: 'quiet' };

/** Plays a reader by a script, to the letter: another byte, another order or one call too many is a fault that stays. */
export class ScriptedTransport implements ReaderTransport {
  readonly #clock: VirtualClock;
  #script: Step[];
  #busy = false;
  closed = 0;
  readonly faults: string[] = [];

  constructor(clock: VirtualClock, script: readonly Step[]) {
    this.#clock = clock;
    this.#script = [...script];
  }

  /** Steps that nobody came to. */
  get left(): number {
    return this.#script.length;
  }

  append(...steps: readonly Step[]): void {
    this.#script.push(...steps);
  }

  async write(frame: Uint8Array): Promise<void> {
    await this.#alone(() => {
      const step = this.#script.shift();
      if (step?.is === 'expect' && hexOf(step.bytes) === hexOf(frame)) return;
      const due = step === undefined ? 'the end' : step.is === 'quiet' ? 'quiet' : `${step.is} ${hexOf(step.bytes)}`;
      throw this.#fault(`wrote ${hexOf(frame)}, due was ${due}`);
    });
  }

  async read(withinMs: number): Promise<Uint8Array | null> {
    return this.#alone(() => {
      const step = this.#script.shift();
      if (step?.is === 'give') return step.bytes;
      if (step?.is === 'quiet') {
        this.#clock.pass(withinMs);
        return null;
      }
      throw this.#fault(`read, due was ${step === undefined ? 'the end' : `to write ${hexOf(step.bytes)}`}`);
    });
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  async #alone<T>(call: () => T): Promise<T> {
    if (this.#busy) throw this.#fault('two calls at once');
    this.#busy = true;
    // A real transfer takes its time: what would overlap shows here.
    await new Promise((resolve) => setImmediate(resolve));
    this.#busy = false;
    return call();
  }

  #fault(what: string): Error {
    this.faults.push(what);
    return new Error(what);
  }
}
