import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import { plainPin } from '../../domain/operator.ts';
import { say } from '../../domain/text.ts';
import type { Operators } from '../operators/operators.ts';
import { QuestionLines } from './question-lines.ts';
import type { Terminal } from './terminal.ts';

/** Asks for PINs: at a terminal without showing them, and a new one twice; from a pipe only when that was asked for, one line each. */
export class PinPrompt {
  readonly #terminal: Terminal;
  readonly #isPiped: boolean;
  #lines: QuestionLines | null = null;

  /** Throws `command.usage` when standard input is no terminal and `--pin-stdin` was not given. */
  constructor(terminal: Terminal, isPiped: boolean) {
    if (!isPiped && process.stdin.isTTY !== true) throw new WorkstationError('command.usage', { what: '--pin-stdin' });
    this.#terminal = terminal;
    this.#isPiped = isPiped;
  }

  /** Lets the named person in; throws `command.usage` when nobody is named, and what a log-in throws. */
  async logIn({ book, sessions }: Operators, who: string | undefined): Promise<void> {
    if (who === undefined) throw new WorkstationError('command.usage', { what: '--as' });
    const name = book.named(who)?.name ?? who;
    await sessions.logIn(who, await this.#ask(say(this.#terminal.language, 'operators.ask.pin', { name })));
  }

  /** Asks for a new PIN; throws `operator.pin-differs` when the two are not the same. */
  async newPin(name: string): Promise<string> {
    const { language } = this.#terminal;
    const pin = await this.#ask(say(language, 'operators.ask.new-pin', { name }));
    if (this.#isPiped) return pin;
    const again = await this.#ask(say(language, 'operators.ask.again'));
    if (plainPin(again) !== plainPin(pin)) throw new WorkstationError('operator.pin-differs');
    return pin;
  }

  /** Lets standard input go. */
  close(): void {
    this.#lines?.close();
  }

  async #ask(question: string): Promise<string> {
    this.#lines ??= new QuestionLines(() => this.#lines?.close());
    try {
      return await this.#lines.ask(`${question} `, { isHidden: true });
    } catch (cause) {
      // There is no job here that could have been cancelled: standard input ended before the PIN.
      if (asWorkstationError(cause).code !== 'job.cancelled') throw cause;
      throw new WorkstationError('command.usage', { what: 'PIN' }, { cause });
    }
  }
}
