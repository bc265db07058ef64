import { createInterface, type Interface } from 'node:readline';
import { WorkstationError } from '../../domain/errors.ts';

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
  #queue: string[] = [];
  #waiting: Waiting | null = null;
  #hasEnded = false;

  constructor(onInterrupt: () => void) {
    this.#reader = createInterface({ input: process.stdin, output: process.stderr, terminal: this.#isTyped });
    this.#reader.on('line', (line) => this.#hear(line));
    this.#reader.on('SIGINT', onInterrupt);
    this.#reader.once('close', () => {
      this.#hasEnded = true;
      this.#waiting?.giveUp();
    });
  }

  /** Asks one question; rejects with `job.cancelled` when no answer can come any more, or as the signal says. One at a time. */
  async ask(question: string, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    if (this.#isTyped) this.#queue = [];
    this.#reader.setPrompt(question);
    if (this.#isTyped) this.#reader.prompt();
    else process.stderr.write(`${question}\n`);
    const ready = this.#queue.shift();
    if (ready !== undefined) return ready;
    if (this.#hasEnded) throw new WorkstationError('job.cancelled');
    try {
      return await this.#next(signal);
    } finally {
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
    if (this.#waiting) this.#waiting.take(line);
    else this.#queue.push(line);
  }
}
