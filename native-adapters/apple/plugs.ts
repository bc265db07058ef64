import type { TrustState } from '../../domain/apple-facts.ts';
import type { PairRecord } from './lockdownd/pair-record.ts';

/** One phone at one plug. */
export interface PluggedIphone {
  readonly udid: string;
  readonly deviceId: number;
}

/** What is known of a phone for as long as it stays plugged in. */
export interface Plug {
  readonly deviceId: number;
  state: TrustState | null;
  /** The pairing that the phone was offered and has not answered. */
  offer: PairRecord | null;
  /** Whether its erasure is over, so that nothing is asked of it any more. */
  isLeftAlone: boolean;
  /** Whether a pairing that was not this phone's has been replaced by a new one; a second time would help no more. */
  isPairedAnew: boolean;
}

/**
 * The plugs at which phones are asked. The daemon's number alone does not tell two of them apart: on Linux the daemon ends with its
 * last phone, and the next one counts from 1 again, so that a plug is over as soon as the daemon is seen without it.
 */
export class Plugs {
  readonly #plugs = new Map<string, Plug>();

  /** What is known of a phone at its plug; null = nothing yet. */
  at({ udid, deviceId }: PluggedIphone): Plug | null {
    const plug = this.#plugs.get(udid);
    return plug?.deviceId === deviceId ? plug : null;
  }

  /** The plug of a phone, from now on if there was none. What is written to one that has ended meanwhile is written to nobody. */
  of(phone: PluggedIphone): Plug {
    const known = this.at(phone);
    if (known !== null) return known;
    const { deviceId } = phone;
    const plug: Plug = { deviceId, state: null, offer: null, isLeftAlone: false, isPairedAnew: false };
    this.#plugs.set(phone.udid, plug);
    return plug;
  }

  /** Ends every plug but those of the phones that the daemon shows now. */
  keepOnly(phones: readonly PluggedIphone[]): void {
    const here = new Map(phones.map(({ udid, deviceId }) => [udid, deviceId]));
    for (const [udid, { deviceId }] of this.#plugs) if (here.get(udid) !== deviceId) this.#plugs.delete(udid);
  }
}
