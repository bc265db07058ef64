import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureServer, findAdb } from '../../../../native-adapters/android/adb/ensure-server.ts';
import { describeWhere } from '../../../needs.ts';

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describeWhere(['adb'], 'ensureServer with a real adb', () => {
  let home = '';
  let environment: Record<string, string | undefined> = {};
  let port = 0;

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'hakushi-adb-'));
    port = await freePort();
    environment = {
      ...process.env,
      HOME: home,
      TMPDIR: home,
      ADB_LOCAL_TRANSPORT_MAX_PORT: '0',
      ADB_USB: '0',
      ADB_MDNS: '0',
    };
  });

  afterAll(async () => {
    const adb = await findAdb({});
    if (adb !== null) await promisify(execFile)(adb, ['-P', String(port), 'kill-server'], { env: environment });
    await rm(home, { recursive: true, force: true });
  });

  test('starts one when none answers, says with what, and from then on only uses it', async () => {
    const options = { address: { host: '127.0.0.1', port }, environment };
    const first = await ensureServer(options);
    expect(first.startedWith).toMatch(/adb$/);
    expect(first.version).toBeGreaterThanOrEqual(41);
    const second = await ensureServer({ ...options, adbPath: '/nowhere/adb' });
    expect(second.startedWith).toBeNull();
    expect(await second.server.list({ withinMs: 5_000 })).toEqual([]);
  });
});
