import { overwritesByItself, type PracticeFault } from './fault.ts';
import { fillBegun, signalOverwriters, waitingBeforeReadBack } from './watch-overwriter.ts';

/** The phone's system kills the overwriter in the middle of its first fill, as it does when memory runs out. */
export const OVERWRITER_KILLED: PracticeFault = {
  name: 'overwriter-killed',
  says: { ja: '上書きの途中で処理が殺される', en: 'the overwriter is killed in mid-fill' },
  fits: overwritesByItself,
  install: ({ phone, stopped }) => {
    phone.quirks.overwriterCommand = waitingBeforeReadBack;
    phone.quirks.overwriterStarted = async () => {
      if ((await fillBegun(phone, stopped)) !== null) signalOverwriters(phone, 'SIGKILL');
    };
  },
};
