import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { WorkstationError } from '../../domain/errors.ts';

/** How a question is asked: until when, and whether its answer stays unseen. */
export interface Asking {
  readonly signal?: AbortSignal | undefined;
  readonly isHidden?: boolean;
}

/** Standard error, where what a person types is shown; shut, it shows nothing. */
class EchoGate extends Writable {
  isShut = false;

  get columns(): number {
    return process.stderr.columns ?? Number.POSITIVE_INFINITY;
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    if (!this.isShut) process.stderr.write(chunk);
    done();
  }
}

interface Waiting {
  readonly take: (line: string) => void;
  readonly giveUp: () => void;
}

/**
 * Answers to questions, line by line, from standard input; questions go to stderr. From a pipe every line counts, in order. At a
 * terminal only what is typed after a question counts, so that an impatient Enter answers nothing.
 */
export class QuestionLines {
  readonly #reader: Interface;
  readonly #isTyped = process.stdin.isTTY === true;
  readonly #echo = new EchoGate();
  #queue: string[] = [];
  #waiting: Waiting | null = null;
  #hasEnded = false;

  constructor(onInterrupt: () => void) {
    this.#reader = createInterface({
      input: process.stdin,
      output: this.#echo,
      terminal: this.#isTyped,
      // An arrow key must not bring back a PIN.
      historySize: 0,
    });
    this.#reader.on('line', (line) => this.#hear(line));
    this.#reader.on('SIGINT', onInterrupt);
    this.#reader.once('close', () => {
      this.#hasEnded = true;
      this.#waiting?.giveUp();
    });
  }

  /** Asks one question; rejects with `job.cancelled` when no answer can come any more, or as the signal says. One at a time. */
  async ask(question: string, { signal, isHidden = false }: Asking = {}): Promise<string> {
    signal?.throwIfAborted();
    this.#echo.isShut = false;
    if (this.#isTyped) this.#queue = [];
    this.#reader.setPrompt(question);
    if (this.#isTyped) this.#reader.prompt();
    else process.stderr.write(`${question}\n`);
    // It stays shut until the next question, so that typing ahead shows nothing either.
    this.#echo.isShut = isHidden;
    const ready = this.#queue.shift();
    if (ready !== undefined) return ready;
    if (this.#hasEnded) throw new WorkstationError('job.cancelled');
    try {
      return await this.#next(signal);
    } finally {
      if (isHidden && this.#isTyped) process.stderr.write('\n');
      this.#waiting = null;
      this.#reader.setPrompt('');
    }
  }

  /** Lets standard input go; a question that is open is given up. */
  close(): void {
    this.#reader.close();
    process.stdin.unref?.();
  }

  #next(signal?: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const aborted = (): void => end(() => reject(signal?.reason));
      const end = (finish: () => void): void => {
        signal?.removeEventListener('abort', aborted);
        finish();
      };
      this.#waiting = {
        take: (line) => end(() => resolve(line)),
        giveUp: () => end(() => reject(new WorkstationError('job.cancelled'))),
      };
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  #hear(line: string): void {
    const waiting = this.#waiting;
    // Two lines can come at once from a pipe; the second one answers the next question.
    this.#waiting = null;
    if (waiting) waiting.take(line);
    else this.#queue.push(line);
  }
}
