import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { asWorkstationError } from '../../../domain/errors.ts';
import type {
  ContactlessReader,
  ReaderSighting,
  ReaderSource,
  ReadersSeen,
  ReaderTransport,
} from '../../../domain/reader.ts';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { readerAdapters } from '../../../native-adapters/index.ts';
import { realUsb } from '../../../native-adapters/links/usb/keep-usb.ts';
import { launchDeviceProcess } from '../../../native-adapters/links/usb/launch-device-process.ts';
import { READER_PATIENCE } from '../../../native-adapters/links/usb/open-usb-reader.ts';
import { shareUsb } from '../../../native-adapters/links/usb/usb-bus.ts';
import { type UsbReaderParts, usbReadersOf } from '../../../native-adapters/links/usb/usb-readers.ts';
import type { HeardOnUsb, ReaderOrder } from './reader-bench.ts';

const FOUND_WITHIN_MS = 90_000;

// A machine in software emulation needs its time to start a process; all other limits are the product's.
function slowlyStarted(): UsbReaderParts {
  const usb = realUsb(forkLauncher);
  return {
    bus: shareUsb({ ...usb, patience: { ...usb.patience, startMs: 60_000 } }),
    launch: () => launchDeviceProcess(forkLauncher),
    patience: { ...READER_PATIENCE, openMs: 60_000 },
  };
}

/** What a job inside the guest works with: the bench of readers, the product's readers, and the facts that it leaves behind. */
export class ReadersScene {
  readonly #startedAt = performance.now();
  readonly #facts: Record<string, unknown> = {};
  readonly #stop = new AbortController();
  readonly #parts = slowlyStarted();
  readonly #readers: ReaderSource = usbReadersOf(this.#parts);
  readonly #bench: ChildProcess;
  #seen: ReadersSeen = { up: true, readers: [] };

  constructor() {
    // Node has started and read everything: from here on a crash is a fault of what is tested.
    writeFileSync(`${process.env['SHARED']}/begun`, '');
    this.#bench = fork(fileURLToPath(new URL('./reader-bench.ts', import.meta.url)));
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Writes a fact down. */
  readonly note = (name: string, fact: unknown): void => {
    this.#facts[name] = fact;
    console.log(`${Math.round(performance.now() - this.#startedAt)} ms ${name}: ${JSON.stringify(fact)}`);
  };

  /** Lets the bench do something. */
  readonly order = async (what: ReaderOrder): Promise<unknown> => {
    const done = once(this.#bench, 'message');
    this.#bench.send(what);
    const [said] = (await done) as [{ answer?: unknown; failed?: string }];
    if (said.failed) throw new Error(said.failed);
    return said.answer;
  };

  /** Waits until something is found; its time is what the fact of that name took. */
  readonly until = async <T>(name: string, find: () => T | Promise<T>): Promise<NonNullable<T>> => {
    const from = performance.now();
    for (;;) {
      const found = await find();
      if (found) {
        this.note(name, { afterMs: Math.round(performance.now() - from) });
        return found;
      }
      if (performance.now() - from > FOUND_WITHIN_MS) throw new Error(`${name}: ${JSON.stringify(this.#seen)}`);
      await pause(20);
    }
  };

  /** The reader that the product sees in a place. */
  readonly at = (reader: string): ReaderSighting | undefined =>
    this.#seen.up ? this.#seen.readers.find((one) => one.reader === reader) : undefined;

  /** The code of the error with which some work ends. */
  readonly codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'no error',
      (error: unknown) => asWorkstationError(error).code,
    );

  /** What Linux says sits on an interface. */
  readonly driverOf = (name: string): Promise<string | null> =>
    readlink(`/sys/bus/usb/devices/${name}/driver`).then(
      (target) => target.slice(target.lastIndexOf('/') + 1),
      () => null,
    );

  /** What the reader in a socket was sent. */
  async hear(socket: number): Promise<HeardOnUsb> {
    return (await this.order({ do: 'hear', socket })) as HeardOnUsb;
  }

  /** Claims a reader. */
  open(sighting: ReaderSighting): Promise<ReaderTransport> {
    return this.#readers.open(sighting, this.signal);
  }

  /** Claims a reader as somebody who knows nothing of the first one. */
  anotherProgram(sighting: ReaderSighting): Promise<ReaderTransport> {
    return usbReadersOf(this.#parts).open(sighting, this.signal);
  }

  /** Claims a reader and lets its driver bring it up. */
  async bringUp(sighting: ReaderSighting): Promise<ContactlessReader> {
    const adapter = readerAdapters.find((one) => one.recognise(sighting));
    if (!adapter) throw new Error('no driver is for this reader');
    return adapter.open(await this.open(sighting), sighting, this.signal);
  }

  /** Runs the job, leaves its facts in the shared folder, and ends the process. */
  async run(job: () => Promise<void>): Promise<never> {
    const watching = this.#watch();
    try {
      await job();
      this.#stop.abort();
      await watching;
    } catch (error) {
      console.log(error);
      this.note('error', String(error));
    }
    writeFileSync(`${process.env['SHARED']}/result.json`, JSON.stringify(this.#facts));
    process.exit('error' in this.#facts ? 1 : 0);
  }

  async #watch(): Promise<void> {
    for await (const seen of this.#readers.watch(this.signal)) this.#seen = seen;
  }
}
