import { overwritesByItself, type PracticeFault } from './fault.ts';

/** Share of its size that the medium promises and does not have. */
const MISSING_SHARE = 0.4;

/** The medium is full long before the free space that it promised has been written. */
export const EARLY_ENOSPC: PracticeFault = {
  name: 'early-enospc',
  says: { ja: '空き容量より前に満杯になる', en: 'the storage is full before the promised free space is written' },
  fits: overwritesByItself,
  install: ({ phone }) => {
    phone.storage.hiddenShortageBytes = Math.floor(phone.storage.sizeBytes * MISSING_SHARE);
  },
};
