import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { askServer } from './smart-socket.ts';

const START_WITHIN_MS = 15_000;
/** Holds the server for as long as its own standard input is open, so that it never outlives a killed workstation. */
const KEEPER = '"$0" "$@" </dev/null & server=$!; read -r _; kill -9 "$server"; wait "$server" 2>/dev/null';

/** Returns the path of the adb program in PATH, or null. */
export function findAdb(): string | null {
  const names = process.platform === 'win32' ? ['adb.exe'] : ['adb'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/**
 * A real adb server of the rack's own: private port, private HOME (so its own key), no search for emulators, and no USB, so
 * that it never takes a phone away from the server that the user runs.
 */
export class RealAdbServer {
  readonly port: number;
  readonly home: string;
  readonly #adb: string;
  #child: ChildProcess | null = null;

  constructor(adb: string, port: number, home: string) {
    this.#adb = adb;
    this.port = port;
    this.home = home;
  }

  /** The environment in which adb talks to this server and to no other. */
  get environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      HOME: this.home,
      TMPDIR: this.home,
      ANDROID_ADB_SERVER_PORT: String(this.port),
      ADB_LOCAL_TRANSPORT_MAX_PORT: '0',
      ADB_USB: '0',
      ADB_MDNS: '0',
    };
  }

  /** Starts the server and resolves when it answers; rejects when it does not come up in time. */
  async start(): Promise<void> {
    mkdirSync(join(this.home, '.android'), { recursive: true });
    const child = spawn('/bin/sh', ['-c', KEEPER, this.#adb, '-P', String(this.port), 'nodaemon', 'server'], {
      cwd: this.home,
      env: this.environment,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.on('error', () => undefined);
    child.stdin?.on('error', () => undefined);
    this.#child = child;
    const deadline = Date.now() + START_WITHIN_MS;
    while (Date.now() < deadline && child.exitCode === null && child.pid !== undefined) {
      const reply = await askServer(this.port, 'host:version', 1000).catch(() => null);
      if (reply?.toString('latin1').startsWith('OKAY')) return;
      await delay(20);
    }
    await this.kill();
    throw new Error('the private adb server did not start');
  }

  /** Tells the server that a phone listens on that loopback port; it is listed as emulator-(port-1). */
  async register(port: number): Promise<void> {
    await askServer(this.port, `host:emulator:${port}`);
  }

  /** Kills this server, and only this one, without any warning. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.stdin?.destroy();
    await ended;
  }
}
