import { randomUUID } from 'node:crypto';
import type { TrustState } from '../../domain/apple-facts.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { OrderFailure } from '../../domain/failed-order.ts';
import type { CallLimits } from '../links/deadline.ts';
import type { HostIdentity } from './lockdownd/host-identity.ts';
import { type Answer, isConnectionOver, Lockdown } from './lockdownd/lockdown.ts';
import { PairRecord } from './lockdownd/pair-record.ts';
import { OwnRecords } from './own-records.ts';
import { bytesOf, textOf } from './plist/plist-value.ts';
import { type Plug, type PluggedIphone, Plugs } from './plugs.ts';
import type { Usbmuxd } from './usbmuxd/usbmuxd.ts';

/** How an attempt to make a new pairing went; `error` is lockdownd's own name. */
export type PairingOutcome =
  | { readonly is: 'paired'; readonly record: PairRecord }
  | { readonly is: 'refused'; readonly error: string };

// libimobiledevice include/libimobiledevice/lockdown.h and src/lockdown.c; what each means at the counter is in docs/decisions/0029.
const STATE_OF_ERROR: Readonly<Record<string, TrustState>> = {
  PairingDialogResponsePending: 'asked',
  UserDeniedPairing: 'denied',
  PasswordProtected: 'locked',
  EscrowLocked: 'locked',
  MCProtected: 'supervised-elsewhere',
  MCChallengeRequired: 'supervised-elsewhere',
};

// A phone that was pulled by mistake or comes back by itself is back sooner; whoever takes it home is not back by then.
const GONE_AFTER_MS = 60_000;
const FAREWELL_LIMITS: CallLimits = { withinMs: 5_000 };

/** What our own eyes say of a session and lockdownd does not: the phone takes the host id and is not the phone of that pairing. */
const NOT_ITS_PHONE = 'NotItsPhone';
// libimobiledevice src/idevice.c: below this a phone speaks TLS 1.0, which Node does not.
const OLDEST_IOS = 10;

/** What a desk may be given at its beginning. */
export interface TrustWishes {
  /** How long a phone stays away before a pairing that no job needs is forgotten. */
  readonly goneAfterMs?: number;
  /** How orders to erase came to nothing before, by UDID. */
  readonly failedOrders?: Iterable<readonly [udid: string, how: OrderFailure]>;
}

/** Keeps the pairings of this computer with iPhones: one offer at a time for each phone, its record with the daemon for as long as it is needed, what was refused. */
export class TrustDesk {
  readonly #usbmuxd: Usbmuxd;
  readonly #host: HostIdentity;
  readonly #own: OwnRecords;
  readonly #plugs = new Plugs();
  readonly #failedOrders: Map<string, OrderFailure>;
  readonly #before = new Map<string, PairRecord>();

  constructor(
    usbmuxd: Usbmuxd,
    host: HostIdentity,
    { goneAfterMs = GONE_AFTER_MS, failedOrders = [] }: TrustWishes = {},
  ) {
    this.#usbmuxd = usbmuxd;
    this.#host = host;
    this.#own = new OwnRecords(usbmuxd, goneAfterMs);
    this.#failedOrders = new Map(failedOrders);
  }

  /** Hears which phones the daemon shows now; null = there is no daemon. What was known of a plug ends with it, and the pairing of a phone that stays away. */
  see(phones: readonly PluggedIphone[] | null): void {
    this.#plugs.keepOnly(phones ?? []);
    if (phones !== null) this.#own.see(phones);
  }

  /** Makes the daemon forget what was paired here and no job needs, because nobody watches the phones any more. */
  close(): Promise<void> {
    return this.#own.close();
  }

  /** Keeps the pairing of a phone until its job has ended, however often the phone leaves meanwhile. */
  keepForJob(udid: string): void {
    this.#own.need(udid);
  }

  /** Lets go of a phone whose job has ended: phone and daemon forget a pairing that was made here. A phone or a daemon that is away is no obstacle. */
  async release(udid: string, plugged: PluggedIphone | null): Promise<void> {
    this.#before.delete(udid);
    try {
      const record = plugged === null ? null : await this.#own.at(udid);
      if (plugged !== null && record !== null) await this.#unpair(plugged, record, FAREWELL_LIMITS);
    } catch (error) {
      if (!(error instanceof WorkstationError)) throw error;
    }
    await this.#own.release(udid);
  }

  /** The pairing that the daemon keeps for a phone; null when there is none, or none that can be used. */
  async record(udid: string, limits?: CallLimits): Promise<PairRecord | null> {
    const bytes = await this.#usbmuxd.readPairRecord(udid, limits);
    return bytes === null ? null : PairRecord.parse(bytes);
  }

