import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { readPlistDict } from '../../../../native-adapters/apple/plist/read-plist.ts';
import { writePlist } from '../../../../native-adapters/apple/plist/write-plist.ts';
import { trackIphones } from '../../../../native-adapters/apple/usbmuxd/track-iphones.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { describeWhere } from '../../../needs.ts';

const UDID = '00008030-001A2B3C4D5E6F70';

// Debian's version has no option for its socket or its records: mounts of its own keep both away from this computer's.
const ISOLATED =
  'mount -t tmpfs none /run && mount -t tmpfs none /var/lib && mkdir /var/lib/lockdown && exec /usr/sbin/usbmuxd -f';

/** The real daemon behind a path that stays the same when it is started anew. */
class Daemon {
  readonly #folder: string;
  #process: ChildProcess | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get path(): string {
    return path.join(this.#folder, 'mux');
  }

  async start(): Promise<void> {
    this.#process = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', ISOLATED], {
      stdio: 'ignore',
    });
    const socket = `/proc/${this.#process.pid}/root/run/usbmuxd`;
    // Before its mounts are its own and the daemon runs, the path would lead to this computer's daemon.
    const isUp = (): boolean => nameOf(this.#process?.pid) === 'usbmuxd' && existsSync(socket);
    for (let waits = 0; !isUp(); waits += 1) {
      if (waits > 400) throw new Error('the mux daemon does not start');
      await pause(50);
    }
    await rm(this.path, { force: true });
    await symlink(socket, this.path);
  }

  async stop(): Promise<void> {
    if (this.#process === null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
    this.#process = null;
  }
}

/** What a process runs at the moment. */
const nameOf = (pid: number | undefined): string => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof WorkstationError ? error.code : String(error);
}

const needs = ['usbmuxd', 'libimobiledevice-utils', 'util-linux', 'root'];

describeWhere(needs, 'the real mux daemon, without a phone', () => {
  let folder = '';
  let daemon = new Daemon('');
  let usbmuxd = new Usbmuxd({ is: 'unix', path: '' });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hakushi-mux-'));
    daemon = new Daemon(folder);
    usbmuxd = new Usbmuxd({ is: 'unix', path: daemon.path });
    await daemon.start();
  });

  afterAll(async () => {
    await daemon.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('says who it is and sees no phone, as another client hears it too', async () => {
    const buid = await usbmuxd.readBuid();
    expect(buid).toMatch(/^[0-9A-F-]{36}$/);
    expect(await usbmuxd.readBuid()).toBe(buid);
    expect(await usbmuxd.listDevices()).toEqual([]);
    const env = { ...process.env, USBMUXD_SOCKET_ADDRESS: `UNIX:${daemon.path}` };
    expect((await promisify(execFile)('idevice_id', ['-l'], { env })).stdout).toBe('');
  });

  test('keeps a pairing, gives it back and forgets it', async () => {
    const record = writePlist({ HostID: 'H', SystemBUID: 'B', HostPrivateKey: Buffer.from('key') });
    expect(await usbmuxd.readPairRecord(UDID)).toBeNull();
    await usbmuxd.savePairRecord({ udid: UDID, deviceId: 1 }, record);
    const kept = await usbmuxd.readPairRecord(UDID);
    expect(readPlistDict(kept ?? new Uint8Array())).toEqual(readPlistDict(record));
    await usbmuxd.deletePairRecord(UDID);
    expect(await usbmuxd.readPairRecord(UDID)).toBeNull();
    await usbmuxd.deletePairRecord(UDID);
  });

  test('a phone that is not there is unplugged, a record that is none is refused', async () => {
    expect(await codeOf(usbmuxd.connect(7, 62_078))).toBe('device.unplugged');
    expect(await codeOf(usbmuxd.savePairRecord({ udid: UDID, deviceId: 1 }, Uint8Array.of(1)))).toBe('device.protocol');
  });

  test('is up, then down when it ends, then up again', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      for await (const state of trackIphones(usbmuxd, stop.signal)) {
        seen.push(state.daemon === 'up' ? `up ${state.devices.length}` : state.why);
      }
    })();
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['up 0']);
    await daemon.stop();
    await expect.poll(() => seen.slice(0, 2), { timeout: 10_000 }).toEqual(['up 0', 'usbmuxd.down']);
    await expect.poll(() => seen.slice(2), { timeout: 10_000 }).toEqual(['usbmuxd.absent']);
    await daemon.start();
    await expect.poll(() => seen.slice(3), { timeout: 10_000 }).toEqual(['up 0']);
    stop.abort();
    await following;
    expect(seen).toHaveLength(4);
  });
});
