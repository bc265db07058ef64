import { execFile, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type IphoneRack, layIphones } from '../../../practice/apple/iphone-rack.ts';
import { SeededRandom } from '../../../practice/random.ts';
import { describeWhere } from '../../needs.ts';
import { until } from './one-rack.ts';

/** What a program said, and how it ended. */
interface Said {
  readonly out: string;
  readonly code: number;
}

/** The binary that the package brings for this machine; its own installer is not run. */
const MACHINE = [process.platform, process.arch === 'arm64' ? 'arm64' : 'amd64'] as const;
const GO_IOS = new URL(
  `../../../node_modules/go-ios/dist/go-ios-${MACHINE.join('-')}_${MACHINE.join('_')}/ios`,
  import.meta.url,
).pathname;

let rack: IphoneRack;
let udids: string[] = [];
const environment = () => ({
  ...process.env,
  USBMUXD_SOCKET_ADDRESS: `127.0.0.1:${rack.usbmuxd.port}`,
  HOME: tmpdir(),
});

function run(program: string, ...words: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(program, words, { env: environment(), timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ out: stdout + stderr, code: typeof error?.code === 'number' ? error.code : error ? -1 : 0 });
    });
  });
}

async function start(situations: Readonly<Record<number, readonly string[]>>, iphones = 2): Promise<void> {
  rack = await layIphones({ iphones, situations }, new SeededRandom('real peers'));
  await rack.usbmuxd.start();
  udids = rack.phones.map(({ state }) => state.identity.udid);
}

describeWhere(['libimobiledevice-utils'], "the practice iPhones before Debian's own tools", () => {
  beforeAll(() => start({}));
  afterAll(() => rack.stop());

  it('are listed by idevice_id', async () => {
    expect(await run('idevice_id', '-l')).toEqual({ out: `${udids.join('\n')}\n`, code: 0 });
  });

  it('tell ideviceinfo without a session what strangers may know', async () => {
    const { out, code } = await run('ideviceinfo', '-s', '-u', udids[0] ?? '');
    expect(code).toBe(0);
    expect(out).toContain('ProductType: iPhone14,5');
    expect(out).not.toContain('SerialNumber');
  });

  it('ask for trust before idevicepair may pair, and are valid then', async () => {
    const udid = udids[0] ?? '';
    expect((await run('idevicepair', '-u', udid, 'systembuid')).out.trim()).toMatch(/^[0-9A-F-]{36}$/);
    expect((await run('idevicepair', '-u', udid, 'pair')).out).toContain('accept the trust dialog');
    await until(() => rack.phones[0]?.state.question === 'trusted');
    expect((await run('idevicepair', '-u', udid, 'pair')).out).toContain('SUCCESS: Paired');
    expect((await run('idevicepair', '-u', udid, 'validate')).out).toContain('SUCCESS: Validated');
    expect(rack.keepsRecord(udid)).toBe(true);
  });

  it('tell a paired ideviceinfo the rest, over TLS', async () => {
    const udid = udids[0] ?? '';
    const { out } = await run('ideviceinfo', '-u', udid);
    expect(out).toContain(`SerialNumber: ${rack.phones[0]?.state.identity.serial}`);
    expect(out).toContain('ActivationState: Activated');
    const asked = ['-q', 'com.apple.disk_usage', '-k', 'TotalDiskCapacity'];
    expect((await run('ideviceinfo', '-u', udid, ...asked)).out).toBe('128000000000\n');
    const battery = await run('ideviceinfo', '-u', udid, '-q', 'com.apple.mobile.battery');
    expect(battery.out).toContain('BatteryCurrentCapacity: 84');
  });

  it('forget the pairing by an erase, while the daemon keeps its record', async () => {
    const [phone] = rack.phones;
    await phone?.erase('mcinstall', false);
    const udid = udids[0] ?? '';
    expect((await run('ideviceinfo', '-u', udid)).out).toContain('Invalid HostID (-21)');
    expect((await run('idevicepair', '-u', udid, 'validate')).out).toContain('is not paired with this host');
    expect(rack.keepsRecord(udid)).toBe(true);
    expect((await run('idevicepair', '-u', udid, 'pair')).out).toContain('SUCCESS: Paired');
    expect((await run('ideviceinfo', '-u', udid, '-k', 'ActivationState')).out).toBe('Unactivated\n');
  });

  it('survive an unpairing that they are asked for', async () => {
    const udid = udids[0] ?? '';
    expect((await run('idevicepair', '-u', udid, 'unpair')).out).toContain('SUCCESS: Unpaired');
    expect(rack.phones[0]?.state.pairings.size).toBe(0);
    expect(rack.keepsRecord(udid)).toBe(false);
  });
});

