import { overwritesByItself, type PracticeFault } from './fault.ts';
import { fillBegun, letReadBack, waitingBeforeReadBack } from './watch-overwriter.ts';

/** The cable breaks in the middle of the overwrite; the phone goes on alone and is never seen again. */
export const UNPLUGGED: PracticeFault = {
  name: 'unplugged',
  says: { ja: '上書き中に抜けたまま戻らない', en: 'the cable breaks in mid-overwrite' },
  fits: overwritesByItself,
  install: ({ phone, stopped }) => {
    phone.quirks.overwriterCommand = waitingBeforeReadBack;
    phone.quirks.overwriterStarted = async () => {
      const view = await fillBegun(phone, stopped);
      if (view === null) return;
      phone.quirks.cableIsDead = true;
      phone.unplug();
      letReadBack(view);
    };
  },
};
