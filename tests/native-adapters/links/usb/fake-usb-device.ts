import { setTimeout as pause } from 'node:timers/promises';
import type {
  ClaimableConfiguration,
  ClaimableDevice,
  ClaimableEndpoint,
  Direction,
} from '../../../../native-adapters/links/usb/claimable-device.ts';

type Call = 'open' | 'close' | 'configure' | 'claim' | 'release' | 'detach' | 'attach' | 'clearHalt' | 'in' | 'out';

const pipe = (endpointNumber: number, direction: Direction, packetSize = 64): ClaimableEndpoint => ({
  endpointNumber,
  direction,
  type: 'bulk',
  packetSize,
});

/** What an RC-S380 shows of itself (felica.md, 1.1). */
export const RC_S380: ClaimableConfiguration = {
  configurationValue: 1,
  interfaces: [{ interfaceNumber: 0, alternate: { interfaceClass: 0xff, endpoints: [pipe(1, 'in'), pipe(2, 'out')] } }],
};

/** What an RC-S300 shows of itself: a smart card interface, and ours beside it with one number for both pipes (felica.md, 2.1). */
export const RC_S300: ClaimableConfiguration = {
  configurationValue: 1,
  interfaces: [
    { interfaceNumber: 0, alternate: { interfaceClass: 0x0b, endpoints: [pipe(1, 'in'), pipe(1, 'out')] } },
    { interfaceNumber: 1, alternate: { interfaceClass: 0xff, endpoints: [pipe(2, 'in'), pipe(2, 'out')] } },
  ],
};

/** A device of the package `usb` without USB: it fails with the package's own words, hangs where it is told to, and keeps what it was asked. */
export class FakeUsbDevice implements ClaimableDevice {
  readonly bus = '001';
  readonly ports: readonly number[] = [2];
  readonly vendorId = 0x054c;
  productId = 0x06c3;
  serialNumber: string | null = 'S1';
  /** Everything that was asked, with its numbers. */
  readonly calls: string[] = [];
  /** What was written, transfer by transfer, in hex. */
  readonly written: string[] = [];
  readonly hangs = new Set<Call>();
  /** Words with which the next calls of a kind fail, one call each. */
  readonly failing = new Map<Call, string[]>();
  driver: string | null = null;
  isConfigured = true;
  isClosed = false;
  sawConcurrentTransfers = false;
  mostTaken = Number.POSITIVE_INFINITY;
  readonly #configuration: ClaimableConfiguration;
  readonly #incoming: Uint8Array[] = [];
  readonly #running = new Set<string>();
  #isClaimed = false;
  #isPlugged = true;
  #wake: () => void = () => undefined;

  constructor(configuration: ClaimableConfiguration = RC_S380) {
    this.#configuration = configuration;
  }

  get configuration(): ClaimableConfiguration {
    if (!this.isConfigured) throw new Error('configuration error: configuration not found');
    return this.#configuration;
  }

  /** Lets the device send packets; one without bytes is an empty transfer. */
  sends(...packets: readonly (readonly number[])[]): void {
    this.#incoming.push(...packets.map((packet) => Uint8Array.from(packet)));
    this.#wake();
  }

  unplug(): void {
    this.#isPlugged = false;
    this.#wake();
  }

  async open(): Promise<void> {
    await this.#called('open');
  }

  async close(): Promise<void> {
    await this.#called('close', '', false);
    this.isClosed = true;
  }

  async selectConfiguration(value: number): Promise<void> {
    await this.#called('configure', value);
    this.isConfigured = true;
  }

  async claimInterface(interfaceNumber: number): Promise<void> {
    await this.#called('claim', interfaceNumber);
    if (this.driver !== null) throw new Error('claimInterface error: interface is busy (errno 16)');
    this.#isClaimed = true;
  }

  async releaseInterface(interfaceNumber: number): Promise<void> {
    await this.#called('release', interfaceNumber);
    this.#isClaimed = false;
  }

  async detachKernelDriver(interfaceNumber: number): Promise<void> {
    await this.#called('detach', interfaceNumber);
    this.driver = null;
  }

  async attachKernelDriver(interfaceNumber: number): Promise<void> {
    await this.#called('attach', interfaceNumber);
    this.driver = 'port100';
  }

  async clearHalt(direction: Direction, endpointNumber: number): Promise<void> {
    await this.#called('clearHalt', `${direction} ${endpointNumber}`);
  }

  transferIn(endpointNumber: number, length: number, withinMs: number): Promise<{ readonly data: DataView }> {
    return this.#alone(`in ${endpointNumber}`, async () => {
      await this.#called('in', `${endpointNumber} ${length}`);
      const until = performance.now() + withinMs;
      // As in the package: a limit of nothing is an end at once.
      while (this.#incoming.length === 0 && this.#isPlugged && performance.now() < until) {
        const news = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        await Promise.race([news, pause(Math.max(0, until - performance.now()))]);
      }
      if (!this.#isPlugged) throw new Error('transferIn error: Disconnected');
      const packet = this.#incoming.shift();
      if (packet === undefined || withinMs < 1) throw new Error('transferIn error: Cancelled');
      return { data: new DataView(packet.buffer) };
    });
  }

  transferOut(endpointNumber: number, bytes: Uint8Array, withinMs: number): Promise<{ readonly bytesWritten: number }> {
    return this.#alone(`out ${endpointNumber}`, async () => {
      await this.#called('out', endpointNumber);
      if (withinMs < 1) throw new Error('transferOut error: Cancelled');
      this.written.push(Buffer.from(bytes).toString('hex'));
      return { bytesWritten: Math.min(bytes.length, this.mostTaken) };
    });
  }

  async #alone<Result>(pipe: string, work: () => Promise<Result>): Promise<Result> {
    if (this.#running.has(pipe) || !this.#isClaimed) {
      this.sawConcurrentTransfers ||= this.#running.has(pipe);
      throw new Error('transferIn error: endpoint not found');
    }
    this.#running.add(pipe);
    try {
      return await work();
    } finally {
      this.#running.delete(pipe);
    }
  }

  async #called(call: Call, numbers: string | number = '', needsCable = true): Promise<void> {
    this.calls.push(`${call} ${numbers}`.trim());
    await pause(0);
    if (this.hangs.has(call)) await new Promise(() => undefined);
    const words = this.failing.get(call)?.shift();
    if (words !== undefined) throw new Error(words);
    if (needsCable && !this.#isPlugged) {
      const isTransfer = call === 'in' || call === 'out';
      throw new Error(isTransfer ? 'transferOut error: Disconnected' : `${call} error: device disconnected (errno 19)`);
    }
  }
}
