import { resetCommand } from './destructive.ts';

/** Resets a phone and returns its answer. */
export function resetPhone(): string {
  return resetCommand();
}
