import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../random.ts';
import type { ServiceHandler } from '../services/service-stream.ts';
import type { HostKey } from '../wire/auth.ts';
import type { PhoneEnd, RawLine } from '../wire/connection.ts';
import { VERSION_WITH_CHECKSUM, VERSION_WITHOUT_CHECKSUM } from '../wire/packet.ts';
import { layFelicaFiles } from './felica-software.ts';
import type { PhoneCondition, PhoneModel } from './model.ts';
import { killProcessesOf } from './processes.ts';
import { initialState, type PhoneState, type WipeKind, wipeState } from './state.ts';
import type { PhoneStorage } from './storage.ts';

/** What a fault may change about a phone; an empty object is a sound phone. */
export interface PhoneQuirks {
  /** Changes an overwriter command line before it runs. */
  overwriterCommand?: (command: string) => string;
  /** Called when an overwriter has been started by the host. */
  overwriterStarted?: () => Promise<void> | void;
  /** Called after a wipe, before the phone comes back. */
  wiped?: () => void;
  /** True when the phone never comes back from a reset. */
  staysAway?: boolean;
  /** Changes one property as the phone tells it. */
  property?: (key: string, value: string) => string;
  /** True when the IMEI cannot be read by the shell, whatever the model says. */
  hidesImei?: boolean;
  /** True when plugging in does not help any more. */
  cableIsDead?: boolean;
  /** Called after each packet of the host. */
  packetHandled?: (line: RawLine) => void;
}

/** What a rack gives a phone when it makes one. */
export interface PhoneParts {
  readonly model: PhoneModel;
  readonly condition: PhoneCondition;
  readonly storage: PhoneStorage;
  readonly random: SeededRandom;
  /** Finds the service of a name as the phone's present mode allows it; null refuses it. */
  readonly serve: (phone: VirtualPhone, name: string) => ServiceHandler | null;
}

/** One virtual phone: power, mode, adb daemon and what it remembers. What carries its bytes is not its business. */
export class VirtualPhone implements PhoneEnd {
  readonly model: PhoneModel;
  readonly condition: PhoneCondition;
  readonly storage: PhoneStorage;
  readonly random: SeededRandom;
  readonly state: PhoneState;
  readonly quirks: PhoneQuirks = {};
  /** Marks this phone's processes on the host. */
  readonly mark: string;
  readonly #serve: PhoneParts['serve'];
  readonly #listeners = new Set<() => void>();
  readonly #gone = new AbortController();
  #waiting: { key: HostKey; allow: () => void } | null = null;
  #attachment = 0;
  /** Number of shell scripts run so far; faults choose their moment by it. */
  shellsRun = 0;
  /** Number of wipes so far. */
  wipes = 0;

  constructor(parts: PhoneParts) {
    this.model = parts.model;
    this.condition = parts.condition;
    this.storage = parts.storage;
    this.random = parts.random;
    this.#serve = parts.serve;
    this.mark = `${process.pid}-${parts.storage.root}`;
    this.state = initialState(parts.model, parts.condition, parts.random);
    this.storage.format();
    layFelicaFiles(this.storage.root, parts.model);
    // A phone at its set-up screen was reset by its seller already; all others still hold what was lived on them.
    if (parts.model.startsIn !== 'trade-in') this.storage.plant(parts.random.branch('user data'));
  }

  get protocolVersion(): number {
    // Android 9 is the first whose adbd stops checking sums (source: adb history of A_VERSION_SKIP_CHECKSUM, 2017).
    return this.model.sdk >= 28 ? VERSION_WITHOUT_CHECKSUM : VERSION_WITH_CHECKSUM;
  }

  get maxPayloadBytes(): number {
    return this.model.sdk >= 28 ? 1024 * 1024 : 256 * 1024;
  }

  get asksForKey(): boolean {
    return this.state.mode === 'android' && this.state.tradeIn === 'off';
  }

  /** What adb may see: the first word of the banner, or null when nothing is on the wire. */
  get visibleState(): 'device' | 'rescue' | 'recovery' | 'sideload' | null {
    const { mode, plugged, adbOn } = this.state;
    if (!plugged || this.quirks.cableIsDead || mode === 'off' || mode === 'bootloader') return null;
    if (mode === 'android') return adbOn ? 'device' : null;
    return mode;
  }

