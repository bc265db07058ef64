import { createHash } from 'node:crypto';
import { overwritesByItself, type PracticeFault } from './fault.ts';

/**
 * The phone reports a perfect result, yet its files do not hold the promised stream: it fills with a key of its own. Its
 * own word cannot show that; only bytes which the host has read and computed itself can.
 */
export const STORAGE_LIES: PracticeFault = {
  name: 'storage-lies',
  says: { ja: '端末が完璧な結果を偽る', en: 'the phone forges a perfect result' },
  fits: overwritesByItself,
  install: ({ phone }) => {
    phone.quirks.overwriterCommand = (command) =>
      command.replace(/(--key["']?[ =]["']?)([0-9a-fA-F]{64})/g, (_whole, option: string, key: string) => {
        return option + createHash('sha256').update(key).digest('hex');
      });
  },
};
