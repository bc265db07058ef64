import { createHash } from 'node:crypto';

/** A reproducible stream of choices: the same seed text gives the same phones on every machine. */
export class SeededRandom {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Returns a number from 0 up to, but not including, 1. */
  fraction(): number {
    const digest = createHash('sha256')
      .update(`${this.#seed}\n${this.#count++}`)
      .digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }

  /** Returns a whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** Returns that many decimal digits. */
  digits(count: number): string {
    return Array.from({ length: count }, () => this.between(0, 9)).join('');
  }

  /** Returns that many letters out of the alphabet. */
  letters(count: number, alphabet = '0123456789abcdef'): string {
    return Array.from({ length: count }, () => alphabet[this.between(0, alphabet.length - 1)] ?? '0').join('');
  }

  /** Returns that many bytes. */
  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.between(0, 255));
  }

  /** Returns an independent stream, so that one phone's choices never move another's. */
  branch(name: string): SeededRandom {
    return new SeededRandom(`${this.#seed}/${name}`);
  }
}
