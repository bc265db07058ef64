import { createHash } from 'node:crypto';

/** Where a canary was planted: inside JPEGs, database rows, texts, files of under 100 bytes, or in a file's name. */
export const CANARY_CLASSES = ['JPG', 'SQL', 'TXT', 'TNY', 'NAM'] as const;
/** One of the planted classes. */
export type CanaryClass = (typeof CANARY_CLASSES)[number];

/** Every canary begins with this; it occurs nowhere else on a fresh image. */
export const CANARY_PREFIX = 'HkCanary';
/** Length of a whole canary in bytes; all are ASCII and equally long. */
export const CANARY_LENGTH = CANARY_PREFIX.length + 3 + 8 + 4;

/** Returns the canary of one planted thing; different seeds never share a canary. */
export function canary(kind: CanaryClass, seed: string, index: number): string {
  const run = createHash('sha256').update(seed).digest('hex').slice(0, 8);
  return `${CANARY_PREFIX}${kind}${run}${String(index).padStart(4, '0')}`;
}

/** Returns the class of a canary's text, or null when it is none. */
export function classOfCanary(text: string): CanaryClass | null {
  const form = new RegExp(`^${CANARY_PREFIX}([A-Z]{3})[0-9a-f]{8}[0-9]{4}$`);
  const found = form.exec(text)?.[1];
  return CANARY_CLASSES.find((kind) => kind === found) ?? null;
}

/** Endless bytes that look random and depend on the seed alone. */
export function seededBytes(seed: string, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let done = 0, round = 0; done < size; done += 32, round += 1) {
    parts.push(createHash('sha256').update(`${seed}/${round}`).digest());
  }
  return Buffer.concat(parts).subarray(0, size);
}
