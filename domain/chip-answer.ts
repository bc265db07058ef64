import type { ChipReading, ChipTrouble } from './chip.ts';

/** Tells whether a chip that a phone may have inside answered a reading; an IC that is in no table may be one. */
export function isPhoneChip({ chip }: ChipReading): boolean {
  return chip?.kind === 'phone' || chip?.kind === 'unlisted';
}

const PLAIN: readonly ChipTrouble[] = ['no-answer', 'no-system-list', 'iphone-poll-only'];

/** Tells whether a reader met nothing at all: neither a chip nor a card, nor several at once. */
export function isPlainSilence({ chip, systems, troubles }: ChipReading): boolean {
  return chip === null && systems.length === 0 && troubles.every((trouble) => PLAIN.includes(trouble));
}

/** Tells whether a reader met nothing but noise: no chip, no card, and no two at once, and not plain silence either. */
export function isNoise(reading: ChipReading): boolean {
  const { chip, systems, troubles } = reading;
  const isChipless = chip === null && systems.length === 0;
  return isChipless && !isPlainSilence(reading) && troubles.every((one) => one === 'bad-answer' || PLAIN.includes(one));
}
