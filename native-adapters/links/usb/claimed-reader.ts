import { WorkstationError } from '../../../domain/errors.ts';
import type { ClaimableDevice, ClaimableEndpoint, Direction } from './claimable-device.ts';
import { CLAIMED_BY_A_PROGRAM, type DriverOf } from './kernel-driver.ts';
import { readerError, usbFaultOf, wordsOf } from './usb-faults.ts';

// USB-IF class codes: FF is the vendor's own. An RC-S300 has a smart card interface beside it, which is not ours.
const VENDOR_CLASS = 0xff;
const ONLY_CONFIGURATION = 1;
const LONGEST_MS = 120_000;
// One write without an answer is what ends a session; two are a reader that has fallen silent.
const MOST_UNANSWERED = 1;

interface Pipes {
  readonly interfaceNumber: number;
  readonly out: ClaimableEndpoint;
  readonly in: ClaimableEndpoint;
}

function limited(withinMs: number): number {
  // The package takes 0 for "give up at once".
  return Math.max(1, Math.min(Math.ceil(withinMs), LONGEST_MS)) || 1;
}

function pipesOf({ configuration }: ClaimableDevice): Pipes | null {
  for (const { interfaceNumber, alternate } of configuration?.interfaces ?? []) {
    if (alternate.interfaceClass !== VENDOR_CLASS) continue;
    const bulk = (wanted: Direction): ClaimableEndpoint | undefined =>
      alternate.endpoints.find(({ type, direction }) => type === 'bulk' && direction === wanted);
    const [into, out] = [bulk('in'), bulk('out')];
    if (into && out) return { interfaceNumber, in: into, out };
  }
  return null;
}

/** Linux and Windows bring a device up configured; choosing the same again would reset it lightly (felica.md, 1.5). */
async function configured(device: ClaimableDevice): Promise<Pipes> {
  let has = false;
  try {
    has = Boolean(device.configuration);
  } catch {
    // Not configured yet: macOS leaves devices of a vendor's own class so.
  }
  if (!has) await device.selectConfiguration(ONLY_CONFIGURATION);
  const pipes = pipesOf(device);
  if (pipes === null)
    throw new WorkstationError('reader.protocol', { what: 'no vendor interface with two bulk pipes' });
  return pipes;
}

/** Claims the interface; promises whether a driver of Linux had to be pushed aside for it. */
async function claimed(device: ClaimableDevice, interfaceNumber: number, driverOf: DriverOf): Promise<boolean> {
  try {
    await device.claimInterface(interfaceNumber);
    return false;
  } catch (error) {
    if (usbFaultOf(error) !== 'busy') throw error;
    const driver = await driverOf(device, interfaceNumber);
    // To push another program's claim aside would break its work in the middle.
    if (driver === null || driver === CLAIMED_BY_A_PROGRAM) throw error;
    await device.detachKernelDriver(interfaceNumber).catch((cause: unknown) => {
      throw new WorkstationError('reader.busy', { what: `${driver}: ${wordsOf(cause)}` }, { cause });
    });
  }
  try {
    await device.claimInterface(interfaceNumber);
    return true;
  } catch (error) {
    await device.attachKernelDriver(interfaceNumber).catch(() => undefined);
    throw error;
  }
}

/** A reader whose interface belongs to this process: whole frames out, one packet at a time in, one transfer at a time. */
export class ClaimedReader {
  readonly #device: ClaimableDevice;
  readonly #pipes: Pipes;
  readonly #hasPushedDriver: boolean;
  #turn: Promise<unknown> = Promise.resolve();
  #over: WorkstationError | null = null;
  #closing: Promise<void> | null = null;
  #hasSpoken = false;
  #unanswered = 0;

  private constructor(device: ClaimableDevice, pipes: Pipes, hasPushedDriver: boolean) {
    this.#device = device;
    this.#pipes = pipes;
    this.#hasPushedDriver = hasPushedDriver;
  }

