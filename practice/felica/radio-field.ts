import type { SeededRandom } from '../random.ts';
import type { VirtualChip } from './chips/virtual-chip.ts';

/** How the air over a reader is; all shares are chances from 0 to 1 for each frame. */
export interface AirTemper {
  /** The answer is lost, or arrives as noise. */
  readonly lost: number;
  readonly noise: number;
  /** Everything leaves the field for a few frames. */
  readonly leaves: number;
  /** The reader itself is too hot to transmit. */
  readonly isHot: boolean;
}

/** What lies on a reader: one chip, or several, and how well it lies there. */
export interface Scene {
  readonly chips: readonly VirtualChip[];
  readonly temper: AirTemper;
}

/** What came back from the air for one frame, and after how many milliseconds. */
export type FieldAnswer =
  | { readonly is: 'answer'; readonly frame: Uint8Array; readonly tookMs: number }
  | { readonly is: 'noise' | 'collision'; readonly tookMs: number }
  | { readonly is: 'silent' }
  | { readonly is: 'hot' };

/** Air without any trouble. */
export const CALM_AIR: AirTemper = { lost: 0, noise: 0, leaves: 0, isHot: false };
const FEWEST_FRAMES_AWAY = 2;
const MOST_FRAMES_AWAY = 6;

/** The field of one reader and everything in it; it decides which answers reach the reader. */
export class RadioField {
  readonly #random: SeededRandom;
  #scene: Scene = { chips: [], temper: CALM_AIR };
  #isOn = false;
  #framesAway = 0;
  #framesUntilSwap = Number.POSITIVE_INFINITY;
  #swap: Scene | null = null;
  /** Frames that went over the air, for measuring. */
  frames = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  get scene(): Scene {
    return this.#scene;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Puts something on the reader instead of what lay there. */
  lay(scene: Scene): void {
    this.#scene = scene;
    this.#swap = null;
    this.#framesAway = 0;
    this.#wakeAll();
  }

  /** Takes everything off. */
  clear(): void {
    this.lay({ chips: [], temper: CALM_AIR });
  }

  /** After that many more frames something else lies there, as when a phone is exchanged in the middle of a reading. */
  swapAfter(frames: number, scene: Scene): void {
    this.#framesUntilSwap = frames;
    this.#swap = scene;
  }

  /** Switches the field; what is in it starts anew when it comes up. */
  switch(isOn: boolean): void {
    if (isOn && !this.#isOn) this.#wakeAll();
    this.#isOn = isOn;
  }

  /** Sends one frame and listens for that long; an answer that takes longer was not heard. */
  exchange(frame: Uint8Array, withinMs: number): FieldAnswer {
    this.switch(true);
    this.frames += 1;
    this.#swapWhenDue();
    const { chips, temper } = this.#scene;
    if (temper.isHot) return { is: 'hot' };
    if (this.#isAway(temper)) return { is: 'silent' };
    const pick = (slots: number): number => this.#random.between(0, slots - 1);
    const answers = chips
      .map((chip) => chip.answer(frame, pick))
      .filter((answer) => answer !== null)
      .filter(({ tookMs }) => tookMs <= withinMs);
    const first = answers.toSorted((left, right) => left.slot - right.slot)[0];
    if (first === undefined || this.#happens(temper.lost)) return { is: 'silent' };
    const { tookMs } = first;
    if (answers.filter(({ slot }) => slot === first.slot).length > 1) return { is: 'collision', tookMs };
    return this.#happens(temper.noise) ? { is: 'noise', tookMs } : { is: 'answer', frame: first.frame, tookMs };
  }

  #swapWhenDue(): void {
    if (this.#swap === null) return;
    this.#framesUntilSwap -= 1;
    if (this.#framesUntilSwap < 0) this.lay(this.#swap);
  }

  #isAway({ leaves }: AirTemper): boolean {
    if (this.#framesAway > 0) {
      this.#framesAway -= 1;
      // What comes back into the field starts anew.
      if (this.#framesAway === 0) this.#wakeAll();
      return true;
    }
    if (this.#happens(leaves)) this.#framesAway = this.#random.between(FEWEST_FRAMES_AWAY, MOST_FRAMES_AWAY);
    return this.#framesAway > 0;
  }

  #happens(chance: number): boolean {
    return chance > 0 && this.#random.fraction() < chance;
  }

  #wakeAll(): void {
    for (const chip of this.#scene.chips) chip.wake();
  }
}
