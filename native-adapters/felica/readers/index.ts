import type { ReaderAdapter } from '../../../domain/reader.ts';
import { rcS300Adapter } from './rc-s300/index.ts';
import { rcS380Adapter } from './rc-s380/index.ts';
import { REAL_READER_CLOCK } from './reader-clock.ts';

/** The drivers of all contactless readers that the product knows. */
export const readerAdapters: readonly ReaderAdapter[] = [
  rcS380Adapter(REAL_READER_CLOCK),
  rcS300Adapter(REAL_READER_CLOCK),
];
