import type { CallLimits } from '../../links/deadline.ts';
import type { AdbWire } from './adb-wire.ts';
import { ByteTally } from './byte-tally.ts';
import { type HearExchange, heeded } from './exchange.ts';
import { feedExec, runExec, streamExec } from './exec.ts';
import { type PhoneOnWire, PhoneStream } from './phone-stream.ts';
import { feedShellV2, type OutputLimits, runShellV1, runShellV2, type ShellResult } from './shell.ts';
import { pullFile, pullStream, pushFile } from './sync-files.ts';
import { listFolder, type PhoneFile, type PhoneFolderEntry, statPath } from './sync-stat.ts';

/** Modes into which adbd reboots (AOSP adb/SERVICES.TXT); the empty one is the normal system. */
export type RebootTarget = '' | 'bootloader' | 'recovery' | 'sideload' | 'fastboot' | 'rescue';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

/**
 * One attachment of one phone. Every call is time-limited and rejects with WorkstationError (or the abort reason of the
 * caller's signal); after a re-plug the transport id is another one and this object only answers device.absent.
 */
export class AdbPhone {
  /** Bytes to and from this phone so far. */
  readonly bytes: ByteTally;
  readonly #on: PhoneOnWire;
  readonly #hear: ((direction: 'sent' | 'received', text: string) => void) | null;
  #features: ReadonlySet<string> | null = null;

  constructor(
    wire: AdbWire,
    transportId: string,
    bytes: ByteTally = new ByteTally(),
    hear: HearExchange | null = null,
  ) {
    if (!/^[0-9]{1,20}$/.test(transportId)) throw new RangeError('a transport id has digits only');
    this.bytes = bytes;
    this.#on = { wire, transportId, tally: bytes };
    this.#hear = hear && ((direction, text) => hear(transportId, direction, text));
  }

  /** What the phone's adbd offers (shell_v2, stat_v2 …); asked once an attachment. */
  async features(limits: CallLimits): Promise<ReadonlySet<string>> {
    if (this.#features === null) {
      const answer = await this.#on.wire.ask(`host-transport-id:${this.#on.transportId}:features`, limits);
      this.#features = new Set(answer.split(',').filter((name) => name !== ''));
    }
    return this.#features;
  }

  /** Runs a command and returns its output and exit code; by the old protocol when the phone has no shell_v2 (see ShellResult). */
  async shell(command: string, limits: OutputLimits): Promise<ShellResult> {
    const run = (await this.#has('shell_v2', limits)) ? runShellV2 : runShellV1;
    return heeded(this.#hear, command, () => run(this.#on, command, limits));
  }

  /** Runs a command by shell protocol v2, whatever the phone's banner says: for modes that only phones with it have. */
  async shellV2(command: string, limits: OutputLimits): Promise<ShellResult> {
    return heeded(this.#hear, command, () => runShellV2(this.#on, command, limits));
  }

  /** Returns a command's raw output; neither exit code nor completeness is known. */
  async exec(command: string, limits: OutputLimits): Promise<Uint8Array> {
    return runExec(this.#on, command, limits);
  }

  /** Yields a command's raw output as it arrives; the limits hold for the whole stream. */
  execStream(command: string, limits: CallLimits): AsyncGenerator<Uint8Array, void, undefined> {
    return streamExec(this.#on, command, limits);
  }

  /** Runs a command with the source as its standard input, no faster than the phone takes it; exitCode is null on phones without shell_v2. */
  async execWrite(command: string, source: AsyncIterable<Uint8Array>, limits: OutputLimits): Promise<ShellResult> {
    const run = (await this.#has('shell_v2', limits)) ? feedShellV2 : feedExec;
    return run(this.#on, { command, source }, limits);
  }

  /** Writes a file (absolute path, POSIX permission bits); resolves when the phone confirmed all of it. */
  async push(
    source: Uint8Array | AsyncIterable<Uint8Array>,
    path: string,
    mode: number,
    limits: CallLimits,
  ): Promise<void> {
    return pushFile(this.#on, source instanceof Uint8Array ? once(source) : source, { path, mode }, limits);
  }

  /** Reads a file into memory, at most `maxBytes`. */
  async pull(path: string, limits: CallLimits & { readonly maxBytes: number }): Promise<Uint8Array> {
    return pullFile(this.#on, path, limits);
  }

  /** Yields a file as it arrives. */
  pullStream(path: string, limits: CallLimits): AsyncGenerator<Uint8Array, void, undefined> {
    return pullStream(this.#on, path, limits);
  }

  /** Asks about a path; null when there is nothing. */
  async stat(path: string, limits: CallLimits): Promise<PhoneFile | null> {
    return statPath(this.#on, path, { ...limits, v2: await this.#has('stat_v2', limits) });
  }

  /** Lists a folder without `.` and `..`. */
  async list(path: string, limits: CallLimits): Promise<readonly PhoneFolderEntry[]> {
    return listFolder(this.#on, path, { ...limits, v2: await this.#has('ls_v2', limits) });
  }

  /** Opens any service by its adb name (`rescue-wipe:userdata:0` …) as a raw stream; the caller closes it. */
  async service(name: string, limits: CallLimits): Promise<PhoneStream> {
    return PhoneStream.open(this.#on, name, limits);
  }

  /** Asks the phone to reboot and resolves when it took the order; only its return proves anything. */
  async reboot(target: RebootTarget, limits: CallLimits): Promise<void> {
    this.#hear?.('sent', `reboot:${target}`);
    const stream = await PhoneStream.open(this.#on, `reboot:${target}`, limits);
    try {
      while ((await stream.readEvenWhenLost()) !== null);
    } finally {
      stream.close();
    }
  }

  /** The state that the server gives this attachment now (`device`, `recovery` …); throws when it is gone or not usable. */
  async state(limits: CallLimits): Promise<string> {
    return this.#on.wire.ask(`host-transport-id:${this.#on.transportId}:get-state`, limits);
  }

  async #has(feature: string, limits: CallLimits): Promise<boolean> {
    return (await this.features(limits)).has(feature);
  }
}
