import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CauseFinding } from '../../../domain/not-detected.ts';
import { findCausesHere } from '../../../main/devices/causes-here.ts';
import { AdbServer } from '../../../native-adapters/android/adb/adb-server.ts';
import { freePort } from '../../../practice/server/free-port.ts';
import { describeWhere } from '../../needs.ts';
import { only, run } from '../cli/run-cli.ts';

const NOBODY = 65_534;

describeWhere(['adb', 'root'], 'the causes of a real adb server', () => {
  const taken = new Set<number>();
  let folder: string;
  let server: ChildProcess | null = null;
  let adbServer: { readonly host: string; readonly port: number };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-adb-causes-'));
    chmodSync(folder, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    adbServer = { host: '127.0.0.1', port: await freePort(taken) };
  });
  afterEach(async () => {
    const child = server;
    server = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });

  async function start(user = 0): Promise<void> {
    const home = join(folder, String(adbServer.port));
    mkdirSync(join(home, '.android'), { recursive: true });
    for (const place of [home, join(home, '.android')]) chownSync(place, user, user);
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TMPDIR: home,
      ADB_LOCAL_TRANSPORT_MAX_PORT: '0',
      ADB_USB: '0',
      ADB_MDNS: '0',
    };
    server = spawn('adb', ['-P', String(adbServer.port), 'nodaemon', 'server'], {
      env,
      cwd: home,
      stdio: ['ignore', 'ignore', 'ignore'],
      uid: user,
      gid: user,
    });
    const adb = new AdbServer(adbServer);
    while (!(await adb.version().catch(() => 0))) await pause(30);
  }

  async function adbCauses(): Promise<readonly CauseFinding[]> {
    const found = await findCausesHere({ board: null, adbServer, dataFolder: folder, practice: false });
    return found.filter(({ cause, certainty }) => cause.startsWith('computer.adb-') && certainty !== 'possible');
  }

  test('there are none while it runs as we do', async () => {
    await start();
    expect(await adbCauses()).toEqual([]);
  });

  test('it does not run, and looking for causes does not start it', async () => {
    const address = `127.0.0.1:${adbServer.port}`;
    expect(await adbCauses()).toMatchObject([
      { cause: 'computer.adb-not-running', certainty: 'seen', facts: { address } },
    ]);
    await expect(new AdbServer(adbServer).version()).rejects.toThrow('adb.server-down');
  });

  test('it hangs', async () => {
    await start();
    server?.kill('SIGSTOP');
    expect(await adbCauses()).toMatchObject([{ cause: 'computer.adb-silent', certainty: 'seen' }]);
  });

  test('it belongs to another user', async () => {
    await start(NOBODY);
    expect(await adbCauses()).toMatchObject([{ cause: 'computer.adb-of-another-user', facts: { uid: NOBODY } }]);
  });

  test('the doctor says the same, in its shape, and what is well all the same', async () => {
    const words = ['doctor', '--adb', `127.0.0.1:${adbServer.port}`, '--data', join(folder, 'data'), '--json'];
    const said = await run(words, { home: folder });
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 3, stderr: '' });
    const findings = only(said)['findings'] as readonly Record<string, string>[];
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      expect.arrayContaining([
        'ok data.writable',
        'ok overwriter',
        'error computer.adb-not-running',
        'warn phones.none',
      ]),
    );
    for (const finding of findings) expect(Object.keys(finding).sort()).toEqual(['code', 'fix', 'severity', 'text']);
    expect(new Set(findings.map(({ code }) => code)).size).toBe(findings.length);
  });

  test('the list for training has every cause with how it is known', async () => {
    const said = await run(['doctor', '--list', '--json', '--language', 'en'], { home: folder });
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' });
    const causes = only(said)['causes'] as readonly Record<string, unknown>[];
    expect(causes.length).toBeGreaterThanOrEqual(40);
    expect(causes.find(({ code }) => code === 'android.charge-only-cable')).toMatchObject({
      known: 'asked',
      probe: null,
    });
    expect(causes.find(({ code }) => code === 'reader.kernel-driver')).toMatchObject({
      known: 'detected',
      probe: 'usb-devices',
      detectedOn: ['linux'],
    });
    const text = await run(['doctor', '--list'], { home: folder });
    expect(text.stdout).toContain('充電専用のケーブルを使っています [android.charge-only-cable] 人が確かめます');
  });
});
