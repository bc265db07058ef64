import { type ProcessLauncher, type SideProcess, siblingModule } from '../domain/side-process.ts';
import type { PracticeUsbDevice } from './apple/usb-bus.ts';
import type { FromRack, RackFacts, ToRack } from './rack-messages.ts';
import type { PracticeRack, PracticeRackOptions, PracticeTruth, PracticeUsb } from './rack-types.ts';
import { trippedWires } from './tripwires.ts';

interface Waiting {
  readonly resolve: (answer: FromRack) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts the same rack in a process of its own, so that the phones' work never delays the workstation's event loop.
 * Rejects as startPracticeRack does; the rack ends by itself when the workstation does.
 */
export async function startPracticeRackApart(
  options: PracticeRackOptions,
  launch: ProcessLauncher,
): Promise<PracticeRack> {
  const link = new RackLink(
    launch({ moduleUrl: siblingModule(import.meta.url, 'rack-process'), name: 'hakushi-rack' }),
  );
  const facts = await link.start(options);
  return {
    ...facts,
    usb: link.usb,
    person: { follow: (port, instruction) => link.follow(port, instruction) },
    truth: (port) => link.lookInside(port),
    tripwires: () => trippedWires([process.cwd(), ...facts.watchedFolders]),
    stop: () => link.stop(),
  };
}

/** The line to a rack's process: numbered questions, answers in any order. */
class RackLink {
  readonly #process: SideProcess<ToRack>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #started: { resolve: (facts: RackFacts) => void; reject: (error: Error) => void } | null = null;
  #lastId = 0;
  #devices: readonly PracticeUsbDevice[] = [];
  readonly #usbListeners = new Set<() => void>();
  readonly usb: PracticeUsb = {
    devices: () => this.#devices,
    onChange: (listener) => {
      this.#usbListeners.add(listener);
      return () => this.#usbListeners.delete(listener);
    },
  };

  constructor(process: SideProcess<ToRack>) {
    this.#process = process;
    // The rack is our own module of the same version.
    process.onMessage((message) => this.#hear(message as FromRack));
    this.#ended = new Promise((resolve) => {
      process.onExit(() => {
        this.#giveUp(new Error('the practice rack has ended'));
        resolve();
      });
    });
  }

  start(options: PracticeRackOptions): Promise<RackFacts> {
    return new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
      this.#process.post({ kind: 'start', options });
    });
  }

  async follow(port: string, instruction: string): Promise<{ saw: string }> {
    const answer = await this.#ask((id) => ({ kind: 'follow', id, port, instruction }));
    return { saw: answer.kind === 'saw' ? answer.saw : '' };
  }

  async lookInside(port: string): Promise<PracticeTruth> {
    const answer = await this.#ask((id) => ({ kind: 'look-inside', id, port }));
    if (answer.kind !== 'is-so') throw new Error('the practice rack answered something else');
    return answer.truth;
  }

  #ask(question: (id: number) => ToRack): Promise<FromRack> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      if (!this.#process.post(question(id))) this.#giveUp(new Error('the practice rack has ended'));
    });
  }

  async stop(): Promise<void> {
    this.#process.post({ kind: 'stop' });
    await this.#ended;
  }

  #hear(message: FromRack): void {
    if (message.kind === 'started') {
      this.#devices = message.devices;
      this.#started?.resolve(message.facts);
    } else if (message.kind === 'usb') this.#seeUsb(message.devices);
    else if (message.kind !== 'failed') this.#take(message.id)?.resolve(message);
    else if (message.id === 0) {
      this.#started?.reject(message.isWish ? new RangeError(message.why) : new Error(message.why));
      this.#process.post({ kind: 'stop' });
    } else this.#take(message.id)?.reject(new Error(message.why));
  }

  #seeUsb(devices: readonly PracticeUsbDevice[]): void {
    this.#devices = devices;
    for (const listener of [...this.#usbListeners]) listener();
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #giveUp(error: Error): void {
    this.#started?.reject(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    if (this.#devices.length > 0) this.#seeUsb([]);
  }
}
