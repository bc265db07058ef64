import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LinuxUsbOptions, lookAtLinuxUsb } from '../../../native-adapters/surroundings/linux-usb.ts';
import { ReadRoot } from '../../../native-adapters/surroundings/read-root.ts';
import { FakeLinux } from './fake-linux.ts';

const options: LinuxUsbOptions = { signal: new AbortController().signal, ownPid: 4242 };
const HUB = { id: '05e3:0610', deviceClass: '09', devnum: 2, interfaces: [['09', '00', '00']] } as const;

let linux: FakeLinux;
beforeEach(() => {
  linux = new FakeLinux();
});
afterEach(() => linux.done());
const look = (more: Partial<LinuxUsbOptions> = {}) => lookAtLinuxUsb(linux.root, { ...options, ...more });

describe('a bus of Linux', () => {
  it('shows a phone with its place, numbers, name and what the kernel lets be done with it', async () => {
    linux.plug('1-1.2', { model: 'Pixel_7a' });
    const { devices, hasBus, sockets, unanswered } = await look();
    expect({ hasBus, unanswered }).toEqual({ hasBus: true, unanswered: [] });
    expect(devices).toEqual([
      {
        port: 'usb:1-1.2',
        id: '18d1:4ee7',
        name: 'Pixel 7a',
        kind: 'phone-debugging',
        heldBy: null,
        lacksDriver: null,
        allowed: true,
        opens: true,
        users: [],
        configured: true,
        savesPower: false,
      },
    ]);
    expect(sockets).toEqual([{ name: 'usb:1-1', overCurrents: 0 }]);
  });

  it('is missing where the kernel shows none', async () => {
    linux.remove('/sys');
    expect(await look()).toMatchObject({ hasBus: false, devices: [], unanswered: [] });
  });

  it('tells what keeps a device from being used', async () => {
    linux.plug('1-1', { authorized: '0', interfaces: [], devnum: 3 });
    linux.plug('1-2', { interfaces: [], devnum: 4 });
    linux.plug('1-3', { id: '054c:06c3', interfaces: [['ff', '00', '00', 'port100']], devnum: 6, control: 'auto' });
    linux.plug('1-4', { interfaces: [['ff', '42', '01', 'usbfs']], devnum: 7 });
    linux.remove('/dev/bus/usb/001/007');
    const { devices } = await look();
    expect(
      devices.map(({ allowed, configured, heldBy, savesPower, opens }) => [
        allowed,
        configured,
        heldBy,
        savesPower,
        opens,
      ]),
    ).toEqual([
      [false, null, null, false, true],
      [true, false, null, false, true],
      [true, true, 'port100', true, true],
      [true, true, null, false, null],
    ]);
  });

  it('does not care what drives the interface of an RC-S300 that belongs to smart cards', async () => {
    const parts = [
      ['0b', '00', '00', 'some-card-driver'],
      ['ff', '00', '00'],
    ] as const;
    linux.plug('1-1', { id: '054c:0dc9', interfaces: parts });
    expect((await look()).devices).toMatchObject([{ kind: 'rc-s300', heldBy: null }]);
  });

  it('says which devices this program may not open', async () => {
    linux.plug('1-1');
    class Shut extends ReadRoot {
      override opens(): Promise<boolean | null> {
        return Promise.resolve(false);
      }
    }
    const { devices } = await lookAtLinuxUsb(new Shut(linux.folder), options);
    expect(devices[0]?.opens).toBe(false);
  });

  it('names the programs that have a device open, but neither adb, nor this one, nor its children', async () => {
    linux.plug('1-1');
    linux.plug('1-2', { id: '054c:06c3', devnum: 6, interfaces: [['ff', '00', '00']] });
    linux.run(100, 'adb', ['/dev/bus/usb/001/005']);
    linux.run(101, 'gvfsd-mtp', ['/dev/null', '/dev/bus/usb/001/005']);
    linux.run(102, 'pcscd', ['/dev/bus/usb/001/006']);
    linux.run(4242, 'node', ['/dev/bus/usb/001/005', '/dev/bus/usb/001/006']);
    linux.run(4243, 'node', ['/dev/bus/usb/001/006'], 4242);
    const { devices } = await look();
    expect(devices.map(({ users }) => users)).toEqual([['gvfsd-mtp'], ['pcscd']]);
  });

  it('counts over-currents, on hubs as on the computer itself', async () => {
    linux.plug('1-1', HUB);
    linux.socket('1-1:1.0', '1-1-port3', 2);
    const { sockets, buses } = await look();
    expect(sockets).toEqual([
      { name: 'usb:1-1', overCurrents: 0 },
      { name: 'usb:1-1.3', overCurrents: 2 },
    ]);
    expect(buses).toEqual([{ name: '1', devices: 1 }]);
  });

  it('adds up what hangs on a hub without a power supply of its own', async () => {
    linux.plug('1-1', { ...HUB, attributes: 'a0', maxPower: '100mA', model: 'Hub' });
    linux.plug('1-1.1', { maxPower: '500mA', devnum: 8 });
    linux.plug('1-1.2', { maxPower: '500mA', devnum: 9 });
    linux.plug('1-2', { ...HUB, attributes: 'e0', devnum: 10 });
    linux.plug('1-2.1', { maxPower: '500mA', devnum: 11 });
    expect((await look()).poweredByBus).toEqual([{ name: 'Hub', demandMa: 1000, passesMa: 400 }]);
  });

  it('says nothing of a hub of which a number is missing', async () => {
    linux.plug('1-1', { ...HUB, attributes: 'a0' });
    linux.plug('1-1.1', { devnum: 8 });
    linux.remove('/sys/bus/usb/devices/1-1.1/bMaxPower');
    expect((await look()).poweredByBus).toEqual([]);
  });
});

