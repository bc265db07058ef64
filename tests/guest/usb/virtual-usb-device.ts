import type { Duplex } from 'node:stream';
import { type DeviceShape, descriptorOf } from './descriptors.ts';
import { HostFrames, STATUS, submitted, type Transfer, unlinked } from './usbip-frames.ts';

// Source: USB 2.0, table 9-4.
const REQUEST = { status: 0, clearFeature: 1, descriptor: 6, configuration: 8, setConfiguration: 9, setInterface: 11 };
const STANDARD = 0;
const NOTHING = new Uint8Array();

/** What the insides of a device do with what reaches them. */
export interface DeviceInsides {
  /** The host has chosen the configuration: the device is in use from now on. */
  configured(): void;
  /** Bytes for one of the device's endpoints. */
  received(endpoint: number, bytes: Uint8Array): void;
  /** The cable is out. */
  unplugged(): void;
}

/** A USB device in user space: it answers a host's control transfers and moves bulk bytes to and from its insides. */
export class VirtualUsbDevice {
  readonly #shape: DeviceShape;
  readonly #insides: DeviceInsides;
  readonly #cable: Duplex;
  readonly #frames = new HostFrames();
  readonly #waiting: Transfer[] = [];
  readonly #messages = new Map<number, Uint8Array[]>();
  #isPlugged = true;

  constructor(shape: DeviceShape, cable: Duplex, insides: DeviceInsides) {
    this.#shape = shape;
    this.#insides = insides;
    this.#cable = cable;
    cable.on('data', (bytes: Uint8Array) => this.#receive(bytes));
    cable.on('error', () => this.unplug());
    cable.on('close', () => this.unplug());
  }

  /** Queues one message for the host, an empty one too; a transfer never brings bytes of two messages, as a short packet ends it. */
  send(endpoint: number, message: Uint8Array): void {
    const queue = this.#messages.get(endpoint) ?? [];
    this.#messages.set(endpoint, [...queue, message]);
    this.#pump(endpoint);
  }

  /** Pulls the cable. */
  unplug(): void {
    if (!this.#isPlugged) return;
    this.#isPlugged = false;
    this.#cable.destroy();
    this.#insides.unplugged();
  }

  #receive(bytes: Uint8Array): void {
    for (const frame of this.#frames.push(bytes)) {
      if (frame.kind === 'submit') this.#serve(frame.transfer);
      else {
        const at = this.#waiting.findIndex(({ sequence }) => sequence === frame.victim);
        if (at >= 0) this.#waiting.splice(at, 1);
        this.#cable.write(unlinked(frame.sequence, at >= 0));
      }
    }
  }

  #serve(transfer: Transfer): void {
    if (transfer.endpoint === 0) this.#control(transfer);
    else if (transfer.isIn) {
      this.#waiting.push(transfer);
      this.#pump(transfer.endpoint);
    } else {
      this.#finish(transfer, NOTHING);
      this.#insides.received(transfer.endpoint, transfer.data);
    }
  }

  #pump(endpoint: number): void {
    const queue = this.#messages.get(endpoint) ?? [];
    for (let message = queue[0]; message; message = queue[0]) {
      const at = this.#waiting.findIndex((transfer) => transfer.endpoint === endpoint);
      const [transfer] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (!transfer) return;
      this.#finish(transfer, message.subarray(0, transfer.lengthBytes));
      if (message.length > transfer.lengthBytes) queue[0] = message.subarray(transfer.lengthBytes);
      else queue.shift();
    }
  }

  #control(transfer: Transfer): void {
    const [type = 0, request = 0, valueLow = 0, valueHigh = 0] = transfer.setup;
    if ((type & 0x60) !== STANDARD) this.#stall(transfer);
    else if (request === REQUEST.descriptor) {
      const found = descriptorOf(this.#shape, valueHigh, valueLow);
      if (found === null) this.#stall(transfer);
      else this.#finish(transfer, found.subarray(0, transfer.lengthBytes));
    } else if (request === REQUEST.status) this.#finish(transfer, Uint8Array.of(0, 0));
    else if (request === REQUEST.configuration) this.#finish(transfer, Uint8Array.of(1));
    else if ([REQUEST.setConfiguration, REQUEST.setInterface, REQUEST.clearFeature].includes(request)) {
      this.#finish(transfer, NOTHING);
      if (request === REQUEST.setConfiguration) this.#insides.configured();
    } else this.#stall(transfer);
  }

  #finish(transfer: Transfer, bytes: Uint8Array): void {
    if (this.#isPlugged) this.#cable.write(submitted(transfer, STATUS.ok, bytes));
  }

  #stall(transfer: Transfer): void {
    if (this.#isPlugged) this.#cable.write(submitted(transfer, STATUS.stall, NOTHING));
  }
}
