import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { VirtualPhone } from '../../../practice/phone/virtual-phone.ts';
import { PhoneConnection } from '../../../practice/wire/connection.ts';
import type { DeviceShape, InterfaceShape } from './descriptors.ts';
import { plugIntoKernel } from './plug-into-kernel.ts';
import { type DeviceInsides, VirtualUsbDevice } from './virtual-usb-device.ts';

const ENDPOINTS = { toHost: 0x81, toPhone: 0x02 } as const;
const both = [ENDPOINTS.toHost, ENDPOINTS.toPhone];
const ADB: InterfaceShape = { triple: [0xff, 0x42, 0x01], name: 'ADB Interface', endpoints: both };
const FASTBOOT: InterfaceShape = { triple: [0xff, 0x42, 0x03], name: 'fastboot', endpoints: both };
const FILES: InterfaceShape = { triple: [0x06, 0x01, 0x01], name: 'MTP', endpoints: both };
/** Size of the header of an adb packet, and where in it the size of the payload stands (source: protocol.md). */
const PACKET = { headerBytes: 24, lengthAt: 12 } as const;
const REPLUG_AFTER_MS = 300;

function shapeOf({ model, state }: VirtualPhone): DeviceShape | null {
  const kinds: Partial<Record<typeof state.mode, InterfaceShape>> = {
    android: state.adbOn ? ADB : FILES,
    bootloader: FASTBOOT,
  };
  const only = state.plugged ? kinds[state.mode] : undefined;
  if (!only) return null;
  const names = { maker: model.maker, product: model.model, serial: state.serial };
  return { vendorId: 0x18d1, productId: 0x4ee7, ...names, interfaces: [only] };
}

/** Cuts what a phone's adbd writes into messages as adbd itself writes them to USB: a header, then its payload. */
class PacketMessages {
  #ahead: Buffer = Buffer.alloc(0);
  #payloadBytes = 0;

  push(bytes: Uint8Array): readonly Uint8Array[] {
    this.#ahead = Buffer.concat([this.#ahead, bytes]);
    const messages: Uint8Array[] = [];
    for (;;) {
      const size = this.#payloadBytes || PACKET.headerBytes;
      if (this.#ahead.length < size) return messages;
      const message = this.#ahead.subarray(0, size);
      this.#ahead = this.#ahead.subarray(size);
      this.#payloadBytes = this.#payloadBytes > 0 ? 0 : message.readUInt32LE(PACKET.lengthAt);
      messages.push(message);
    }
  }
}

/** A practice phone on a socket of the kernel's virtual controller: what the rack carries over loopback goes over real USB. */
export class PhoneOnUsb {
  readonly #phone: VirtualPhone;
  readonly #socket: number;
  readonly #daemonPort: Promise<number>;
  #device: VirtualUsbDevice | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(phone: VirtualPhone, socket: number) {
    this.#phone = phone;
    this.#socket = socket;
    this.#daemonPort = openDaemon(phone);
    phone.onAttachment(() => void this.refresh());
  }

  /** Pulls the cable, and puts it back as whatever the phone is now. */
  refresh(): Promise<void> {
    this.#device?.unplug();
    this.#device = null;
    this.#work = this.#work.then(() => this.#plug());
    return this.#work;
  }

  async #plug(): Promise<void> {
    await pause(REPLUG_AFTER_MS);
    const shape = shapeOf(this.#phone);
    if (shape === null || this.#device !== null) return;
    const cable = await plugIntoKernel(this.#socket);
    const insides = shape.interfaces.includes(ADB) ? adbd(await this.#daemonPort) : silence();
    const device: VirtualUsbDevice = new VirtualUsbDevice(
      shape,
      cable,
      insides((message) => device.send(ENDPOINTS.toHost, message)),
    );
    this.#device = device;
  }
}

/** The insides of a phone with debugging on: each configuring is a new connection to its adbd. */
function adbd(daemonPort: number): (send: (message: Uint8Array) => void) => DeviceInsides {
  return (send) => {
    let wire: Socket | null = null;
    return {
      configured: () => {
        wire?.destroy();
        wire = openWire(daemonPort, send);
      },
      received: (_endpoint, bytes) => void wire?.write(bytes),
      unplugged: () => wire?.destroy(),
    };
  };
}

/** Lets the phone's adbd listen on loopback; returns where. */
async function openDaemon(phone: VirtualPhone): Promise<number> {
  const connections = new Set<PhoneConnection>();
  const server = createServer((socket) => {
    const connection = new PhoneConnection(socket, phone);
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no loopback socket');
  return address.port;
}

/** Connects to the phone's adbd, for one attachment. */
function openWire(daemonPort: number, send: (message: Uint8Array) => void): Socket {
  const messages = new PacketMessages();
  const socket = connect(daemonPort, '127.0.0.1');
  socket.setNoDelay(true);
  socket.on('data', (bytes) => {
    for (const message of messages.push(bytes)) send(message);
  });
  socket.on('error', () => socket.destroy());
  return socket;
}

/** The insides of a device that takes everything and never answers. */
export function silence(): () => DeviceInsides {
  const insides = { configured: () => undefined, received: () => undefined, unplugged: () => undefined };
  return () => insides;
}
