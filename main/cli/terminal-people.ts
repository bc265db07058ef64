import type { OperatorAnswer } from '../../domain/adapter.ts';
import type { InstructionId } from '../../domain/erasure.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import { type OperatorId, operatorId, type PortId } from '../../domain/ids.ts';
import { isImei } from '../../domain/imei.ts';
import { FIND_MY_ANSWERS, screensOf } from '../../domain/phone-screens.ts';
import { say, sayByName, sayError } from '../../domain/text.ts';
import { isSamePerson } from '../../domain/verdict.ts';
import type { People } from '../jobs/step-desk.ts';
import type { SessionDesk } from '../operators/session-desk.ts';
import type { Board } from './board.ts';
import { QuestionLines } from './question-lines.ts';
import { plainLine, type Terminal } from './terminal.ts';

/** A person at the terminal: asked one thing at a time, whatever the number of phones; the board makes room for each question. */
export class TerminalPeople implements People {
  readonly #terminal: Terminal;
  #operator: OperatorId;
  readonly #board: Board;
  readonly #lines: QuestionLines;
  readonly #iphones = new Set<PortId>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: { terminal: Terminal; operator: OperatorId; board: Board; onInterrupt: () => void }) {
    this.#terminal = parts.terminal;
    this.#operator = parts.operator;
    this.#board = parts.board;
    this.#lines = new QuestionLines(parts.onInterrupt);
  }

  /** Notes that there is an iPhone on a Port: other screens are seen there. */
  noteIphone(port: PortId): void {
    this.#iphones.add(port);
  }

  async follow(port: PortId, instruction: InstructionId, signal: AbortSignal): Promise<OperatorAnswer> {
    return { operator: this.#operator, saw: await this.#do(port, instruction, signal) };
  }

  /** Asks a yes-or-no question; anything but yes is no. */
  async confirm(question: string): Promise<boolean> {
    return /^(y|yes|はい)$/i.test(await this.#ask(question));
  }

  /** Asks what a phone's screen shows, until one of the numbers is given. */
  async screen(port: PortId, signal?: AbortSignal): Promise<string> {
    const { language } = this.#terminal;
    const isIphone = this.#iphones.has(port);
    const asked = say(language, isIphone ? 'terminal.apple.saw' : 'terminal.erase.saw');
    const question = `${port}: ${sayByName(language, 'instruction.look-at-screen')}\n${asked}`;
    return this.#oneOf(question, screensOf(isIphone ? 'iphone' : 'android'), signal);
  }

  /** Asks for an IMEI until it has the right digits; an empty line gives none. */
  async imei(port: PortId): Promise<string | null> {
    for (;;) {
      const digits = await this.#ask(`${port}: ${sayByName(this.#terminal.language, 'instruction.read-imei')}`);
      if (digits === '') return null;
      if (isImei(digits)) return digits;
      this.#complain(this.#textOf(new WorkstationError('imei.invalid')));
    }
  }

  /** Asks for the serial number that is printed on a phone without an IMEI. */
  async serial(port: PortId): Promise<string> {
    return this.#ask(say(this.#terminal.language, 'terminal.erase.serial', { port }));
  }

  /** Asks who reviews, until the answer can be a person's id and is not the operator. */
  async reviewer(port: PortId): Promise<OperatorId> {
    for (;;) {
      const name = await this.#ask(say(this.#terminal.language, 'terminal.erase.reviewer', { port }));
      const reviewer = personOf(name);
      const isSame = reviewer !== null && isSamePerson(reviewer, this.#operator);
      if (reviewer !== null && !isSame) return reviewer;
      this.#complain(
        this.#textOf(
          isSame
            ? new WorkstationError('review.same-person')
            : new WorkstationError('command.usage', { what: ID_CHARACTERS }),
        ),
      );
    }
  }

  /** Lets the operator log in where people have accounts, and works under that account from then on; throws what a log-in throws, and `operator.not-allowed`. */
  async logIn(sessions: SessionDesk): Promise<OperatorId> {
    if (!sessions.isRequired) return this.#operator;
    await sessions.logIn(this.#operator, await this.#pin(this.#operator));
    this.#operator = sessions.authorise('start-job').id;
    return this.#operator;
  }

  /** Asks who reviewed, by name and PIN, until a person who may has logged in and is not the operator; the PIN is that person's signature. */
  async signIn(port: PortId, sessions: SessionDesk): Promise<OperatorId> {
    for (;;) {
      const name = await this.#ask(say(this.#terminal.language, 'terminal.erase.reviewer', { port }));
      try {
        await sessions.logIn(name, await this.#pin(name));
        const { id } = sessions.authorise('review-job');
        if (!isSamePerson(id, this.#operator)) return id;
        throw new WorkstationError('review.same-person');
      } catch (thrown) {
        const error = asWorkstationError(thrown);
        if (!/^(operator|review)\./.test(error.code)) throw thrown;
        this.#complain(this.#textOf(error));
      }
    }
  }

  /** Lets the terminal go; a question that is open is given up. */
  close(): void {
    this.#lines.close();
  }

  async #do(port: PortId, instruction: InstructionId, signal: AbortSignal): Promise<string> {
    if (instruction === 'look-at-screen') return this.screen(port, signal);
    const { language } = this.#terminal;
    const what = `${port}: ${sayByName(language, `instruction.${instruction}`)}`;
    if (instruction === 'look-find-my') {
      return this.#oneOf(`${what}\n${say(language, 'terminal.apple.find-my')}`, FIND_MY_ANSWERS, signal);
    }
    if (instruction === 'read-imei') return this.#ask(what, signal);
    await this.#ask(`${what} ${say(language, 'terminal.erase.done-question')}`, signal);
    return 'done';
  }

  /** Asks until one of the numbers of what is offered is given. */
  async #oneOf(question: string, offered: readonly string[], signal?: AbortSignal): Promise<string> {
    for (;;) {
      const chosen = offered[Number(await this.#ask(question, signal)) - 1];
      if (chosen !== undefined) return chosen;
      this.#complain(say(this.#terminal.language, 'terminal.erase.one-of', { most: offered.length }));
    }
  }

  #pin(name: string): Promise<string> {
    return this.#ask(say(this.#terminal.language, 'operators.ask.pin', { name: plainLine(name) }), undefined, true);
  }

  #ask(question: string, signal?: AbortSignal, isHidden = false): Promise<string> {
    return this.#inTurn(async () => {
      this.#board.pause();
      try {
        // Japanese keyboards give full-width digits and letters; they mean the same.
        return (await this.#lines.ask(`${question} `, { signal, isHidden })).normalize('NFKC').trim();
      } finally {
        this.#board.resume();
      }
    });
  }

  #textOf(error: WorkstationError): string {
    const { title, action } = sayError(this.#terminal.language, error);
    return `${title} ${action}`;
  }

  #complain(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

/** What an operator's id may be made of, as usage texts name it. */
export const ID_CHARACTERS = 'A-Z a-z 0-9 . : _ -';

/** The id of a person, or null when a text cannot be one. */
export function personOf(text: string): OperatorId | null {
  try {
    return operatorId(text);
  } catch {
    return null;
  }
}