  /** How far a phone trusts this computer as far as it was asked at this plug; null = it was not. One that is left alone needs no trust. */
  state(phone: PluggedIphone): TrustState | null {
    const plug = this.#plugs.at(phone);
    return plug?.isLeftAlone ? 'not-needed' : (plug?.state ?? null);
  }

  /** Tells that a phone's erasure is proven: it settles how orders went before, and the phone is left as it is until it is plugged in again. */
  leaveAlone(phone: PluggedIphone): void {
    const plug = this.#plugs.of(phone);
    plug.isLeftAlone = true;
    plug.state = null;
    this.#before.delete(phone.udid);
    this.#failedOrders.delete(phone.udid);
  }

  /** Keeps the pairing that a phone accepts when it is erased, to see later whether the phone has forgotten it; null = it accepts none, and one of an earlier job proves nothing. */
  holdForProof(udid: string, record: PairRecord | null): void {
    if (record === null) this.#before.delete(udid);
    else this.#before.set(udid, record);
  }

  /** The pairing that was held for proof, or null. */
  heldForProof(udid: string): PairRecord | null {
    return this.#before.get(udid) ?? null;
  }

  /** Keeps how an order to erase came to nothing on a phone; a plain refusal is not forgotten over a later doubt. */
  noteFailedOrder(udid: string, how: OrderFailure): void {
    if (this.failedOrder(udid) !== 'refused') this.#failedOrders.set(udid, how);
  }

  /** How an order to erase came to nothing on a phone, as far as this desk was told or saw it; null = none did. */
  failedOrder(udid: string): OrderFailure | null {
    return this.#failedOrders.get(udid) ?? null;
  }

  /**
   * Makes sure that a phone trusts this computer, or asks it once to; a pairing that the phone has forgotten, or that is not its own, is
   * thrown away first. Throws `device.restoring`, `device.ios-too-old`, `device.activation-locked`, `device.pairing-refused` with
   * lockdownd's own word, and `device.no-session` when not even a new pairing leads to a session.
   */
  async trust(phone: PluggedIphone, limits: CallLimits): Promise<TrustState> {
    const plug = this.#plugs.of(phone);
    if (plug.isLeftAlone) return 'not-needed';
    // Who tapped Don't Trust is not asked again before the phone was plugged in anew.
    if (plug.state === 'denied') return 'denied';
    await this.#refuseUnusable(phone, limits);
    plug.state = await this.#askOnce(phone, plug, limits);
    return plug.state;
  }

  /** A phone that is being restored answers lockdownd's questions with nonsense, and with an old one no session can be had. */
  async #refuseUnusable({ deviceId }: PluggedIphone, limits: CallLimits): Promise<void> {
    const lockdown = await Lockdown.openRunning(this.#usbmuxd, deviceId, limits);
    try {
      const asked = await lockdown.getValue({ domain: null, key: 'ProductVersion' }, limits);
      const version = asked.ok ? textOf(asked.value) : null;
      const major = /^(\d{1,3})(\.|$)/.exec(version ?? '')?.[1];
      if (version !== null && major !== undefined && Number(major) < OLDEST_IOS)
        throw new WorkstationError('device.ios-too-old', { version });
    } finally {
      lockdown.close();
    }
  }

  async #askOnce(phone: PluggedIphone, plug: Plug, limits: CallLimits): Promise<TrustState> {
    const kept = await this.record(phone.udid, limits);
    if (kept !== null) {
      const refused = await this.#tryKept(phone, kept, limits);
      if (refused === null) return 'trusted';
      if (refused !== 'InvalidHostID' && refused !== NOT_ITS_PHONE) return stateOf(refused);
      await this.#usbmuxd.deletePairRecord(phone.udid, limits);
      if (refused === NOT_ITS_PHONE && plug.isPairedAnew) throw noSession();
      plug.isPairedAnew ||= refused === NOT_ITS_PHONE;
    }
    const outcome = await this.pair(phone, limits);
    if (outcome.is === 'refused') return stateOf(outcome.error);
    if (plug.isPairedAnew && (await this.#tryKept(phone, outcome.record, limits)) === NOT_ITS_PHONE) {
      await this.#usbmuxd.deletePairRecord(phone.udid, limits);
      throw noSession();
    }
    return 'trusted';
  }

