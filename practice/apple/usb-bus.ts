import type { VirtualIphone } from './phone/virtual-iphone.ts';

/** One device on the practice's USB bus, as its descriptors describe it. */
export interface PracticeUsbDevice {
  readonly bus: string;
  readonly address: number;
  readonly ports: number[];
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string | null;
  readonly maker: string | null;
  readonly product: string | null;
  readonly interfaces: { class: number; subclass: number; protocol: number; name: string | null }[];
}

const BUS = 9;
const APPLE = 0x05ac;
/** Product numbers of a phone that runs no iOS (source: pymobiledevice3 irecv.py). */
const RECOVERY = 0x1281;
const DFU = 0x1227;
/** A bus has 127 addresses, and the root has the first (source: USB 2.0, 8.3.2.1). */
const LAST_ADDRESS = 127;

/** The USB bus of the iPhones: each has a socket of its own on one hub, and a new address at every plug. */
export class PracticeUsbBus {
  readonly #phones: readonly VirtualIphone[];
  readonly #addresses = new Map<VirtualIphone, number>();
  readonly #listeners = new Set<() => void>();
  #last = 1;
  #isGone = false;

  constructor(phones: readonly VirtualIphone[]) {
    this.#phones = phones;
    for (const phone of phones) {
      phone.onAttachment(() => {
        if (!phone.isOnBus) this.#addresses.delete(phone);
        this.#tell();
      });
    }
  }

  /** The name under which the workstation knows the socket of a phone. */
  portOf(phone: VirtualIphone): string {
    return `usb:${BUS}-${this.#phones.indexOf(phone) + 1}`;
  }

  /** What the Linux daemon calls its place: bus and address, new at every plug (source: usbmuxd usb_get_location). */
  locationOf(phone: VirtualIphone): number {
    return BUS * 0x1_0000 + this.#addressOf(phone);
  }

  /** Returns what is plugged in now, as a list may be sent to another process. */
  devices(): readonly PracticeUsbDevice[] {
    if (this.#isGone) return [];
    return this.#phones.flatMap((phone, slot) => (phone.isOnBus ? [this.#describe(phone, slot + 1)] : []));
  }

  /** Tells the listener that something was plugged or pulled; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Pulls everything for good. */
  clear(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#tell();
  }

  #describe(phone: VirtualIphone, place: number): PracticeUsbDevice {
    return {
      bus: String(BUS),
      address: this.#addressOf(phone),
      ports: [place],
      vendorId: APPLE,
      maker: 'Apple Inc.',
      interfaces: [],
      ...wordsOf(phone),
    };
  }

  #addressOf(phone: VirtualIphone): number {
    const known = this.#addresses.get(phone);
    if (known !== undefined) return known;
    const taken = new Set(this.#addresses.values());
    do this.#last = this.#last >= LAST_ADDRESS ? 2 : this.#last + 1;
    while (taken.has(this.#last));
    this.#addresses.set(phone, this.#last);
    return this.#last;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function wordsOf({ model, state }: VirtualIphone): Pick<PracticeUsbDevice, 'productId' | 'serial' | 'product'> {
  const { identity } = state;
  if (state.mode === 'recovery') {
    const serial = `${chipWords(model.chipId, model.boardId, identity.ecid)} SRNM:[${identity.serial}]`;
    return { productId: RECOVERY, serial, product: 'Apple Mobile Device (Recovery Mode)' };
  }
  if (state.mode === 'dfu') {
    const serial = `${chipWords(model.chipId, model.boardId, identity.ecid)} SRTG:[iBoot-7429.0.1]`;
    return { productId: DFU, serial, product: 'Apple Mobile Device (DFU Mode)' };
  }
  return { productId: model.usbProductId, serial: identity.udid.replace('-', ''), product: model.deviceClass };
}

function chipWords(chipId: number, boardId: number, ecid: number): string {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');
  return `CPID:${hex(chipId, 4)} CPRV:11 CPFM:03 SCEP:01 BDID:${hex(boardId, 2)} ECID:${hex(ecid, 16)} IBFL:3C`;
}
