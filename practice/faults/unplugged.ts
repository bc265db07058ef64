import { overwritesByItself, type PracticeFault } from './fault.ts';
import { fillBegun } from './watch-overwriter.ts';

/** The cable breaks in the middle of the overwrite; the phone goes on alone and is never seen again. */
export const UNPLUGGED: PracticeFault = {
  name: 'unplugged',
  says: { ja: '上書き中に抜けたまま戻らない', en: 'the cable breaks in mid-overwrite' },
  fits: overwritesByItself,
  install: ({ phone, stopped }) => {
    phone.quirks.overwriterStarted = async () => {
      if ((await fillBegun(phone, stopped)) === null) return;
      phone.quirks.cableIsDead = true;
      phone.unplug();
    };
  },
};