  async #tryKept(phone: PluggedIphone, record: PairRecord, limits: CallLimits): Promise<string | null> {
    try {
      return await this.tryRecord(phone, record, limits);
    } catch (error) {
      if (error instanceof WorkstationError && isOfTls(error)) return NOT_ITS_PHONE;
      throw error;
    }
  }

  /** Tries a pairing on a phone: null when it was accepted, otherwise lockdownd's own name of the refusal. */
  async tryRecord(phone: PluggedIphone, record: PairRecord, limits: CallLimits): Promise<string | null> {
    const tryOnce = (lockdown: Lockdown): Promise<Answer<null>> => lockdown.startSession(record, limits);
    const first = await this.#converse(phone, limits, tryOnce);
    const session = isConnectionOver(first) ? await this.#converse(phone, limits, tryOnce) : first;
    return session.ok ? null : session.error;
  }

  /** Offers a pairing once, the same one for as long as the phone has not answered, and lets the daemon keep it when the phone agrees. */
  async pair(phone: PluggedIphone, limits: CallLimits): Promise<PairingOutcome> {
    const plug = this.#plugs.of(phone);
    const systemBuid = await this.#usbmuxd.readBuid(limits);
    plug.offer ??= await this.#newOffer(phone, systemBuid, limits);
    const outcome = await this.#offer(phone, plug.offer, limits);
    if (outcome.is === 'paired' || outcome.error !== 'PairingDialogResponsePending') plug.offer = null;
    return outcome;
  }

  async #offer(phone: PluggedIphone, offer: PairRecord, limits: CallLimits): Promise<PairingOutcome> {
    const offerOnce = (lockdown: Lockdown): Promise<Answer<Uint8Array | null>> => lockdown.pair(offer, limits);
    const first = await this.#converse(phone, limits, offerOnce);
    const answer = isConnectionOver(first) ? await this.#converse(phone, limits, offerOnce) : first;
    if (!answer.ok) return { is: 'refused', error: answer.error };
    const record = offer.withEscrowBag(answer.value);
    await this.#own.save(phone, record, limits);
    return { is: 'paired', record };
  }

  /**
   * Offers a pairing once as a computer that the phone has never met. A phone remembers whom it trusts by the daemon's identity (usbmuxd's
   * own look at a phone in src/preflight.c names it alone), so that somebody's tap on Trust would let a new host id in without a question.
   */
  async pairAsStranger(phone: PluggedIphone, limits: CallLimits): Promise<PairingOutcome> {
    return this.#offer(phone, await this.#newOffer(phone, randomUUID().toUpperCase(), limits), limits);
  }

  /** Makes phone and daemon forget a pairing; a phone that does not answer any more is no obstacle. Tells whether the daemon keeps none now. */
  async forget(phone: PluggedIphone, record: PairRecord | null, limits: CallLimits): Promise<boolean> {
    if (record !== null) await this.#unpair(phone, record, limits);
    await this.#usbmuxd.deletePairRecord(phone.udid, limits);
    return (await this.#usbmuxd.readPairRecord(phone.udid, limits)) === null;
  }

  async #unpair(phone: PluggedIphone, record: PairRecord, limits: CallLimits): Promise<void> {
    try {
      await this.#converse(phone, limits, (lockdown) => lockdown.unpair(record, limits));
    } catch (error) {
      if (!(error instanceof WorkstationError)) throw error;
    }
  }

  async #newOffer(phone: PluggedIphone, systemBuid: string, limits: CallLimits): Promise<PairRecord> {
    const [key, mac] = await this.#converse(phone, limits, async (lockdown) => [
      await lockdown.getValue({ domain: null, key: 'DevicePublicKey' }, limits),
      await lockdown.getValue({ domain: null, key: 'WiFiAddress' }, limits),
    ]);
    if (!key.ok) throw refusal(key.error);
    const devicePublicKey = bytesOf(key.value);
    if (devicePublicKey === null) throw new WorkstationError('device.protocol', { what: 'device public key' });
    return this.#host.newPairing({ devicePublicKey, systemBuid, wifiMac: mac.ok ? textOf(mac.value) : null });
  }

  /** Opens a conversation with a phone, hands it over and closes it. */
  async #converse<T>(
    { deviceId }: PluggedIphone,
    limits: CallLimits,
    work: (lockdown: Lockdown) => Promise<T>,
  ): Promise<T> {
    const lockdown = await Lockdown.open(this.#usbmuxd, deviceId, limits);
    try {
      return await work(lockdown);
    } finally {
      lockdown.close();
    }
  }
}

function isOfTls({ code, facts }: WorkstationError): boolean {
  return code === 'device.protocol' && (facts.what === 'tls' || facts.what === 'device certificate');
}

/** What an answer means at the counter; throws where it is no state that a person can change on the phone's screen. */
function stateOf(error: string): TrustState {
  const state = Object.hasOwn(STATE_OF_ERROR, error) ? STATE_OF_ERROR[error] : undefined;
  if (state === undefined) throw refusal(error);
  return state;
}

function refusal(error: string): WorkstationError {
  if (error === 'FMiPProtected') return new WorkstationError('device.activation-locked');
  return new WorkstationError('device.pairing-refused', { what: error });
}

function noSession(): WorkstationError {
  return new WorkstationError('device.no-session', { what: 'device certificate' });
}
