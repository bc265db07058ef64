import { afterEach, expect, test, vi } from 'vitest';
import { findAppleModel } from '../../domain/apple-models.ts';
import { PortBoard } from '../../main/devices/port-board.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import { OVERWRITER_FOLDER } from '../../main/program.ts';
import { openBench } from '../../native-adapters/index.ts';
import { FakeAdbServer, hexBlock } from './android/adb/fake-adb-server.ts';

afterEach(() => vi.unstubAllEnvs());

test('a setting of usbmuxd that cannot be read blinds the bench to iPhones alone, and says so', async () => {
  vi.stubEnv('USBMUXD_SOCKET_ADDRESS', 'tcp:127.0.0.1:27015');
  const version = { 'host:version': (_: string, peer: { okay(bytes: string): void }) => peer.okay(hexBlock('0029')) };
  const adb = await FakeAdbServer.start({ host: version });
  const stopped = new AbortController();
  try {
    const bench = await openBench({
      launch: forkLauncher,
      adbServer: adb.address,
      usbmuxd: 'system',
      findAppleModel: (numbers) => findAppleModel([], numbers),
      usb: 'left-alone',
      overwriterFolder: OVERWRITER_FOLDER,
    });
    expect(bench.adapters.map(({ manifest }) => manifest.modes.includes('android'))).toEqual([true]);
    const board = new PortBoard(bench.sources);
    const watching = board.follow(bench.watch(stopped.signal));
    await expect.poll(() => bench.adbServerVersion, { timeout: 15_000 }).toBe(41);
    expect(board.blind()).toContainEqual({ source: 'usbmuxd', why: 'usbmuxd.setting-unreadable' });
    stopped.abort();
    await watching;
  } finally {
    stopped.abort();
    await adb.stop();
  }
});
