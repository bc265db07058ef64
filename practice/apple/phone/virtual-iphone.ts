import { generateKeyPair } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { SeededRandom } from '../../random.ts';
import { PlistChannel, type TlsSide } from '../wire/plist-channel.ts';
import { type EraseCause, eraseRecord, rolledBackRecord } from './erase-record.ts';
import type { IphoneCondition, IphoneModel } from './iphone-model.ts';
import { eraseState, type IphoneState, initialState, type Pairing } from './iphone-state.ts';

/** The pair of keys that a phone makes for itself, as PEM. */
export interface DeviceKeys {
  readonly publicPem: string;
  readonly privatePem: string;
}

/** Where a fault may take hold of a phone; a sound phone has none of it. */
export interface IphoneQuirks {
  answersErase: 'acknowledged' | 'end-of-file' | 'format-error';
  erases: 'wholly' | 'stays' | 'only-reboots';
  keepsPairings: boolean;
  writesRecord: 'right' | 'none' | 'rolled-back';
  staysAway: boolean;
  /** The person at the phone taps the wrong button. */
  deniesTrust: boolean;
  /** Runs when it has left the bus for its erase. */
  left: () => void;
  /** Runs when it agreed to its erase and stayed. */
  stayed: () => void;
  /** Runs before it comes back. */
  returning: () => void;
}

/** The port of lockdownd, through which everything begins. */
export const LOCKDOWN_PORT = 62_078;

/** Serves one connection: lockdownd itself, or a service that it has started. */
export type ServeIphone = (service: string, phone: VirtualIphone, channel: PlistChannel) => Promise<void>;

/** What a phone is made of. */
export interface IphoneParts {
  readonly model: IphoneModel;
  readonly condition: IphoneCondition;
  readonly random: SeededRandom;
  readonly clock: () => number;
  readonly stopped: AbortSignal;
  readonly serve: ServeIphone;
}

/** A service that was started waits for its connection that long. */
const SERVICE_PATIENCE_MS = 30_000;
const ERASE_AFTER_MS = 300;
const ANSWERS_AFTER_MS = 300;
const makeKeys = promisify(generateKeyPair);

/** One iPhone: what it is, what it shows on its sockets, and what an erase does to it. */
export class VirtualIphone {
  readonly model: IphoneModel;
  readonly condition: IphoneCondition;
  readonly state: IphoneState;
  readonly quirks: IphoneQuirks = {
    answersErase: 'acknowledged',
    erases: 'wholly',
    keepsPairings: false,
    writesRecord: 'right',
    staysAway: false,
    deniesTrust: false,
    left: () => undefined,
    stayed: () => undefined,
    returning: () => undefined,
  };
  /** How often it was erased since the rack started. */
  wipes = 0;
  readonly #random: SeededRandom;
  readonly #clock: () => number;
  readonly #stopped: AbortSignal;
  readonly #listeners = new Set<() => void>();
  readonly #sockets = new Set<Socket>();
  readonly #services = new Map<number, { readonly name: string; readonly pairing: Pairing }>();
  readonly #serve: ServeIphone;
  #keys: Promise<DeviceKeys> | null = null;
  #isErasing = false;

  constructor({ model, condition, random, clock, stopped, serve }: IphoneParts) {
    this.#serve = serve;
    this.model = model;
    this.condition = condition;
    this.#random = random;
    this.#clock = clock;
    this.#stopped = stopped;
    this.state = initialState(model, condition, random, this.clockSeconds());
  }

  /** Whether usbmuxd offers it. */
  get isOffered(): boolean {
    return this.state.plugged && this.state.mode === 'normal';
  }

  /** Whether it is on the USB bus at all. */
  get isOnBus(): boolean {
    return this.state.plugged && this.state.mode !== 'off';
  }

  /** Its own clock, in seconds since 1970. */
  clockSeconds(): number {
    return this.#clock() / 1000 + this.condition.clockAheadSeconds;
  }

