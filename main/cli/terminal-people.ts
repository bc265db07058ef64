import { createInterface, type Interface } from 'node:readline/promises';
import type { OperatorAnswer } from '../../domain/adapter.ts';
import type { InstructionId } from '../../domain/erasure.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId, PortId } from '../../domain/ids.ts';
import { isImei } from '../../domain/imei.ts';
import { say, sayByName } from '../../domain/text.ts';
import type { People } from '../jobs/step-desk.ts';
import type { Terminal } from './terminal.ts';

const SCREENS = ['setup-screen', 'home', 'lock-screen', 'no-command', 'off'] as const;

/** A person at the terminal: asked one thing at a time, whatever the number of phones; questions go to stderr. */
export class TerminalPeople implements People {
  readonly #terminal: Terminal;
  readonly #operator: OperatorId;
  readonly #lines: Interface;
  #turn: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor(terminal: Terminal, operator: OperatorId) {
    this.#terminal = terminal;
    this.#operator = operator;
    this.#lines = createInterface({ input: process.stdin, output: process.stderr });
    this.#lines.once('close', () => {
      this.#ended = true;
    });
  }

  async follow(port: PortId, instruction: InstructionId, signal: AbortSignal): Promise<OperatorAnswer> {
    const text = `${port}: ${sayByName(this.#terminal.language, `instruction.${instruction}`)}`;
    const saw = await this.#inTurn(() => this.#answer(instruction, text, signal));
    return { operator: this.#operator, saw };
  }

  /** Asks a yes-or-no question; anything but y is no. */
  async confirm(question: string): Promise<boolean> {
    return this.#inTurn(async () => /^y(es)?$/i.test((await this.#ask(`${question} `)).trim()));
  }

  /** Asks for a line of text. */
  async text(question: string): Promise<string> {
    return this.#inTurn(async () => (await this.#ask(`${question} `)).trim());
  }

  /** Asks what a phone's screen shows. */
  async screen(port: PortId, signal?: AbortSignal): Promise<string> {
    const text = `${port}: ${sayByName(this.#terminal.language, 'instruction.look-at-screen')}`;
    return this.#inTurn(() => this.#answer('look-at-screen', text, signal));
  }

  /** Asks for an IMEI until it has the right digits; an empty line gives none. */
  async imei(port: PortId): Promise<string | null> {
    for (;;) {
      const digits = await this.text(`${port}: ${sayByName(this.#terminal.language, 'instruction.read-imei')}`);
      if (digits === '') return null;
      if (isImei(digits)) return digits;
      process.stderr.write(`${sayByName(this.#terminal.language, 'error.imei.invalid.title')}\n`);
    }
  }

  /** Lets the terminal go. */
  close(): void {
    this.#lines.close();
  }

  async #answer(instruction: InstructionId, text: string, signal?: AbortSignal): Promise<string> {
    const { language } = this.#terminal;
    if (instruction === 'read-imei') return (await this.#ask(`${text} `, signal)).trim();
    if (instruction !== 'look-at-screen') {
      await this.#ask(`${text} ${say(language, 'terminal.erase.done-question')} `, signal);
      return 'done';
    }
    const number = Number((await this.#ask(`${text}\n${say(language, 'terminal.erase.saw')} `, signal)).trim());
    return SCREENS[number - 1] ?? 'unknown';
  }

  async #ask(question: string, signal?: AbortSignal): Promise<string> {
    if (this.#ended) throw new WorkstationError('job.cancelled');
    const asked = new AbortController();
    const closed = (): void => asked.abort(new WorkstationError('job.cancelled'));
    this.#lines.once('close', closed);
    try {
      return await this.#lines.question(question, {
        signal: signal ? AbortSignal.any([signal, asked.signal]) : asked.signal,
      });
    } catch (error) {
      if (asked.signal.aborted) throw new WorkstationError('job.cancelled', {}, { cause: error });
      throw error;
    } finally {
      this.#lines.off('close', closed);
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
