import type { VirtualReader } from '../../../practice/felica/readers/virtual-reader.ts';
import type { DeviceShape, InterfaceShape } from './descriptors.ts';
import { plugIntoKernel } from './plug-into-kernel.ts';
import { VirtualUsbDevice } from './virtual-usb-device.ts';

const PACKET_BYTES = 64;
const own = (endpoints: readonly number[]): InterfaceShape => ({ triple: [0xff, 0x00, 0x00], name: '', endpoints });
const SMART_CARDS: InterfaceShape = { triple: [0x0b, 0x00, 0x00], name: '', endpoints: [0x81, 0x01] };

/** What each model of reader shows of itself (felica.md, 1.1 and 2.1); both are full-speed devices with packets of 64 bytes. */
const SHAPES = {
  'rc-s380': {
    speed: 'full',
    vendorId: 0x054c,
    productId: 0x06c3,
    maker: 'SONY',
    product: 'RC-S380/P',
    interfaces: [own([0x81, 0x02])],
  },
  'rc-s300': {
    speed: 'full',
    vendorId: 0x054c,
    productId: 0x0dc9,
    maker: 'SONY',
    product: 'FeliCa Port/PaSoRi 4.0',
    interfaces: [SMART_CARDS, own([0x82, 0x02])],
  },
} as const satisfies Readonly<Record<string, Omit<DeviceShape, 'serial'>>>;

/** The models of readers that can be plugged in. */
export type ModelOnUsb = keyof typeof SHAPES;

/** The insides of a reader: gets a way to send packets to the host, and takes the transfers of the host. */
export type ReaderMachine = (send: (packet: Uint8Array) => void) => (transfer: Uint8Array) => void;

/** The insides of a practice reader; it waits for the end of a frame as USB says it: a packet that is not full. */
export function practiceMachine(reader: VirtualReader): ReaderMachine {
  return (send) => {
    reader.demandsZeroLength = true;
    reader.packets.endsWithEmpty = true;
    reader.packets.onPacket(() => {
      for (let packet = reader.packets.take(); packet !== null; packet = reader.packets.take()) send(packet);
    });
    return (transfer) => reader.receive(transfer);
  };
}

/** Sends every message back, however long it is. */
export const echoMachine: ReaderMachine = (send) => {
  let message: readonly number[] = [];
  return (transfer) => {
    message = [...message, ...transfer];
    if (transfer.length > 0 && transfer.length % PACKET_BYTES === 0) return;
    const whole = Uint8Array.from(message);
    message = [];
    send(whole);
  };
};

/** Takes everything and never answers. */
export const deadMachine: ReaderMachine = () => () => undefined;

/** A reader on a socket of the kernel's virtual controller. */
export class ReaderOnUsb {
  /** Lengths of all bulk transfers that the host sent, in their order. */
  readonly transfers: number[];
  readonly #device: VirtualUsbDevice;

  private constructor(device: VirtualUsbDevice, transfers: number[]) {
    this.#device = device;
    this.transfers = transfers;
  }

  /** Plugs a reader with these insides into a socket (0 is the first). */
  static async plug(model: ModelOnUsb, socket: number, machine: ReaderMachine): Promise<ReaderOnUsb> {
    const shape: DeviceShape = { ...SHAPES[model], serial: `000000${socket}` };
    const transfers: number[] = [];
    const take = machine((packet) => device.send(model === 'rc-s380' ? 0x81 : 0x82, packet));
    const device: VirtualUsbDevice = new VirtualUsbDevice(shape, await plugIntoKernel(socket, 'full'), {
      configured: () => undefined,
      unplugged: () => undefined,
      received: (_endpoint, bytes) => {
        transfers.push(bytes.length);
        take(bytes);
      },
    });
    return new ReaderOnUsb(device, transfers);
  }

  /** Pulls the cable. */
  unplug(): void {
    this.#device.unplug();
  }
}
