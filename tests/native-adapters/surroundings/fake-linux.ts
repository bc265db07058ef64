import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReadRoot } from '../../../native-adapters/surroundings/read-root.ts';

/** How a device on the made-up bus describes itself. */
export interface FakeDevice {
  readonly id?: string;
  readonly deviceClass?: string;
  readonly devnum?: number;
  readonly model?: string;
  readonly authorized?: '0' | '1';
  readonly control?: 'on' | 'auto';
  readonly maxPower?: string;
  readonly attributes?: string;
  readonly speed?: string;
  /** Class, subclass, protocol, driver of each interface. */
  readonly interfaces?: readonly (readonly [string, string, string, string?])[];
}

const ADB = [['ff', '42', '01']] as const;

/** A made-up root of a Linux computer on which nothing is wrong, to be spoiled by a test. */
export class FakeLinux {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'hakushi-linux-'));

  constructor() {
    this.write('/sys/bus/usb/devices/usb1/idVendor', '1d6b\n');
    this.socket('1-0:1.0', 'usb1-port1', 0);
    this.write('/run/udev/control', '');
    this.write('/etc/group', 'root:x:0:\nplugdev:x:46:someone\n');
    this.write('/etc/udev/rules.d/70-hakushi.rules', '# rules');
    this.write('/etc/modprobe.d/hakushi.conf', 'blacklist port100\n');
    this.write('/proc/version', 'Linux version 6.1.0 (debian)');
    this.write('/proc/cpuinfo', 'processor\t: 0\nflags\t\t: fpu vme sse2\n');
    this.write('/proc/1/cgroup', '0::/init.scope\n');
  }

  get root(): ReadRoot {
    return new ReadRoot(this.folder);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), text);
  }

  link(file: string, target: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    symlinkSync(target, path.join(this.folder, file));
  }

  remove(file: string): void {
    rmSync(path.join(this.folder, file), { recursive: true, force: true });
  }

  /** A socket of a hub's interface, with how often too much current was drawn from it. */
  socket(hub: string, name: string, overCurrents: number): void {
    this.write(`/sys/bus/usb/devices/${hub}/${name}/over_current_count`, `${overCurrents}\n`);
  }

  /** Plugs a device in, by the kernel's name of its place; a phone with debugging on unless told otherwise. */
  plug(name: string, device: FakeDevice = {}): void {
    const { id = '18d1:4ee7', devnum = 5, interfaces = ADB, model } = device;
    const at = `/sys/bus/usb/devices/${name}`;
    const bus = name.slice(0, name.indexOf('-'));
    const [vendor = '', product = ''] = id.split(':');
    const files = {
      idVendor: vendor,
      idProduct: product,
      bDeviceClass: device.deviceClass ?? '00',
      busnum: bus,
      devnum: String(devnum),
      dev: `189:${devnum}`,
      authorized: device.authorized ?? '1',
      'power/control': device.control ?? 'on',
      bMaxPower: device.maxPower ?? '100mA',
      bmAttributes: device.attributes ?? 'c0',
      speed: device.speed ?? '480',
    };
    for (const [file, text] of Object.entries(files)) this.write(`${at}/${file}`, `${text}\n`);
    for (const [number, [kind, subclass, protocol, driver]] of interfaces.entries()) {
      const own = `/sys/bus/usb/devices/${name}:1.${number}`;
      this.write(`${own}/bInterfaceClass`, `${kind}\n`);
      this.write(`${own}/bInterfaceSubClass`, `${subclass}\n`);
      this.write(`${own}/bInterfaceProtocol`, `${protocol}\n`);
      if (driver !== undefined) this.link(`${own}/driver`, `../../../../bus/usb/drivers/${driver}`);
    }
    if (model !== undefined) this.write(`/run/udev/data/c189:${devnum}`, `S:x\nE:ID_MODEL=${model}\nE:ID_BUS=usb\n`);
    this.write(`/dev/bus/usb/${bus.padStart(3, '0')}/${String(devnum).padStart(3, '0')}`, '');
  }

  /** A running program that has these files open. */
  run(pid: number, name: string, targets: readonly string[], parent = 1): void {
    this.write(`/proc/${pid}/comm`, `${name}\n`);
    this.write(`/proc/${pid}/stat`, `${pid} (odd) name) S ${parent} 1 1 0 -1\n`);
    for (const [number, target] of targets.entries()) this.link(`/proc/${pid}/fd/${number}`, target);
  }

  done(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