  /** Whether a host may connect to that port now. */
  listensOn(port: number): boolean {
    return this.isOffered && (port === LOCKDOWN_PORT || this.#services.has(port));
  }

  /** Takes over a socket that the multiplexer has connected to one of the phone's ports. */
  accept(port: number, socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const channel = new PlistChannel(socket, this.condition.wire);
    const service = this.#services.get(port);
    this.#services.delete(port);
    const work = service === undefined ? this.#serve('', this, channel) : this.#serveSafely(service, channel);
    work.catch(() => channel.destroy());
  }

  /** Opens a fresh port for a service, for one connection of the computer that asked. */
  startService(name: string, pairing: Pairing): number {
    let port = 0;
    do port = this.#random.between(49_152, 62_000);
    while (this.#services.has(port));
    this.#services.set(port, { name, pairing });
    setTimeout(() => this.#services.delete(port), SERVICE_PATIENCE_MS).unref();
    return port;
  }

  /** The keys that it made for itself, which an erase forgets. */
  keys(): Promise<DeviceKeys> {
    this.#keys ??= makeKeys('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    }).then(({ publicKey, privateKey }) => ({ publicPem: publicKey, privatePem: privateKey }));
    return this.#keys;
  }

  /** How it shows itself in TLS to a computer that it trusts. */
  async tlsFor({ deviceCertificate, hostCertificate, rootCertificate }: Pairing): Promise<TlsSide> {
    const { privatePem } = await this.keys();
    // Clients of one library show the root certificate of the pairing, all others the host's (source: ios.md 7.2).
    const admitted = [hostCertificate, rootCertificate];
    return { key: privatePem, certificate: deviceCertificate, root: rootCertificate, admitted };
  }

  /** Tells the listener whenever the phone comes or goes; what it shows then is read from the phone. */
  onAttachment(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts the question whether to trust that computer on the screen; the seller answers it at once, another person later, or nobody. */
  askTrust(computer: string): void {
    const { state, condition, quirks } = this;
    if (state.question === 'asked') return;
    state.question = 'asked';
    state.asker = computer;
    if (condition.trust === 'asks' && !quirks.deniesTrust) return;
    void this.#pause(ANSWERS_AFTER_MS).then(() => this.answerTrust(!quirks.deniesTrust));
  }

  /** Answers the question on the screen, if it is there. */
  answerTrust(isTrusted: boolean): void {
    const { state } = this;
    if (state.question !== 'asked') return;
    state.question = isTrusted ? 'trusted' : 'denied';
    if (isTrusted && state.asker !== null) state.trustedComputers.add(state.asker);
    state.asker = null;
  }

  /** Pulls the cable. */
  unplug(): void {
    this.state.plugged = false;
    // The question is asked anew at the next plug (source: ios.md 7.3).
    if (this.state.question !== 'trusted') this.state.question = 'none';
    this.#goneOrCome();
  }

  /** Plugs it in again. */
  plug(): void {
    this.state.plugged = true;
    this.#goneOrCome();
  }

  /** Ties the phone to its owner's account, which no erase undoes. */
  lockActivation(): void {
    this.state.activationLocked = true;
    for (const name of ['fm-activation-locked', 'fm-spstatus']) this.state.nvram.set(name, 'YES');
  }

  /** Erases the phone as it does by itself, from the acknowledgement to its return; resolves when it is back or stays away. */
  async erase(cause: EraseCause, keepsEsim: boolean): Promise<void> {
    if (this.#isErasing) return;
    this.#isErasing = true;
    try {
      await this.#leaveAndReturn(cause, keepsEsim);
    } finally {
      this.#isErasing = false;
    }
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    this.#services.clear();
  }

  async #leaveAndReturn(cause: EraseCause, keepsEsim: boolean): Promise<void> {
    const { quirks, state } = this;
    // Another tool's restore writes the whole system anew, whatever the phone would do with an order to erase.
    const erases = cause === 'restore' ? 'wholly' : quirks.erases;
    if (!(await this.#pause(ERASE_AFTER_MS))) return;
    if (erases === 'stays') return quirks.stayed();
    state.mode = 'off';
    this.#goneOrCome();
    quirks.left();
    if (erases === 'wholly') this.#wipe(cause, keepsEsim);
    if (!(await this.#pause(this.#random.between(1000, 2000))) || quirks.staysAway) return;
    quirks.returning();
    state.mode = 'normal';
    this.#goneOrCome();
  }

  #wipe(cause: EraseCause, keepsEsim: boolean): void {
    const { quirks, state } = this;
    const kept = new Map(quirks.keepsPairings ? state.pairings : []);
    eraseState(state, keepsEsim);
    for (const [hostId, pairing] of kept) state.pairings.set(hostId, pairing);
    if (!quirks.keepsPairings) this.#keys = null;
    this.wipes += 1;
    if (quirks.writesRecord === 'right') {
      state.nvram.set('obliteration', eraseRecord(this.model, this.clockSeconds(), cause));
    } else if (quirks.writesRecord === 'rolled-back') {
      state.nvram.set('obliteration', rolledBackRecord(this.clockSeconds()));
    }
  }

  async #serveSafely({ name, pairing }: { name: string; pairing: Pairing }, channel: PlistChannel): Promise<void> {
    if (await channel.secure(await this.tlsFor(pairing))) await this.#serve(name, this, channel);
  }

  #goneOrCome(): void {
    if (!this.isOffered) this.cut();
    for (const listener of this.#listeners) listener();
  }

  #pause(ms: number): Promise<boolean> {
    return delay(ms, undefined, { signal: this.#stopped }).then(
      () => true,
      () => false,
    );
  }
}
