import { randomBytes } from 'node:crypto';
import type { ReaderView } from '../../domain/chip-view.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { READER_MODELS } from '../../domain/reader.ts';
import { usbReaders } from '../../native-adapters/index.ts';
import { isPracticeChip, practiceChips, startPracticeReaders } from '../../practice/index.ts';
import { openChipData } from '../chips/chip-data.ts';
import { forkLauncher } from '../fork-launcher.ts';
import { openReaderDesk } from '../readers/open-reader-desk.ts';
import type { ReaderDesk } from '../readers/reader-desk.ts';

/** Which readers a command works with. */
export interface DeskWanted {
  /** A place or a model; undefined = the first there is. */
  readonly wanted: string | undefined;
  /** What lies on the reader of a practice; undefined = the readers of this computer. */
  readonly practice: string | undefined;
  readonly scan: ReaderView['scan'];
  /** Where what is known of chips is looked for besides in the program. */
  readonly dataFolder: string;
}

/** An open desk, and the reader that is meant at it. */
export interface DeskHere {
  readonly desk: ReaderDesk;
  readonly wanted: string | undefined;
  /** Gives every reader back; never throws. */
  close(): Promise<void>;
}

/** Opens the readers of this computer, or those of a practice with something on the one that is meant; throws `command.usage`, `reader.absent` and `chip.data-file`. */
export function openDeskHere({ wanted, practice, scan, dataFolder }: DeskWanted): DeskHere {
  const { baselines, name } = openChipData(dataFolder);
  // The ledger knows which chips were read before; who only looks does not open it.
  const knowledge = { baselines, name, seenIn: () => null };
  if (practice === undefined) {
    const desk = openReaderDesk(usbReaders(forkLauncher), knowledge, scan);
    return { desk, wanted, close: () => desk.close() };
  }
  if (!isPracticeChip(practice)) {
    throw new WorkstationError('command.usage', { what: `--practice ${practice} (${practiceChips.join(', ')})` });
  }
  const bench = startPracticeReaders({ seed: randomBytes(8).toString('hex'), phones: [] });
  const isMeant = ({ reader, model }: (typeof bench.readers)[number]): boolean =>
    wanted === undefined ? model === READER_MODELS[0] : reader === wanted || model === wanted;
  const meant = bench.readers.find(isMeant);
  if (!meant) {
    bench.stop();
    throw new WorkstationError('reader.absent');
  }
  bench.lay(meant.reader, { is: 'chip', chip: practice });
  const desk = openReaderDesk(bench.source, knowledge, scan);
  const close = async (): Promise<void> => {
    await desk.close();
    bench.stop();
  };
  return { desk, wanted: meant.reader, close };
}
