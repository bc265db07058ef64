import { setTimeout as pause } from 'node:timers/promises';
import type { ReaderView } from '../../domain/chip-view.ts';
import type { ReaderSource } from '../../domain/reader.ts';
import { readChip, readerAdapters, senseChip } from '../../native-adapters/index.ts';
import type { ReadersSide } from './field-watch.ts';
import { ReaderDesk } from './reader-desk.ts';
import { readingTeller, type TellerKnowledge } from './reading-teller.ts';

const SIDE: ReadersSide = {
  readChip: (reader, how) => readChip(reader, { ...how, now: () => new Date() }),
  senseChip,
  now: () => Date.now(),
  steady: () => performance.now(),
  pause: async (ms, signal) => pause(ms, undefined, { signal }),
};

/** Opens the desk over the readers of one source, with the drivers that this program has. */
export function openReaderDesk(
  source: ReaderSource,
  knowledge: TellerKnowledge,
  scan: ReaderView['scan'] = 'full',
): ReaderDesk {
  return new ReaderDesk({
    sources: [source],
    adapters: readerAdapters,
    side: SIDE,
    teller: readingTeller(knowledge),
    scan,
  });
}