describe('a kernel that does not answer', () => {
  it('keeps nobody waiting: what needs a device that hangs is given up, the rest is told', async () => {
    linux.plug('1-1', HUB);
    linux.plug('1-2', { devnum: 9 });
    const stuck = `${linux.folder}/sys/bus/usb/devices/1-1/bMaxPower`;
    linux.remove('/sys/bus/usb/devices/1-1/bMaxPower');
    execFileSync('mkfifo', [stuck]);
    const { devices, unanswered, poweredByBus } = await look({ powerWithinMs: 300 });
    expect({ seen: devices.map(({ kind }) => kind), unanswered, poweredByBus }).toEqual({
      seen: ['hub', 'phone-debugging'],
      unanswered: ['power'],
      poweredByBus: [],
    });
  });

  it('and programs that take too long to go through are not known, which is not the same as none', async () => {
    linux.plug('1-1');
    class Slow extends ReadRoot {
      override linkTarget(link: string): Promise<string | null> {
        return link.startsWith('/proc/') ? new Promise(() => undefined) : super.linkTarget(link);
      }
    }
    linux.run(7, 'mtp-probe', ['/dev/bus/usb/001/005']);
    const seen = await lookAtLinuxUsb(new Slow(linux.folder), { ...options, programsWithinMs: 50 });
    expect(seen).toMatchObject({ unanswered: ['programs'], devices: [{ users: null, opens: true }] });
  });
});

describe('names that lie', () => {
  it('are carried as data, and places that are none are no ports', async () => {
    linux.plug('1-1', { model: '\u001b[2J$(rm)\u202e' });
    linux.write('/sys/bus/usb/devices/1-1; reboot/idVendor', '18d1');
    linux.write('/sys/bus/usb/devices/../weird', 'x');
    const { devices } = await look();
    expect(devices.map(({ name, port }) => [name, port])).toEqual([['\u001b[2J$(rm)\u202e', 'usb:1-1']]);
  });
});
