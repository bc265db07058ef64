import type { ContactlessReader, RfAnswer } from '../../../domain/reader.ts';
import { toHex } from '../protocol/bytes.ts';
import type { Command, Decoded } from '../protocol/command.ts';

/** What came of a command: what the chip said, or what the air brought instead. */
export type Reply<T> = Decoded<T> | Exclude<RfAnswer, { is: 'answer' }>;

const TRIES = 3;

/** One conversation with what lies on a reader: every frame of it is counted and kept, in order. */
export class ChipTalk {
  readonly #reader: ContactlessReader;
  readonly #signal: AbortSignal;
  readonly #log: string[] = [];
  #frames = 0;

  constructor(reader: ContactlessReader, signal: AbortSignal) {
    this.#reader = reader;
    this.#signal = signal;
  }

  /** `=> hex` and `<= hex` lines. */
  get log(): readonly string[] {
    return this.#log;
  }

  /** How many frames went out. */
  get frames(): number {
    return this.#frames;
  }

  /** Sends one frame, once; throws what the reader throws, and the signal's own reason. */
  async once<T>(command: Command<T>): Promise<Reply<T>> {
    this.#signal.throwIfAborted();
    this.#log.push(`=> ${toHex(command.frame)}`);
    this.#frames += 1;
    const answer = await this.#reader.exchange(command.frame, command.withinMs, this.#signal);
    if (answer.is !== 'answer') return answer;
    this.#log.push(`<= ${toHex(answer.frame)}`);
    return command.decode(answer.frame);
  }

  /** Sends a command again after silence or noise, three times in all; noise that was heard in one of them is told, even when silence followed. */
  async ask<T>(command: Command<T>): Promise<Reply<T>> {
    let reply: Reply<T> = { is: 'silent' };
    for (let tries = 0; tries < TRIES; tries += 1) {
      const heard = await this.once(command);
      if (heard.is !== 'silent' && heard.is !== 'noise') return heard;
      if (heard.is === 'noise') reply = heard;
    }
    return reply;
  }
}
