import { AdbServer } from './adb-server.ts';
import type { AdbAddress } from './dial-through-adbkit.ts';
import { ensureServer, USERS_SERVER } from './ensure-server.ts';

/** The adb server of a bench: one at a given address is only asked; the user's own (null) is started where adb is installed and none runs. */
export class BenchServer {
  readonly adb: AdbServer;
  readonly #isUsers: boolean;
  #version: number | null = null;

  constructor(given: AdbAddress | null) {
    this.adb = new AdbServer(given ?? USERS_SERVER);
    this.#isUsers = given === null;
  }

  /** The version that it told last; null before it told any. */
  get version(): number | null {
    return this.#version;
  }

  /** The phones at each change, for ever. */
  track(signal: AbortSignal): ReturnType<AdbServer['track']> {
    return this.adb.track(signal);
  }

  /** Learns the version; rejects with why there is no server, as `ensureServer` and `AdbServer.version` do. */
  async ready(signal: AbortSignal): Promise<void> {
    this.#version = this.#isUsers ? (await ensureServer({ signal })).version : await this.adb.version(signal);
  }
}
