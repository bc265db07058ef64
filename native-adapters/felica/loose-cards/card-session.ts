import { icFacts, isLooseCard } from '../../../domain/chip-ic.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { ContactlessReader } from '../../../domain/reader.ts';
import { icCodeOf, idmText, kindOf } from '../chip/chip-identity.ts';
import { ChipTalk, type Reply } from '../chip/chip-talk.ts';
import { BLOCK_BYTES, isZero, NO_SUCH_BLOCK, readBlocks } from '../protocol/blocks.ts';
import type { Command } from '../protocol/command.ts';
import { type PollAnswer, polling } from '../protocol/polling.ts';
import { type BlocksToWrite, writeBlocks } from './destructive.ts';

/** How a command to the card ended; `at-end` = the service has no such block. */
export type Outcome<T> =
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'at-end' }
  /** Four hex digits: SF1, SF2. */
  | { readonly is: 'refused'; readonly flags: string }
  | { readonly is: 'lost' };

const TRIES = 3;

/**
 * One loose card while it is worked on. Before each first command to a system, and before each second try, the card is called again: only
 * a chip with this number and a card's IC code is ever spoken to.
 */
export class CardSession {
  readonly #talk: ChipTalk;
  readonly #idm: string;
  #system = 0;
  #to: PollAnswer | null = null;
  #blocksWritten = 0;
  #mayHaveWritten = false;

  constructor(reader: ContactlessReader, idm: string, signal: AbortSignal) {
    this.#talk = new ChipTalk(reader, signal);
    this.#idm = idm;
  }

  /** How many blocks the card said it wrote. */
  get blocksWritten(): number {
    return this.#blocksWritten;
  }

  /** Whether a write was sent; one without an answer may have reached the card all the same. */
  get mayHaveWritten(): boolean {
    return this.#mayHaveWritten;
  }

  /** Whether the card does not answer any more; nothing is sent then. */
  get isLost(): boolean {
    return this.#to === null;
  }

  /** How many blocks one command may read and write. */
  get most(): { readonly read: number; readonly write: number } {
    const facts = this.#to && icFacts(icCodeOf(this.#to));
    return { read: facts?.readBlocks ?? 1, write: facts?.writeBlocks ?? 1 };
  }

  /** Calls a system of the card and tells whether it is there; throws `chip.multiple` or `card.not-zeroable` when something else answers. */
  async choose(system: number): Promise<boolean> {
    this.#system = system;
    this.#to = null;
    const reply = await this.#talk.ask(polling(system, 0x00));
    if (reply.is === 'collision') throw new WorkstationError('chip.multiple');
    if (reply.is !== 'value') return false;
    const isThisCard = idmText(reply.value.idm) === this.#idm;
    if (!isThisCard || !isLooseCard(icCodeOf(reply.value)) || kindOf(reply.value) !== 'card') {
      throw new WorkstationError('card.not-zeroable');
    }
    this.#to = reply.value;
    return true;
  }

  /** Reads blocks of one service. */
  async read(service: number, blocks: readonly number[]): Promise<Outcome<readonly Uint8Array[]>> {
    return this.#steadily((to) => readBlocks(to, service, blocks));
  }

  /** Writes blocks of one service, all by one command. */
  async write(what: BlocksToWrite): Promise<Outcome<true>> {
    const outcome = await this.#steadily((to) => {
      const command = writeBlocks(to, what);
      this.#mayHaveWritten = true;
      return command;
    });
    if (outcome.is === 'done') this.#blocksWritten += what.blocks.length;
    return outcome;
  }

  /** Writes zeros to blocks of one service, all by one command. */
  async zero(service: number, blocks: readonly number[]): Promise<Outcome<true>> {
    return this.write({ service, blocks, data: new Uint8Array(blocks.length * BLOCK_BYTES) });
  }

  /** Tells whether a block can be read and holds nothing but zeros. */
  async isZeroed(service: number, block: number): Promise<boolean> {
    const outcome = await this.read(service, [block]);
    return outcome.is === 'done' && outcome.value.every(isZero);
  }

  /** Zeros may be written twice, so what was not answered is sent again, after the card was called again. */
  async #steadily<T>(make: (to: PollAnswer) => Command<T>): Promise<Outcome<T>> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (tries > 0) await this.choose(this.#system);
      if (this.#to === null) return { is: 'lost' };
      const outcome = outcomeOf(await this.#talk.once(make(this.#to)));
      if (outcome.is !== 'lost') return outcome;
    }
    this.#to = null;
    return { is: 'lost' };
  }
}

function outcomeOf<T>(reply: Reply<T>): Outcome<T> {
  if (reply.is === 'value') return { is: 'done', value: reply.value };
  if (reply.is !== 'refused') return { is: 'lost' };
  if (reply.sf2 === NO_SUCH_BLOCK) return { is: 'at-end' };
  const flags = ((reply.sf1 << 8) | reply.sf2).toString(16).padStart(4, '0').toUpperCase();
  return { is: 'refused', flags };
}
