import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import type { Speed } from './descriptors.ts';

const CONTROLLER = '/sys/devices/platform/vhci_hcd.0';
/** Source: usb_device_speed in ch9.h. */
const SPEEDS: Readonly<Record<Speed, number>> = { full: 2, high: 3 };

/**
 * Puts the end of a cable into a socket of the kernel's virtual controller (0 is the first) and returns the device's end;
 * destroying that is pulling the cable. The kernel is handed one half of a socket pair, as it would be over the network.
 */
export async function plugIntoKernel(socket: number, speed: Speed = 'high'): Promise<Duplex> {
  const deviceId = (1 << 16) | (socket + 1);
  const order = `echo "${socket} 3 ${deviceId} ${SPEEDS[speed]}" > ${CONTROLLER}/attach`;
  // A pipe beside the usual three is a socket pair; the kernel keeps its half after the shell has gone.
  const shell = spawn('/bin/sh', ['-c', order], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const cable = shell.stdio[3];
  if (!(cable instanceof Duplex)) throw new Error('no socket pair was made');
  const [code] = await once(shell, 'exit');
  if (code !== 0) throw new Error(`the kernel refused the cable in socket ${socket}`);
  return cable;
}
