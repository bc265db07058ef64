import { setTimeout as delay } from 'node:timers/promises';
import type { ChipState, FreshReading } from '../../../domain/chip.ts';
import { ChipVerdict } from '../../../domain/chip-verdict.ts';
import type { ContactlessReader, ReaderModel } from '../../../domain/reader.ts';
import { readChip } from '../../../native-adapters/felica/chip/read-chip.ts';
import { readerAdapters } from '../../../native-adapters/felica/readers/index.ts';
import { isPracticeChip } from '../../../practice/felica/practice-chips.ts';
import { type PracticeReaders, startPracticeReaders } from '../../../practice/felica/practice-readers.ts';
import type { Scene } from '../../../practice/felica/radio-field.ts';
import type { VirtualReader } from '../../../practice/felica/readers/virtual-reader.ts';

// Radio time passes so much faster in the practice's readers, so that silence costs a test little.
const HURRY = 50;

/** A real driver with a practice reader behind it. */
export interface OnReader {
  readonly reader: ContactlessReader;
  readonly virtual: VirtualReader;
  readonly practice: PracticeReaders;
  readonly place: string;
}

/** Brings a practice reader up by its real driver, lets something be done with it, and closes it. */
export async function onPracticeReader<T>(
  model: ReaderModel,
  run: (on: OnReader) => Promise<T>,
  { hurry = HURRY, seed = 'walk' }: { readonly hurry?: number; readonly seed?: string } = {},
): Promise<T> {
  const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
    delay(ms / hurry, undefined, signal ? { signal } : {}).catch(() => undefined);
  const practice = startPracticeReaders({ seed, models: [model], phones: [], pause });
  let reader: ContactlessReader | null = null;
  try {
    const place = practice.readers[0]?.reader ?? '';
    const virtual = practice.virtual(place);
    for await (const seen of practice.source.watch(never)) {
      const sighting = seen.up ? seen.readers[0] : undefined;
      const adapter = readerAdapters.find((one) => sighting && one.recognise(sighting));
      if (!sighting || !adapter) throw new Error('no practice reader');
      reader = await adapter.open(await practice.source.open(sighting, never), sighting, never);
      break;
    }
    if (reader === null) throw new Error('no practice reader');
    return await run({ reader, virtual, practice, place });
  } finally {
    await reader?.close();
    practice.stop();
  }
}

/** Lays chips on a practice reader in calm air. */
export function lay(virtual: VirtualReader, ...chips: Scene['chips']): void {
  virtual.field.lay({ chips, temper: { lost: 0, noise: 0, leaves: 0, isHot: false } });
}

/** Lays a practice chip on it by its name; a name that nobody knows lays nothing. */
export function layChip({ practice, place }: OnReader, name: string): void {
  if (isPracticeChip(name)) practice.lay(place, { is: 'chip', chip: name });
}

/** A signal that nobody fires. */
export const never = new AbortController().signal;

/** Reads what lies there. */
export function scan({ reader }: OnReader, kind: 'full' | 'iphone' = 'full'): Promise<FreshReading> {
  return readChip(reader, { scan: kind, signal: never, now: () => new Date() });
}

/** What the rule makes of a reading, without a baseline. */
export function stateOf({ reading }: FreshReading): ChipState {
  return ChipVerdict.of(reading, null).state;
}
