import { absent, notReadable, type Reading, value } from '../../../domain/device.ts';
import type { AllowedValue, KeptNvram } from '../lockdownd/allowed-values.ts';
import type { Answer, Lockdown, ValueOf } from '../lockdownd/lockdown.ts';
import { flagOf, type PlistValue, textOf, unsigned64Of, wholeOf } from '../plist/plist-value.ts';

const LONGEST_TEXT = 200;

/** Where a reading comes from, in words that a record can keep. */
function sourceOf({ domain, key }: AllowedValue): string {
  return domain === null ? `lockdown ${key}` : `lockdown ${domain} ${key}`;
}

/** Asks for one value and reads it as `read` says; a value of another kind is not readable, a missing one is absent. */
async function ask<V extends AllowedValue, T>(
  lockdown: Lockdown,
  wanted: V,
  read: (given: ValueOf<V>) => T | null,
): Promise<Reading<T>> {
  const answer: Answer<ValueOf<V>> = await lockdown.getValue(wanted);
  const source = sourceOf(wanted);
  if (!answer.ok) return answer.error === 'MissingValue' ? absent(source) : notReadable(source, answer.error);
  const found = read(answer.value);
  return found === null ? notReadable(source, 'unexpected value') : value(found, source);
}

type PlainValue = Exclude<AllowedValue, { key: 'NonVolatileRAM' }>;

const plainText = (given: PlistValue): string | null => {
  const text = textOf(given)
    ?.replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
    .toWellFormed();
  return text === undefined || text === '' ? null : text;
};

/** Reads a short text. */
export function readText(lockdown: Lockdown, wanted: PlainValue): Promise<Reading<string>> {
  return ask(lockdown, wanted, (given) => plainText(given as PlistValue));
}

/** Reads true or false. */
export function readFlag(lockdown: Lockdown, wanted: PlainValue): Promise<Reading<boolean>> {
  return ask(lockdown, wanted, (given) => flagOf(given as PlistValue));
}

/** Reads a whole number from 0 up; one with a fraction loses it. */
export function readNumber(lockdown: Lockdown, wanted: PlainValue): Promise<Reading<number>> {
  return ask(lockdown, wanted, (given) => {
    const plain = typeof given === 'number' ? Math.floor(given) : given;
    const found = wholeOf(plain as PlistValue);
    return found !== null && found >= 0 ? found : null;
  });
}

/** Reads a number of 64 bits as lower-case hex without leading zeros. */
export function readHex(lockdown: Lockdown, wanted: PlainValue): Promise<Reading<string>> {
  return ask(lockdown, wanted, (given) => {
    const found = unsigned64Of(given as PlistValue);
    return found === null || found === 0n ? null : found.toString(16);
  });
}

/** Reads the few variables of NVRAM that are kept. */
export function readKeptNvram(lockdown: Lockdown): Promise<Reading<KeptNvram>> {
  return ask(lockdown, { domain: null, key: 'NonVolatileRAM' } as const, (given) => given as KeptNvram);
}
