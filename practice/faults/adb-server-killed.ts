import { overwritesByItself, type PracticeFault } from './fault.ts';
import { fillBegun, letReadBack, waitingBeforeReadBack } from './watch-overwriter.ts';

/** Another program kills the adb server while this phone is being overwritten; the server comes back at once. */
export const ADB_SERVER_KILLED: PracticeFault = {
  name: 'adb-server-killed',
  says: { ja: '作業中に adb サーバーが落ちる', en: 'the adb server is killed and restarted in mid-job' },
  fits: overwritesByItself,
  install: ({ phone, stopped, killServer }) => {
    let done = false;
    phone.quirks.overwriterCommand = waitingBeforeReadBack;
    phone.quirks.overwriterStarted = async () => {
      const view = await fillBegun(phone, stopped);
      if (view === null) return;
      if (!done) {
        done = true;
        await killServer();
      }
      letReadBack(view);
    };
  },
};
