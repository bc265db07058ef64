import type { Platform, ProbeId } from '../../domain/cause.ts';
import type { Observed, UsbSeen } from '../../domain/observations.ts';
import type { AdbAddress } from '../android/adb/dial-through-adbkit.ts';
import { lookAtPermissions } from './linux-permissions.ts';
import { type Environment, lookAtSurroundings } from './linux-surroundings.ts';
import { lookAtLinuxUsb } from './linux-usb.ts';
import { lookAtAdb } from './look-at-adb.ts';
import { lookAtUsbmuxd } from './look-at-usbmuxd.ts';
import { MACOS_USB_COMMAND, readMacosUsb } from './macos-usb.ts';
import { ReadRoot } from './read-root.ts';
import { runQuietly } from './run-quietly.ts';
import { readWindowsUsb, WINDOWS_USB_COMMAND } from './windows-usb.ts';

/** One look that changes nothing; it rejects when it cannot look, and when its signal fires. */
export type Probe<Id extends ProbeId> = (signal: AbortSignal) => Promise<Observed[Id]>;

/** The looks that there are on a platform. */
export type Probes = { readonly [Id in ProbeId]?: Probe<Id> };

/** Where this program runs and what it looks for. */
export interface AroundSettings {
  readonly platform: Platform;
  readonly adbServer: AdbAddress;
  readonly environment: Environment;
  /** The file system to look at; '/' unless a test says otherwise. */
  readonly root?: string;
}

const COMMAND_WITHIN_MS = 4_500;

/** The platform that this program runs on; whatever is neither Windows nor macOS is taken for Linux. */
export function thisPlatform(): Platform {
  if (process.platform === 'win32') return 'windows';
  return process.platform === 'darwin' ? 'macos' : 'linux';
}

function byCommand(command: readonly [string, ...string[]], read: (answer: string) => UsbSeen): Probe<'usb-devices'> {
  return async (signal) => {
    const { text, isComplete } = await runQuietly(command, { signal, withinMs: COMMAND_WITHIN_MS });
    signal.throwIfAborted();
    if (!isComplete) throw new Error(`${command[0]} did not come to its end`);
    return read(text);
  };
}

/** The probes that know wires and operating systems: USB, permissions, surroundings, adb, usbmuxd. */
export function surroundingProbes({ platform, adbServer, environment, root = '/' }: AroundSettings): Probes {
  const files = new ReadRoot(root);
  const isLinux = platform === 'linux';
  const ownPid = process.pid;
  const sockets = isLinux ? { root: files, ownUser: process.getuid?.() ?? -1, ownPid } : null;
  const everywhere: Probes = {
    adb: (signal) => lookAtAdb({ address: adbServer, environment, signal, sockets }),
    usbmuxd: (signal) => lookAtUsbmuxd(platform, signal),
  };
  if (platform === 'windows') return { ...everywhere, 'usb-devices': byCommand(WINDOWS_USB_COMMAND, readWindowsUsb) };
  if (platform === 'macos') return { ...everywhere, 'usb-devices': byCommand(MACOS_USB_COMMAND, readMacosUsb) };
  return {
    ...everywhere,
    'usb-devices': (signal) => lookAtLinuxUsb(files, { signal, ownPid }),
    permissions: () => lookAtPermissions(files, process.getgroups?.() ?? []),
    surroundings: () => lookAtSurroundings(files, environment),
  };
}
