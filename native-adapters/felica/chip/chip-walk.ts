import { CHIP_TROUBLES, type ChipTrouble } from '../../../domain/chip.ts';
import type { ContactlessReader } from '../../../domain/reader.ts';
import { sameBytes } from '../protocol/bytes.ts';
import type { Command } from '../protocol/command.ts';
import { ANY_SYSTEM, type PollAnswer, polling, type Slots } from '../protocol/polling.ts';
import { sameChip } from './chip-identity.ts';
import { ChipTalk } from './chip-talk.ts';

/** What the walk heard: a whole value, the chip's refusal, or nothing that can be used. */
export type Heard<T> =
  | { readonly is: 'value'; readonly value: T }
  | { readonly is: 'refused' }
  | { readonly is: 'unheard'; readonly isSilent: boolean };

// Four slots let two chips answer apart from each other; one slot lets them collide. Both are used.
const APART: Slots = 0x03;
const TOGETHER: Slots = 0x00;
const CALLS_TO_FIND_AGAIN = 3;

/**
 * The state of one reading. Whatever the chip does becomes a trouble, never an exception, and no trouble is ever taken back. Once it is
 * over (lost, several, another one) nothing more is to be asked.
 */
export class ChipWalk {
  readonly talk: ChipTalk;
  readonly #isLate: () => boolean;
  readonly #troubles = new Set<ChipTrouble>();
  #isOver = false;
  #home: { readonly code: number; readonly chip: PollAnswer } | null = null;

  /** `isLate` says when the time of the whole reading is over. */
  constructor(reader: ContactlessReader, signal: AbortSignal, isLate: () => boolean) {
    this.#isLate = isLate;
    this.talk = new ChipTalk(reader, signal);
  }

  /** In the order of the catalogue. */
  get troubles(): readonly ChipTrouble[] {
    return CHIP_TROUBLES.filter((trouble) => this.#troubles.has(trouble));
  }

  /** Whether nothing more is to be asked. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The chip as it answered first; null before anything answered. */
  get chip(): PollAnswer | null {
    return this.#home?.chip ?? null;
  }

  /** Keeps a trouble. */
  note(trouble: ChipTrouble): void {
    this.#troubles.add(trouble);
  }

  /** Keeps a trouble after which the reading cannot go on. */
  end(trouble: ChipTrouble): void {
    this.note(trouble);
    this.#isOver = true;
  }

  /** Asks with three tries; noise and frames that are no answer are kept as `bad-answer`, a collision and the end of the time end the reading. */
  async hear<T>(command: Command<T>): Promise<Heard<T>> {
    if (this.#isLate()) {
      this.end('took-too-long');
      return { is: 'unheard', isSilent: false };
    }
    const reply = await this.talk.ask(command);
    switch (reply.is) {
      case 'value':
        return reply;
      case 'refused':
        return { is: 'refused' };
      case 'silent':
        return { is: 'unheard', isSilent: true };
      case 'collision':
        this.end('several-chips');
        return { is: 'unheard', isSilent: false };
      case 'noise':
      case 'bad-answer':
        this.note('bad-answer');
        return { is: 'unheard', isSilent: false };
    }
  }

  /** Finds the chip that this reading is of. Silence to the call for any system is not believed before two systems were called by name. */
  async meet(namedSystems: readonly number[]): Promise<PollAnswer | null> {
    const first = await this.hear(polling(ANY_SYSTEM, APART));
    if (first.is === 'value') {
      this.#home = { code: ANY_SYSTEM, chip: first.value };
      await this.#callHome(TOGETHER);
      return this.chip;
    }
    if (first.is === 'unheard' && !first.isSilent) return null;
    for (const code of namedSystems) {
      const named = await this.hear(polling(code, TOGETHER));
      if (named.is === 'value') {
        // Whatever has a system answers the call for any.
        this.note('walk-disagrees');
        this.#home = { code, chip: named.value };
      }
      if (named.is === 'value' || this.#isOver) return this.chip;
    }
    if (this.#troubles.size === 0) this.note('no-answer');
    return null;
  }

  /** Calls one system of the chip and makes it the chosen one; null when it did not answer. Another chip's answer ends the reading. */
  async call(code: number): Promise<PollAnswer | null> {
    const heard = await this.hear(polling(code, TOGETHER));
    if (heard.is !== 'value') return null;
    if (!(await this.#isSame(heard.value))) return null;
    return heard.value.system === null || heard.value.system === code ? heard.value : null;
  }

  /** Something was not answered that had to be: finds out whether the chip is still there. */
  async missed(): Promise<void> {
    if (!this.#isOver) await this.#callHome(TOGETHER);
  }

  /** The last look, both ways: the chip must answer as it did first, under the very same number. */
  async part(): Promise<void> {
    for (const slots of [APART, TOGETHER] as const) if (!this.#isOver) await this.#callHome(slots);
  }

  async #callHome(slots: Slots): Promise<void> {
    const home = this.#home;
    if (home === null) return;
    const heard = await this.hear(polling(home.code, slots));
    if (heard.is !== 'value') {
      if (heard.is === 'unheard' && heard.isSilent) this.end('chip-lost');
      return;
    }
    if (!(await this.#isSame(heard.value))) return;
    const { idm, pmm, system } = heard.value;
    const isAsBefore = sameBytes(idm, home.chip.idm) && sameBytes(pmm, home.chip.pmm) && system === home.chip.system;
    if (!isAsBefore) this.end('chip-changed');
  }

  /** Another chip beside the first is told from another in its place by calling until the first answers again. */
  async #isSame(answer: PollAnswer): Promise<boolean> {
    const home = this.#home;
    if (home === null || sameChip(home.chip, answer)) return true;
    for (let calls = 0; calls < CALLS_TO_FIND_AGAIN && !this.#isOver; calls += 1) {
      const again = await this.hear(polling(home.code, APART));
      if (again.is === 'value' && sameChip(home.chip, again.value)) this.end('several-chips');
    }
    if (!this.#isOver) this.end('chip-changed');
    return false;
  }
}
