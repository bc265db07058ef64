import { overwritesByItself, type PracticeFault } from './fault.ts';
import { fillBegun } from './watch-overwriter.ts';

/** Another program kills the adb server while this phone is being overwritten; the server comes back at once. */
export const ADB_SERVER_KILLED: PracticeFault = {
  name: 'adb-server-killed',
  says: { ja: '作業中に adb サーバーが落ちる', en: 'the adb server is killed and restarted in mid-job' },
  fits: overwritesByItself,
  install: ({ phone, stopped, killServer }) => {
    let done = false;
    phone.quirks.overwriterStarted = async () => {
      if (done || (await fillBegun(phone, stopped)) === null) return;
      done = true;
      await killServer();
    };
  },
};
