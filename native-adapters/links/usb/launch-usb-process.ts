import { existsSync } from 'node:fs';
import { type ProcessLauncher, type SideProcess, siblingModule } from '../../../domain/side-process.ts';
import type { ToUsb } from './usb-messages.ts';

/** A running USB process as its keeper needs it. */
export type UsbProcess = SideProcess<ToUsb>;

/** Says whether this computer has a USB bus that programs can see; where it cannot be known without trying, true. */
export function hasUsbBus(): boolean {
  return process.platform !== 'linux' || existsSync('/sys/bus/usb/devices');
}

/** Starts the USB process; it ends by itself when this program does. */
export function launchUsbProcess(launch: ProcessLauncher): UsbProcess {
  return launch({ moduleUrl: siblingModule(import.meta.url, 'usb-process'), name: 'hakushi-usb', memoryMb: 64 });
}