  /** Opens and claims a device; throws `reader.busy`, `reader.driver`, `reader.not-permitted`, `reader.unplugged`, `reader.protocol`. */
  static async claim(device: ClaimableDevice, driverOf: DriverOf): Promise<ClaimedReader> {
    try {
      await device.open();
      try {
        const pipes = await configured(device);
        return new ClaimedReader(device, pipes, await claimed(device, pipes.interfaceNumber, driverOf));
      } catch (error) {
        await device.close().catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw readerError(error);
    }
  }

  /** Sends a frame, and an empty transfer after one that fills its last packet: without it the reader waits for more. */
  write(frame: Uint8Array, withinMs: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#unanswered += 1;
      await this.#send(frame, withinMs);
      if (frame.length % this.#pipes.out.packetSize === 0) await this.#send(new Uint8Array(), withinMs);
    });
  }

  /** The bytes of the next packet that holds any; null when none came in time. */
  read(withinMs: number): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#inTurn(async () => {
      const until = performance.now() + withinMs;
      do {
        const bytes = await this.#receive(until - performance.now());
        if (bytes === null) return null;
        if (bytes.length === 0) continue;
        this.#hasSpoken = true;
        this.#unanswered = 0;
        return bytes;
      } while (performance.now() < until);
      return null;
    });
  }

  /** Gives everything back, also after the reader is gone; never throws, and a second time does nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#inTurn(() => this.#giveBack(), true);
    return this.#closing;
  }

  async #giveBack(): Promise<void> {
    const { interfaceNumber } = this.#pipes;
    const attempt = (step: Promise<void>): Promise<void> => step.catch(() => undefined);
    // The package's close() releases nothing by itself.
    await attempt(this.#device.releaseInterface(interfaceNumber));
    if (this.#mayHaveDriverBack()) await attempt(this.#device.attachKernelDriver(interfaceNumber));
    await attempt(this.#device.close());
    this.#over ??= new WorkstationError('reader.absent', { what: 'closed' });
  }

  /** Linux' own driver waits for a reader that does not answer for ever, and all USB with it (decision 0002). */
  #mayHaveDriverBack(): boolean {
    return this.#hasPushedDriver && this.#over === null && this.#hasSpoken && this.#unanswered <= MOST_UNANSWERED;
  }

  /** The package knows no second transfer on an endpoint that has one, and loses the first. */
  #inTurn<Result>(work: () => Promise<Result>, evenWhenOver = false): Promise<Result> {
    const mine = this.#turn.then(() => {
      if (this.#over !== null && !evenWhenOver) throw this.#over;
      return work();
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #send(bytes: Uint8Array, withinMs: number): Promise<void> {
    const { endpointNumber } = this.#pipes.out;
    try {
      const { bytesWritten } = await this.#device.transferOut(
        endpointNumber,
        Uint8Array.from(bytes),
        limited(withinMs),
      );
      if (bytesWritten === bytes.length) return;
      throw new WorkstationError('reader.protocol', { what: `took ${bytesWritten} of ${bytes.length} bytes` });
    } catch (error) {
      throw await this.#failed(error, this.#pipes.out);
    }
  }

  /** One packet at a time: a longer read of a frame that fills its packets would wait for an end that never comes. */
  async #receive(withinMs: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const { endpointNumber, packetSize } = this.#pipes.in;
    try {
      const { data } = await this.#device.transferIn(endpointNumber, packetSize, limited(withinMs));
      if (data === undefined) throw new WorkstationError('reader.protocol', { what: 'a transfer without an outcome' });
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    } catch (error) {
      if (usbFaultOf(error) === 'late') return null;
      throw await this.#failed(error, this.#pipes.in);
    }
  }

  async #failed(error: unknown, { direction, endpointNumber }: ClaimableEndpoint): Promise<WorkstationError> {
    const failure = readerError(error);
    if (failure.code === 'reader.unplugged') this.#over = failure;
    // A stalled pipe stays shut until it is cleared; what was in it is lost, so the call has failed all the same.
    if (usbFaultOf(error) === 'stalled') await this.#device.clearHalt(direction, endpointNumber).catch(() => undefined);
    return failure;
  }
}