  /** Grows each time the connection has to start anew; a carrier drops its sockets when it changes. */
  get attachment(): number {
    return this.#attachment;
  }

  /** Whether the dialog 'Allow USB debugging?' waits for a person. */
  get asksPerson(): boolean {
    return this.#waiting !== null;
  }

  banner(): string {
    const { product, model, device, features } = this.model;
    const name = this.property('banner.model', model);
    const base = `${this.visibleState ?? 'device'}::ro.product.name=${product};ro.product.model=${name};ro.product.device=${device};`;
    const offered = this.state.mode === 'android' ? features : features.filter((feature) => feature !== 'abb');
    return offered.length === 0 ? base : `${base}features=${offered.join(',')}`;
  }

  acceptedKeys(): readonly string[] {
    return [...this.state.keys];
  }

  async askPerson(key: HostKey, signal: AbortSignal): Promise<void> {
    if (this.state.trustNextKey) {
      this.state.trustNextKey = false;
      this.state.keys.add(key.base64);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.#waiting = null;
        reject(new Error('the cable was pulled'));
      });
      this.#waiting = { key, allow: resolve };
    });
  }

  /** A person ticks 'Always allow' and presses Allow; false when no dialog is to be seen. */
  allowHost(): boolean {
    const waiting = this.#waiting;
    if (waiting === null || this.state.screenLock || this.condition.hostKey === 'never') return false;
    this.#waiting = null;
    this.state.keys.add(waiting.key.base64);
    waiting.allow();
    return true;
  }

  service(name: string): ServiceHandler | null {
    return this.#serve(this, name);
  }

  packetHandled(line: RawLine): void {
    this.quirks.packetHandled?.(line);
  }

  /** Returns a property as this phone tells it now. */
  property(key: string, value: string): string {
    return this.quirks.property?.(key, value) ?? value;
  }

  /** Calls back whenever the phone appears, vanishes or must be attached anew; returns how to stop. */
  onAttachment(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Breaks the connection; whether the phone is seen again depends on its state. */
  reattach(): void {
    this.#attachment += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Pulls the cable; what runs on the phone goes on. */
  unplug(): void {
    this.state.plugged = false;
    this.reattach();
  }

  /** Puts the cable back. */
  plug(): void {
    this.state.plugged = true;
    this.reattach();
  }

  /** Restarts adbd with other rights, as Trade-In Mode's evaluation does. */
  async restartAdbd(): Promise<void> {
    const before = this.state.adbOn;
    this.state.adbOn = false;
    this.reattach();
    if (!(await this.#pause(300))) return;
    this.state.adbOn = before;
    this.reattach();
  }

  /** Reboots into a mode; everything that ran dies, and a wipe that is due happens on the way. */
  async restart(mode: PhoneState['mode'] = 'android', wipe: WipeKind | null = null): Promise<void> {
    killProcessesOf(this.mark);
    this.state.mode = 'off';
    this.reattach();
    if (!(await this.#pause(this.random.between(1000, 1800)))) return;
    const due = wipe ?? (this.state.wipeAtBoot ? 'trade-in' : null);
    killProcessesOf(this.mark);
    if (due !== null) {
      this.wipe(due);
      if (this.quirks.staysAway) return;
      this.quirks.wiped?.();
    }
    this.state.mode = mode;
    this.state.bootCount += 1;
    this.reattach();
  }

  /** Deletes the user's data for good and sets the state as that reset leaves it. */
  wipe(kind: WipeKind): void {
    this.wipes += 1;
    this.storage.format();
    wipeState(this.state, this.model, kind, this.random);
  }

  /** Ends everything about this phone, for good. */
  destroy(): void {
    this.#gone.abort();
    killProcessesOf(this.mark);
    this.state.mode = 'off';
    this.reattach();
    this.#listeners.clear();
  }

  async #pause(forMs: number): Promise<boolean> {
    return delay(forMs, true, { signal: this.#gone.signal }).catch(() => false);
  }
}