describeWhere(
  ['libimobiledevice-utils'],
  "practice iPhones that answer in other manners, before Debian's tools",
  () => {
    // Not in single bytes: Debian's libraries take a header that comes in pieces for a broken one (measured).
    const manners = ['wire-binary', 'wire-merged', 'wire-control-bytes', 'network-twin', 'mux-merged'];
    beforeAll(() => start(Object.fromEntries(manners.map((name, slot) => [slot, [name, 'already-erased']])), 5));
    afterAll(() => rack.stop());

    it.each(manners)('%s', async (manner) => {
      const udid = udids[manners.indexOf(manner)] ?? '';
      expect((await run('idevicepair', '-u', udid, 'pair')).out).toContain('SUCCESS: Paired');
      expect((await run('ideviceinfo', '-u', udid, '-k', 'BrickState')).out).toBe('true\n');
    });
  },
);

describeWhere(['libimobiledevice-utils'], 'the practice iPhones before go-ios', () => {
  const ios = (...words: readonly string[]) => run(GO_IOS, ...words);
  beforeAll(() => start({}));
  afterAll(() => rack.stop());

  it('are listed, paired and read', async () => {
    const udid = udids[0] ?? '';
    expect((await ios('list')).out).toContain(JSON.stringify({ deviceList: udids }));
    expect((await ios('pair', `--udid=${udid}`)).out).toContain('accept the PairingDialog');
    await until(() => rack.phones[0]?.state.question === 'trusted');
    expect((await ios('pair', `--udid=${udid}`)).out).toContain('Successfully paired');
    expect((await ios('info', `--udid=${udid}`)).out).toContain(rack.phones[0]?.state.identity.serial ?? 'no serial');
    expect((await ios('profile', 'list', `--udid=${udid}`)).code).toBe(0);
    rack.phones[1]?.unplug();
    const details = await ios('list', '--details');
    expect(details.out).toContain('"ProductVersion":"18.5"');
    rack.phones[1]?.plug();
  });

  it('are erased as go-ios asks, seen by its listener, and keep the eSIM that it wants kept', async () => {
    const [phone] = rack.phones;
    const udid = udids[0] ?? '';
    if (phone) phone.state.esim = true;
    const listener = spawn(GO_IOS, ['listen'], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let heard = '';
    listener.stdout.on('data', (bytes) => {
      heard += bytes;
    });
    await until(() => heard.includes(udid));
    expect((await ios('erase', '--force', `--udid=${udid}`)).out).toContain('"ok"');
    const events = () => [...heard.matchAll(/"MessageType":"(\w+)"/g)].map((match) => match[1]);
    expect(await until(() => events().length >= 4)).toBe(true);
    expect(events()).toEqual(['Attached', 'Attached', 'Detached', 'Attached']);
    listener.kill();
    expect([phone?.wipes, phone?.state.userData, phone?.state.esim]).toEqual([1, 0, true]);
    expect((await ios('info', `--udid=${udid}`)).out).toContain('InvalidHostID');
  });

  it('are understood byte by byte, by the daemon and by the phone', async () => {
    await rack.stop();
    await start({ 0: ['wire-bytes', 'mux-bytes', 'already-erased'] }, 1);
    const udid = udids[0] ?? '';
    expect((await ios('pair', `--udid=${udid}`)).out).toContain('Successfully paired');
    expect((await ios('info', `--udid=${udid}`)).out).toContain('"ActivationState":"Unactivated"');
  });
});
