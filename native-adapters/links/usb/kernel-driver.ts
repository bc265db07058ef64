import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ClaimableDevice } from './claimable-device.ts';

/** Names the driver that sits on an interface of a device; null = none, or nobody can say. */
export type DriverOf = (device: ClaimableDevice, interfaceNumber: number) => Promise<string | null>;

/** Linux' name for an interface that a program has claimed: no driver, and nothing to push aside. */
export const CLAIMED_BY_A_PROGRAM = 'usbfs';

/** Asks Linux' own files, without opening the device; on other systems drivers cannot be pushed aside, so nobody asks. */
export const driverOfLinux: DriverOf = async ({ bus, ports, configuration }, interfaceNumber) => {
  if (process.platform !== 'linux' || !/^\d+$/.test(bus)) return null;
  // Linux, Documentation/ABI/testing/sysfs-bus-usb: an interface is bus-port.port:configuration.interface.
  const name = `${Number(bus)}-${ports.join('.')}:${configuration?.configurationValue ?? 1}.${interfaceNumber}`;
  return readlink(`/sys/bus/usb/devices/${name}/driver`).then(
    (target) => basename(target),
    () => null,
  );
};
