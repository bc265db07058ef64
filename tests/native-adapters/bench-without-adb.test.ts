import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findAppleModel } from '../../domain/apple-models.ts';
import { known } from '../../domain/device.ts';
import { portId } from '../../domain/ids.ts';
import { PortBoard } from '../../main/devices/port-board.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import { practiceBus } from '../../main/practice/practice-bus.ts';
import { OVERWRITER_FOLDER } from '../../main/program.ts';
import { openBench } from '../../native-adapters/index.ts';
import { startPracticeRack } from '../../practice/index.ts';
import { FakeAdbServer, hexBlock } from './android/adb/fake-adb-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-without-adb-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An address of this computer where nothing listens. */
async function silentAddress(): Promise<FakeAdbServer['address']> {
  const gone = await FakeAdbServer.start({});
  const { address } = gone;
  await gone.stop();
  return address;
}

test('iPhones are seen and read where there is no adb, why there is none is told, and a server that comes later is taken', async () => {
  const plain = { phones: 0, iphones: 1, seed: 'without adb', faults: [], adb: 'in-process' } as const;
  const rack = await startPracticeRack({ ...plain, workFolder: join(folder, 'rack') });
  const stopped = new AbortController();
  const adbServer = await silentAddress();
  const bench = await openBench({
    launch: forkLauncher,
    adbServer,
    usbmuxd: rack.usbmuxd,
    findAppleModel: (numbers) => findAppleModel([], numbers),
    usb: 'watched',
    bus: practiceBus(rack),
    overwriterFolder: OVERWRITER_FOLDER,
  });
  const board = new PortBoard(bench.sources);
  const watching = board.follow(bench.watch(stopped.signal));
  try {
    const port = portId(rack.phones[0]?.port ?? '');
    const here = await board.awaitReturn({
      port,
      since: null,
      modes: ['iphone'],
      withinMs: 15_000,
      signal: stopped.signal,
    });
    const adapter = bench.adapters.find((one) => one.recognise(here) !== 'none');
    const facts = await adapter?.identify(here, stopped.signal);
    expect(facts && known(facts.maker)).toBe('Apple');
    expect([board.blind(), bench.adbServerVersion]).toEqual([[{ source: 'adb', why: 'adb.server-down' }], null]);

    const host = { 'host:version': (_: string, peer: { okay(bytes: string): void }) => peer.okay(hexBlock('0029')) };
    const late = await FakeAdbServer.start({ host }, adbServer.port);
    try {
      await expect.poll(() => bench.adbServerVersion, { timeout: 15_000 }).toBe(41);
    } finally {
      await late.stop();
    }
  } finally {
    stopped.abort();
    await watching;
    await rack.stop();
  }
});
