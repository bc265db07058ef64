import type { ReaderModel } from '../../../domain/reader.ts';
import type { RadioField } from '../radio-field.ts';
import { FaultPlan } from './fault-plan.ts';
import { PacketQueue } from './packet-queue.ts';

/** Lets something happen after so many milliseconds; what it returns calls that off. */
export interface ReaderClock {
  after(ms: number, act: () => void): () => void;
}

/** A clock for which no time passes: everything happens within the call. */
export const AT_ONCE: ReaderClock = {
  after: (_ms, act) => {
    act();
    return () => undefined;
  },
};

/** How a reader stands on the bus. */
export interface ReaderUsbFacts {
  readonly vendorId: number;
  readonly productId: number;
  readonly name: string;
  /** Number of the vendor interface, and its bulk endpoints. */
  readonly interfaceNumber: number;
  readonly endpointOut: number;
  readonly endpointIn: number;
}

/** What a virtual reader is made with. */
export interface ReaderParts {
  readonly field: RadioField;
  readonly serial: string;
  readonly clock?: ReaderClock;
  /** Bytes of a bulk packet; 64 when left out. */
  readonly packetBytes?: number;
}

const PACKET_BYTES = 64;

/** A reader that knows only bytes: what a host sends on bulk OUT, and packets that wait on bulk IN. What carries them is not its business. */
export abstract class VirtualReader {
  abstract readonly model: ReaderModel;
  abstract readonly usb: ReaderUsbFacts;
  readonly serial: string;
  readonly field: RadioField;
  readonly faults = new FaultPlan();
  readonly packets: PacketQueue;
  protected readonly clock: ReaderClock;
  /** Frames that filled their last packet, and how many of them the host ended with an empty transfer. */
  readonly zeroLength = { owed: 0, seen: 0 };
  /** True for a reader that waits for that empty transfer, as USB says; otherwise a whole frame is enough. */
  demandsZeroLength = false;
  /** Commands that came while another was still being worked on; there must be none. */
  overlaps = 0;
  /** Command bytes in the order in which they came. */
  readonly commands: number[] = [];
  #isPlugged = true;
  #isWorking = false;
  /** Whether the frame that waits for its empty transfer was counted already. */
  #isCounted = false;
  #held: Uint8Array<ArrayBufferLike> = new Uint8Array();
  #callOff: () => void = () => undefined;
  readonly #listeners = new Set<() => void>();

  constructor(parts: ReaderParts) {
    this.field = parts.field;
    this.serial = parts.serial;
    this.clock = parts.clock ?? AT_ONCE;
    this.packets = new PacketQueue(parts.packetBytes ?? PACKET_BYTES);
  }

  get isPlugged(): boolean {
    return this.#isPlugged;
  }

  /** Takes one OUT transfer or one packet of it; an empty one is the zero-length packet. */
  receive(bytes: Uint8Array): void {
    if (!this.#isPlugged) return;
    if (bytes.length === 0) {
      if (this.zeroLength.seen < this.zeroLength.owed) this.zeroLength.seen += 1;
    } else this.#held = joined(this.#held, bytes);
    for (;;) {
      const taken = this.takeFrame(this.#held);
      if (taken === null) return;
      const isNew = !this.#isCounted;
      const isFull = taken.bytes > 0 && taken.bytes % this.packets.packetBytes === 0;
      if (isFull && isNew) this.zeroLength.owed += 1;
      this.#isCounted = true;
      if (isFull && this.demandsZeroLength && this.zeroLength.seen < this.zeroLength.owed) return;
      this.#isCounted = false;
      this.#held = this.#held.subarray(taken.bytes);
      taken.act();
    }
  }

  /** Leaves bytes on the IN endpoint, as a program that was ended before its answer came does. */
  leaveBehind(bytes: Uint8Array): void {
    this.packets.put(bytes);
  }

  /** Pulls the reader out of its port. */
  unplug(): void {
    this.#isPlugged = false;
    this.#end();
    this.field.switch(false);
    this.#told();
  }

  /** Plugs it in again; it has forgotten everything. */
  plug(): void {
    this.#isPlugged = true;
    this.forget();
    this.#told();
  }

  /** Calls back when the reader is pulled out or plugged in; returns how to stop. */
  onPlugged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finds the first whole frame in what came so far: how many bytes it takes, and what is to be done; null when it is not whole yet. */
  protected abstract takeFrame(held: Uint8Array): { readonly bytes: number; readonly act: () => void } | null;

  /** Returns to the state of a reader that was just switched on. */
  protected abstract forget(): void;

  /** Notes that a command came, and gives the one up that was being worked on. */
  protected begin(command: number): void {
    this.commands.push(command);
    if (this.#isWorking) this.overlaps += 1;
    this.giveUp();
  }

  /** Gives the command up that is being worked on. */
  protected giveUp(): void {
    this.#callOff();
    this.#callOff = () => undefined;
    this.#isWorking = false;
  }

  /** Sends an answer after so many milliseconds, unless it is given up before. */
  protected answerAfter(ms: number, bytes: Uint8Array, pulledAfter: number | null = null): void {
    this.#isWorking = true;
    this.#callOff = this.clock.after(ms, () => {
      this.#isWorking = false;
      if (pulledAfter === null) this.packets.put(bytes);
      else {
        this.packets.put(bytes.subarray(0, pulledAfter));
        this.unplug();
      }
    });
  }

  #end(): void {
    this.giveUp();
    this.#held = new Uint8Array();
    this.#isCounted = false;
  }

  #told(): void {
    for (const listener of this.#listeners) listener();
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
