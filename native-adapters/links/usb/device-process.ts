// The process that holds one opened reader, so that a reader that never answers costs nothing but itself.
// launch-device-process.ts is the only one to start it.
import { usb } from 'usb';
import { openParentLine } from '../../../domain/parent-line.ts';
import type { FromDevice } from './device-messages.ts';
import { driverOfLinux } from './kernel-driver.ts';
import { serveDevice } from './serve-device.ts';

const parent = openParentLine<FromDevice>(process);
parent.onMessage(
  serveDevice({ devices: () => usb.getDevices(), driverOf: driverOfLinux, tell: (message) => parent.tell(message) }),
);
// What the package throws where nobody can catch it must not take the reader from whoever reads with it.
process.on('uncaughtException', () => undefined);
process.on('unhandledRejection', () => undefined);
// The workstation is gone. An orderly exit would wait for a call that hangs in the USB stack.
parent.onGone(() => process.kill(process.pid, 'SIGKILL'));
