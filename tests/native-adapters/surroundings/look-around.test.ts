import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { causesOf } from '../../../domain/judge-causes.ts';
import type { CauseId } from '../../../domain/not-detected.ts';
import type { Look, Looks } from '../../../domain/observations.ts';
import { surroundingProbes } from '../../../native-adapters/surroundings/look-around.ts';
import { FakeLinux } from './fake-linux.ts';

const READER = { id: '054c:06c3', interfaces: [['ff', '00', '00']] } as const;
const HUB = {
  id: '05e3:0610',
  deviceClass: '09',
  devnum: 2,
  attributes: 'a0',
  interfaces: [['09', '00', '00']],
} as const;

let linux: FakeLinux;
beforeEach(() => {
  linux = new FakeLinux();
});
afterEach(() => linux.done());

/** The causes that a made-up computer yields, from its files to the judgement; what lies outside its files is left out. */
async function causesThere(): Promise<readonly CauseId[]> {
  const probes = surroundingProbes({
    platform: 'linux',
    adbServer: { host: '127.0.0.1', port: 9 },
    environment: {},
    root: linux.folder,
  });
  const { signal } = new AbortController();
  const looked = <Saw>(saw: Saw): Look<Saw> => ({ looked: true, saw });
  const [usb, permissions, surroundings] = await Promise.all([
    probes['usb-devices']?.(signal),
    probes.permissions?.(signal),
    probes.surroundings?.(signal),
  ]);
  const looks: Looks = {
    ...(usb ? { 'usb-devices': looked(usb) } : {}),
    ...(permissions ? { permissions: looked(permissions) } : {}),
    ...(surroundings ? { surroundings: looked(surroundings) } : {}),
  };
  const found = causesOf({ platform: 'linux', practice: false, looks });
  return found.filter(({ certainty }) => certainty !== 'not-looked').map(({ cause }) => cause);
}

const SPOILED: Partial<Record<CauseId, () => void>> = {
  'android.charging-only': () => linux.plug('1-1', { id: '0fce:0001', interfaces: [['ff', '00', '00']] }),
  'android.emergency-download': () => linux.plug('1-1', { id: '05c6:9008', interfaces: [['ff', 'ff', 'ff']] }),
  'android.samsung-download': () => linux.plug('1-1', { id: '04e8:685d', interfaces: [['0a', '00', '00']] }),
  'android.mediatek-preloader': () => linux.plug('1-1', { id: '0e8d:2000', interfaces: [['02', '02', '01']] }),
  'android.held-by-program': () => {
    linux.plug('1-1');
    linux.run(7, 'mtp-probe', ['/dev/bus/usb/001/005']);
  },
  'iphone.recovery': () => linux.plug('1-1', { id: '05ac:1281', interfaces: [['fe', '01', '02']] }),
  'iphone.dfu': () => linux.plug('1-1', { id: '05ac:1227', interfaces: [['fe', '01', '00']] }),
  'reader.old-model': () => linux.plug('1-1', { id: '054c:02e1', interfaces: [['ff', '00', '00']] }),
  'reader.kernel-driver': () => linux.plug('1-1', { ...READER, interfaces: [['ff', '00', '00', 'port100']] }),
  'reader.driver-not-blocked': () => {
    linux.plug('1-1', READER);
    linux.remove('/etc/modprobe.d');
  },
  'reader.held-by-program': () => {
    linux.plug('1-1', READER);
    linux.run(7, 'pcscd', ['/dev/bus/usb/001/005']);
  },
  'computer.no-usb-bus': () => linux.remove('/sys'),
  'computer.container': () => linux.write('/run/systemd/container', 'lxc'),
  'computer.virtual-machine': () => linux.write('/proc/cpuinfo', 'flags\t: hypervisor\n'),
  'computer.wsl': () => linux.write('/proc/version', 'Linux version 5.15-microsoft-standard-WSL2'),
  'computer.sandboxed-install': () => linux.write('/.flatpak-info', ''),
  'computer.udev-not-running': () => linux.remove('/run/udev/control'),
  'computer.window-sandbox': () => linux.write('/proc/sys/user/max_user_namespaces', '0\n'),
  'computer.usb-device-blocked': () => linux.plug('1-1', { authorized: '0', interfaces: [] }),
  'computer.over-current': () => linux.socket('1-0:1.0', 'usb1-port2', 1),
  'computer.hub-without-power': () => {
    linux.plug('1-1', HUB);
    linux.plug('1-1.1', { maxPower: '500mA' });
  },
  'computer.crowded-bus': () => {
    for (let number = 1; number <= 100; number += 1)
      linux.plug(`1-${number}`, { ...HUB, attributes: 'e0', devnum: number });
  },
  'computer.not-configured': () => linux.plug('1-1', { interfaces: [] }),
  'computer.power-saving': () => linux.plug('1-1', { control: 'auto' }),
};

describe('a made-up computer', () => {
  it('on which nothing is wrong yields nothing, with a phone, two readers, an iPhone and a keyboard on it', async () => {
    linux.plug('1-1');
    linux.plug('1-2', { ...READER, devnum: 6 });
    linux.plug('1-5', { ...READER, devnum: 9 });
    linux.plug('1-3', { id: '05ac:12a8', devnum: 7, interfaces: [['06', '01', '01']] });
    linux.plug('1-4', { id: '17ef:6099', devnum: 8, control: 'auto', interfaces: [['03', '01', '01', 'usbhid']] });
    expect(await causesThere()).toEqual([]);
  });

  test.each(Object.entries(SPOILED))('spoiled by %s yields exactly that', async (cause, spoil) => {
    spoil();
    expect(await causesThere()).toEqual([cause]);
  });
});

test('each platform has the probes that it has, and no others', () => {
  const settings = { adbServer: { host: '127.0.0.1', port: 9 }, environment: {} };
  const probes = (platform: 'linux' | 'windows' | 'macos') =>
    Object.keys(surroundingProbes({ ...settings, platform })).toSorted();
  expect(probes('linux')).toEqual(['adb', 'permissions', 'surroundings', 'usb-devices', 'usbmuxd']);
  expect(probes('windows')).toEqual(['adb', 'usb-devices', 'usbmuxd']);
  expect(probes('macos')).toEqual(['adb', 'usb-devices', 'usbmuxd']);
});

test.each(['windows', 'macos'] as const)(
  'a command of %s that is not here is a failure, never an empty bus',
  async (platform) => {
    const probes = surroundingProbes({ platform, adbServer: { host: '127.0.0.1', port: 9 }, environment: {} });
    await expect(probes['usb-devices']?.(new AbortController().signal)).rejects.toThrow();
  },
);
