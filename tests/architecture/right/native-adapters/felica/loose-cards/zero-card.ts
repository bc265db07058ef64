import { writeCommand } from './destructive.ts';

/** Zeroes a card and returns its answer. */
export function zeroCard(): string {
  return writeCommand();
}
