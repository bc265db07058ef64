import { WorkstationError } from '../../../domain/errors.ts';
import type { CallLimits } from '../../links/deadline.ts';
import { bytesOf, flagOf, type PlistDict, type PlistValue, textOf, wholeOf } from '../plist/plist-value.ts';
import type { Usbmuxd } from '../usbmuxd/usbmuxd.ts';
import { type AllowedValue, isAllowed, type KeptNvram, keptNvram } from './allowed-values.ts';
import type { PairRecord } from './pair-record.ts';
import { PlistChannel } from './plist-channel.ts';

// libimobiledevice src/lockdown.c: the port of lockdownd, and the version of its pairing.
const LOCKDOWN_PORT = 62_078;
const PAIRING_PROTOCOL = '2';
const USUAL_LIMITS: CallLimits = { withinMs: 10_000 };
const LONGEST_ERROR = 100;
// pymobiledevice3 lockdown.py: what a running phone calls itself; one in restore mode says com.apple.mobile.restored.
const RUNNING = 'com.apple.mobile.lockdown';

// libimobiledevice include/libimobiledevice/lockdown.h.
const CONNECTION_OVER: ReadonlySet<string> = new Set(['SessionInactive', 'InvalidSessionID', 'InvalidConnection']);

/** An answer of lockdownd: a value, or the name of its error, which is a fact for the caller to judge (InvalidHostID, PasswordProtected, …). */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** The services of a phone that we use. */
export type ServiceName = 'com.apple.mobile.MCInstall' | 'com.apple.mobile.diagnostics_relay';

/** Where a started service waits, and whether it speaks TLS. */
export interface StartedService {
  readonly port: number;
  readonly isTls: boolean;
}

/** What a value reads as: NVRAM comes back without all that we may not keep. */
export type ValueOf<V extends AllowedValue> = V extends { key: 'NonVolatileRAM' } ? KeptNvram : PlistValue;

/**
 * One conversation with a phone's lockdownd. The phone hangs up after about ten idle seconds: open, ask, close. Throws
 * device.unplugged when the connection ended, device.timeout, and device.protocol for answers that are none.
 */
export class Lockdown {
  readonly #channel: PlistChannel;
  #sessionId: string | null = null;

  /** Takes over a channel to lockdownd. */
  constructor(channel: PlistChannel) {
    this.#channel = channel;
  }

  /** Opens a conversation with the phone of that attachment; throws as Usbmuxd.connect does. */
  static async open(usbmuxd: Usbmuxd, deviceId: number, limits: CallLimits = USUAL_LIMITS): Promise<Lockdown> {
    return new Lockdown(new PlistChannel(await usbmuxd.connect(deviceId, LOCKDOWN_PORT, limits)));
  }

  /** Opens a conversation with a phone that runs its system; throws device.restoring for one that another program writes anew just now. */
  static async openRunning(usbmuxd: Usbmuxd, deviceId: number, limits: CallLimits = USUAL_LIMITS): Promise<Lockdown> {
    const lockdown = await Lockdown.open(usbmuxd, deviceId, limits);
    try {
      if ((await lockdown.queryType(limits)) === RUNNING) return lockdown;
    } catch (error) {
      lockdown.close();
      throw error;
    }
    lockdown.close();
    throw new WorkstationError('device.restoring');
  }

  /** Promises what answers: `com.apple.mobile.lockdown`, or `com.apple.mobile.restored` of a phone that is being restored. */
  async queryType(limits: CallLimits = USUAL_LIMITS): Promise<string> {
    const reply = await this.#ask('QueryType', {}, limits);
    const type = textOf(reply['Type']);
    if (type === null) throw notUnderstood('QueryType');
    return type;
  }

  /** Asks for one value of the list of allowed values, the only ones that are ever asked for. */
  async getValue<V extends AllowedValue>(value: V, limits: CallLimits = USUAL_LIMITS): Promise<Answer<ValueOf<V>>> {
    if (!isAllowed(value)) throw new WorkstationError('app.unexpected', { what: `value ${value.key} is not allowed` });
    const { domain, key } = value;
    const reply = await this.#ask('GetValue', { Domain: domain ?? undefined, Key: key }, limits);
    return answer(reply, () => {
      const given = key === 'NonVolatileRAM' ? keptNvram(reply['Value']) : reply['Value'];
      if (given === undefined || given === null) throw notUnderstood(`GetValue ${key}`);
      return given as ValueOf<V>;
    });
  }

