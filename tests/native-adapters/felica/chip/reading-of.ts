import type { FreshReading } from '../../../../domain/chip.ts';
import { readChip } from '../../../../native-adapters/felica/chip/read-chip.ts';
import { type Happening, SimpleChip, type SimpleParts, SimpleReader } from './simple-chip.ts';

/** A signal that nobody fires. */
export const never = new AbortController().signal;

/** Reads what lies on a reader, at a clock that stands. */
export async function read(
  reader: SimpleReader,
  scan: 'full' | 'iphone' = 'full',
  signal: AbortSignal = never,
): Promise<FreshReading> {
  return readChip(reader, { scan, signal, now: () => new Date(0) });
}

/** Reads a chip in full, while something happens to its answers. */
export function readParts(parts: SimpleParts, happens?: Happening): Promise<FreshReading> {
  return read(new SimpleReader(new SimpleChip(parts), happens));
}
