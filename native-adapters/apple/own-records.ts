import { WorkstationError } from '../../domain/errors.ts';
import type { CallLimits } from '../links/deadline.ts';
import { PairRecord } from './lockdownd/pair-record.ts';
import type { PluggedIphone } from './plugs.ts';
import type { Usbmuxd } from './usbmuxd/usbmuxd.ts';

const LIMITS: CallLimits = { withinMs: 5_000 };

/**
 * The pairings that this program made and the daemon keeps. They hold private keys and, in the escrow bag, what opens a locked phone:
 * each goes when no job needs it and its phone has left for good. Records of other programs are theirs.
 */
export class OwnRecords {
  readonly #usbmuxd: Usbmuxd;
  readonly #hosts = new Map<string, string>();
  readonly #needed = new Set<string>();
  /** Whose job has ended: these go although the phone is still here. */
  readonly #due = new Set<string>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #goneAfterMs: number;

  /** A phone that stays away for `goneAfterMs` has left for good: after it was paired a phone leaves the bus by itself and comes back (usbmuxd src/preflight.c). */
  constructor(usbmuxd: Usbmuxd, goneAfterMs: number) {
    this.#usbmuxd = usbmuxd;
    this.#goneAfterMs = goneAfterMs;
  }

  /** Lets the daemon keep a pairing that was made here. */
  async save(phone: PluggedIphone, record: PairRecord, limits: CallLimits): Promise<void> {
    // Noted first: an answer that is lost may have been a yes.
    this.#hosts.set(phone.udid, record.hostId);
    this.#due.delete(phone.udid);
    await this.#usbmuxd.savePairRecord(phone, record.toPlist(), limits);
  }

  /** The pairing of a phone that the daemon keeps, if it was made here. */
  async at(udid: string): Promise<PairRecord | null> {
    const host = this.#hosts.get(udid);
    if (host === undefined) return null;
    const bytes = await this.#usbmuxd.readPairRecord(udid, LIMITS);
    const record = bytes === null ? null : PairRecord.parse(bytes);
    return record?.hostId === host ? record : null;
  }

  /** Keeps the pairing of a phone through all its comings and goings, because a job needs it. */
  need(udid: string): void {
    this.#needed.add(udid);
  }

  /** No job needs the pairing any more: it goes now, or as soon as there is a daemon again. */
  async release(udid: string): Promise<void> {
    this.#needed.delete(udid);
    if (!this.#hosts.has(udid)) return;
    this.#due.add(udid);
    await this.#drop(udid);
  }

  /** Hears which phones the daemon shows now: what is due goes at once, and what an absent phone left behind when that one stays away. */
  see(phones: readonly PluggedIphone[]): void {
    const here = new Set(phones.map(({ udid }) => udid));
    for (const udid of this.#hosts.keys()) {
      if (this.#due.has(udid)) void this.#drop(udid);
      if (here.has(udid)) this.#stay(udid);
      else if (!this.#leaving.has(udid)) this.#leaving.set(udid, this.#goesLater(udid));
    }
  }

  /** Removes all that no job needs, wherever its phone is. */
  async close(): Promise<void> {
    for (const udid of [...this.#leaving.keys()]) this.#stay(udid);
    await Promise.all([...this.#hosts.keys()].map((udid) => this.#dropUnneeded(udid)));
  }

  #stay(udid: string): void {
    clearTimeout(this.#leaving.get(udid));
    this.#leaving.delete(udid);
  }

  #goesLater(udid: string): NodeJS.Timeout {
    const leave = (): void => {
      this.#leaving.delete(udid);
      void this.#dropUnneeded(udid);
    };
    return setTimeout(leave, this.#goneAfterMs).unref();
  }

  async #dropUnneeded(udid: string): Promise<void> {
    if (!this.#needed.has(udid)) await this.#drop(udid);
  }

  /** A daemon that is away keeps its records on the disk; they are removed when it is back. */
  async #drop(udid: string): Promise<void> {
    const host = this.#hosts.get(udid);
    try {
      if ((await this.at(udid)) !== null) await this.#usbmuxd.deletePairRecord(udid, LIMITS);
    } catch (error) {
      if (error instanceof WorkstationError) return;
      throw error;
    }
    if (this.#hosts.get(udid) !== host) return;
    this.#hosts.delete(udid);
    this.#due.delete(udid);
  }
}
