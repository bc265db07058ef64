import type { CallLimits } from '../../links/deadline.ts';
import { AdbPhone } from './adb-phone.ts';
import { AdbWire } from './adb-wire.ts';
import type { ByteTally } from './byte-tally.ts';
import { type AdbAddress, type Dial, dialThroughAdbkit } from './dial-through-adbkit.ts';
import type { HearExchange } from './exchange.ts';
import { type AdbListing, parseListing } from './listing.ts';
import { type AdbTracking, askVersion, type Pulse, trackPhones } from './track-phones.ts';

const VERSION_WITHIN_MS = 5_000;

/** One adb server, which is never started, stopped or killed from here. */
export class AdbServer {
  readonly address: AdbAddress;
  readonly #wire: AdbWire;

  constructor(address: AdbAddress, dial: Dial = dialThroughAdbkit) {
    this.address = address;
    this.#wire = new AdbWire(address, dial);
  }

  /** The server's protocol version (41 for all current ones); throws adb.server-down, adb.foreign-reply, device.timeout. */
  async version(signal?: AbortSignal, withinMs: number = VERSION_WITHIN_MS): Promise<number> {
    return askVersion(this.#wire, signal, withinMs);
  }

  /** Yields the phones at each change, for ever: see `trackPhones`. */
  track(signal: AbortSignal, pulse?: Pulse): AsyncIterable<AdbTracking> {
    return trackPhones(this.#wire, signal, pulse);
  }

  /** The phones now. */
  async list(limits: CallLimits): Promise<readonly AdbListing[]> {
    return parseListing(await this.#wire.ask('host:devices-l', limits));
  }

  /** The phone of one attachment; pass a tally to go on counting over a re-plug. No I/O. */
  phone(transportId: string, bytes?: ByteTally, hear: HearExchange | null = null): AdbPhone {
    return new AdbPhone(this.#wire, transportId, bytes, hear);
  }
}
