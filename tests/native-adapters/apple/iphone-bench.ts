import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PhoneAdapter } from '../../../domain/adapter.ts';
import type { TrustState } from '../../../domain/apple-facts.ts';
import type { DeviceFacts } from '../../../domain/device.ts';
import { type PortId, portId } from '../../../domain/ids.ts';
import type { Attachment } from '../../../domain/port.ts';
import { openAppleModels } from '../../../main/devices/apple-models.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import { practiceBus } from '../../../main/practice/practice-bus.ts';
import type { AppleBench } from '../../../native-adapters/apple/apple-bench.ts';
import { iphoneAdapter } from '../../../native-adapters/apple/iphone/index.ts';
import { HostIdentity } from '../../../native-adapters/apple/lockdownd/host-identity.ts';
import { TrustDesk } from '../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { watchUsb } from '../../../native-adapters/watchers/usb-watcher.ts';
import { watchUsbmuxd } from '../../../native-adapters/watchers/usbmuxd-watcher.ts';
import { type PracticeRack, type PracticeRackOptions, startPracticeRack } from '../../../practice/index.ts';
import { SHORT_PATIENCE } from '../android/phone-bench.ts';

/** A rack of iPhones, and what the workstation works on them with; `stop` removes all of it. */
export class IphoneBench {
  readonly rack: PracticeRack;
  readonly usbmuxd: Usbmuxd;
  readonly bench: AppleBench;
  readonly adapter: PhoneAdapter;
  readonly board = new PortBoard(['usbmuxd', 'usb']);
  readonly #folder: string;
  readonly #stopped = new AbortController();
  readonly #watching: Promise<unknown>;

  private constructor(folder: string, rack: PracticeRack) {
    this.#folder = folder;
    this.rack = rack;
    if (rack.usbmuxd === null) throw new Error('a rack without iPhones');
    this.usbmuxd = new Usbmuxd({ is: 'tcp', ...rack.usbmuxd });
    const trust = new TrustDesk(this.usbmuxd, new HostIdentity(() => new Date()));
    const models = openAppleModels(join(folder, 'data'));
    this.bench = { usbmuxd: this.usbmuxd, trust, findModel: models.find, patience: SHORT_PATIENCE };
    this.adapter = iphoneAdapter(this.bench);
    const { signal } = this.#stopped;
    this.#watching = Promise.allSettled([
      this.board.follow(watchUsbmuxd(this.usbmuxd, trust, signal)),
      this.board.follow(watchUsb(practiceBus(rack).watch(signal))),
    ]);
  }

  /** Starts it and waits until every phone has its Port. */
  static async start(options: Partial<PracticeRackOptions> & { readonly iphones: number }): Promise<IphoneBench> {
    const folder = mkdtempSync(join(tmpdir(), 'iphone-bench-'));
    const workFolder = join(folder, 'rack');
    const plain = { phones: 0, seed: 'iphone-bench', faults: [], workFolder, adb: 'in-process' } as const;
    const made = new IphoneBench(folder, await startPracticeRack({ ...plain, ...options }));
    await made.until(() => made.rack.phones.every((_, slot) => made.isHere(slot)));
    return made;
  }

  /** The Port of a slot, counted from 0. */
  port(slot = 0): PortId {
    return portId(this.rack.phones[slot]?.port ?? 'none');
  }

  /** Whether the phone of a slot can be worked on, as far as it ever can. */
  isHere(slot = 0): boolean {
    const mode = this.board.at(this.port(slot))?.mode;
    return mode === 'iphone' || mode === 'iphone-recovery' || mode === 'iphone-dfu';
  }

  /** What is on the Port of a slot now. */
  at(slot = 0): Attachment {
    const here = this.board.at(this.port(slot));
    if (!here) throw new Error(`nothing on ${this.port(slot)}`);
    return here;
  }

  /** What the phone of a slot says of itself now. */
  identify(slot = 0): Promise<DeviceFacts> {
    return this.adapter.identify(this.at(slot), this.#stopped.signal);
  }

  /** Asks for trust once. */
  async trust(slot = 0): Promise<TrustState | undefined> {
    return this.adapter.trust?.(this.at(slot), this.#stopped.signal);
  }

  /** Asks for trust as the readings do, until the answer is this one. */
  async trustUntil(wanted: TrustState, slot = 0): Promise<void> {
    let seen = await this.trust(slot);
    for (let tries = 0; seen !== wanted && tries < 100; tries += 1) {
      await pause(50);
      seen = await this.trust(slot);
    }
    if (seen !== wanted) throw new Error(`trust is ${seen}, not ${wanted}`);
  }

  /** Lets a person follow an instruction at the phone of a slot. */
  async follow(instruction: string, slot = 0): Promise<string> {
    return (await this.rack.person.follow(this.port(slot), instruction)).saw;
  }

  /** Pulls the cable of a slot and plugs it in, and waits for the phone. */
  async replug(slot = 0): Promise<void> {
    // The daemon's number tells no plug from the next where the daemon ends with its last phone.
    const before = this.board.mark(this.port(slot));
    await this.follow('replug', slot);
    await this.until(() => this.isHere(slot) && this.board.mark(this.port(slot)) > before);
  }

  /** Waits until something is so; throws after 10 s. */
  async until(isSo: () => boolean): Promise<void> {
    const givesUpAt = performance.now() + 10_000;
    while (!isSo()) {
      if (performance.now() > givesUpAt) throw new Error('it never came to be so');
      await pause(20);
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.rack.stop();
    await this.#watching;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
