import { type ProcessLauncher, type SideProcess, siblingModule } from '../../../domain/side-process.ts';
import type { ToDevice } from './device-messages.ts';

/** The process of one reader as its keeper needs it. */
export type DeviceProcess = SideProcess<ToDevice>;

/** Starts the process of one reader; it ends by itself when this program does. */
export function launchDeviceProcess(launch: ProcessLauncher): DeviceProcess {
  return launch({ moduleUrl: siblingModule(import.meta.url, 'device-process'), name: 'hakushi-reader', memoryMb: 64 });
}