  /** Starts a session as the computer of that pairing and goes on in TLS when the phone says so; throws device.protocol (`tls`, `device certificate`) when it is not the phone of that pairing. */
  async startSession(record: PairRecord, limits: CallLimits = USUAL_LIMITS): Promise<Answer<null>> {
    const request = { HostID: record.hostId, SystemBUID: record.systemBuid };
    const reply = await this.#ask('StartSession', request, limits);
    const started = answer(reply, () => {
      const sessionId = textOf(reply['SessionID']);
      if (sessionId === null) throw notUnderstood('StartSession');
      return sessionId;
    });
    if (!started.ok) return started;
    this.#sessionId = started.value;
    if (flagOf(reply['EnableSessionSSL']) === true) await this.#channel.upgrade(record.tlsIdentity(), limits);
    return { ok: true, value: null };
  }

  /** Ends the session, if there is one; nothing more can be asked afterwards. */
  async stopSession(limits: CallLimits = USUAL_LIMITS): Promise<Answer<null>> {
    if (this.#sessionId === null) return { ok: true, value: null };
    const reply = await this.#ask('StopSession', { SessionID: this.#sessionId }, limits);
    this.#sessionId = null;
    return answer(reply, () => null);
  }

  /** Starts a service and promises where it waits; needs a session. */
  async startService(service: ServiceName, limits: CallLimits = USUAL_LIMITS): Promise<Answer<StartedService>> {
    const reply = await this.#ask('StartService', { Service: service }, limits);
    return answer(reply, () => {
      const port = wholeOf(reply['Port']);
      if (port === null || port < 1 || port > 65_535) throw notUnderstood('StartService');
      return { port, isTls: flagOf(reply['EnableServiceSSL']) === true };
    });
  }

  /** Offers a pairing once; PairingDialogResponsePending means: offer the same one again. Promises the escrow bag, where the phone gives one. */
  async pair(record: PairRecord, limits: CallLimits = USUAL_LIMITS): Promise<Answer<Uint8Array | null>> {
    const reply = await this.#ask('Pair', pairing(record), limits);
    return answer(reply, () => bytesOf(reply['EscrowBag']));
  }

  /** Asks the phone to forget a pairing. */
  async unpair(record: PairRecord, limits: CallLimits = USUAL_LIMITS): Promise<Answer<null>> {
    return answer(await this.#ask('Unpair', pairing(record), limits), () => null);
  }

  /** Hangs up. */
  close(): void {
    this.#channel.destroy();
  }

  async #ask(request: string, more: PlistDict, limits: CallLimits): Promise<PlistDict> {
    const message = { Label: 'hakushi', Request: request, ...more };
    const reply = await this.#channel.request(`lockdown ${request}`, message, limits);
    const named = textOf(reply['Request']);
    if (named !== null && named !== request) throw notUnderstood(request);
    return reply;
  }
}

/** Tells whether an answer says no more than that its connection is over, so that the same may be asked once more on a new one. */
export function isConnectionOver(
  answer: { readonly ok: true } | { readonly ok: false; readonly error: string },
): boolean {
  return !answer.ok && CONNECTION_OVER.has(answer.error);
}

function pairing(record: PairRecord): PlistDict {
  return {
    PairRecord: record.publicPart(),
    ProtocolVersion: PAIRING_PROTOCOL,
    PairingOptions: { ExtendedPairingErrors: true },
  };
}

function answer<T>(reply: PlistDict, read: () => T): Answer<T> {
  const error = textOf(reply['Error']);
  if (error === null) return { ok: true, value: read() };
  return { ok: false, error: error.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_ERROR) };
}

function notUnderstood(request: string): WorkstationError {
  return new WorkstationError('device.protocol', { what: `lockdown ${request}` });
}
