import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ToUsb } from './usb-messages.ts';

/** A running USB process as its keeper needs it; another launcher (an Electron utility process) has to offer no more. */
export interface UsbProcess {
  /** Hands a message over; what cannot be delivered is lost, and the missing answer shows it. */
  send(message: ToUsb): void;
  /** Calls back with everything that the process says, unchecked. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls back once when the process is gone, or could not be started. */
  onGone(listener: () => void): void;
  /** Ends the process without asking it, and stops keeping this program alive for it. */
  kill(): void;
}

/** Says whether this computer has a USB bus that programs can see; where it cannot be known without trying, true. */
export function hasUsbBus(): boolean {
  return process.platform !== 'linux' || existsSync('/sys/bus/usb/devices');
}

/** Starts the USB process as a child of Node; it ends by itself when this program does. */
export function launchUsbProcess(): UsbProcess {
  const child = fork(fileURLToPath(new URL('./usb-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=64'],
  });
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onGone: (listener) => {
      child.once('exit', listener);
      child.once('error', listener);
    },
    kill: () => {
      child.kill('SIGKILL');
      if (child.connected) child.disconnect();
      // A process that waits inside the kernel may outlive even this signal.
      child.unref();
    },
  };
}
