import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { WorkstationError } from '../../../domain/errors.ts';
import { unlessAborted } from '../../links/deadline.ts';
import { AdbServer } from './adb-server.ts';
import type { AdbAddress } from './dial-through-adbkit.ts';
import { OLDEST_VERSION } from './track-phones.ts';

/** The adb server to work with, and whether it was running before. */
export interface EnsuredServer {
  readonly server: AdbServer;
  readonly version: number;
  /** The binary that was run because nothing answered; null when a running server is used. */
  readonly startedWith: string | null;
}

/** Where to look for a server and for the adb binary that may start one. */
export interface EnsureOptions {
  readonly address?: AdbAddress | undefined;
  /** The binary to use; absent = the Android SDK's place, then PATH. */
  readonly adbPath?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The server that all adb clients of a user share (AOSP adb/adb.h DEFAULT_ADB_PORT). */
export const USERS_SERVER: AdbAddress = { host: '127.0.0.1', port: 5037 };
const START_WITHIN_MS = 20_000;

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Finds the adb binary: the given one, else the Android SDK's, else PATH's; null when there is none. */
export async function findAdb(options: EnsureOptions): Promise<string | null> {
  if (options.adbPath !== undefined) return (await isProgram(options.adbPath)) ? options.adbPath : null;
  const environment = options.environment ?? process.env;
  const name = process.platform === 'win32' ? 'adb.exe' : 'adb';
  const sdk = environment['ANDROID_HOME'] ?? environment['ANDROID_SDK_ROOT'];
  const folders = [
    ...(sdk === undefined ? [] : [path.join(sdk, 'platform-tools')]),
    ...(environment['PATH'] ?? '').split(path.delimiter),
    ...(process.platform === 'win32' ? [] : ['/usr/lib/android-sdk/platform-tools']),
  ];
  for (const folder of folders.filter((one) => one !== '')) {
    const file = path.join(folder, name);
    if (await isProgram(file)) return file;
  }
  return null;
}

// Runs `adb start-server`, which returns when the server it left behind listens.
async function startServer(adb: string, port: number, options: EnsureOptions): Promise<void> {
  const child = spawn(adb, ['-P', String(port), 'start-server'], {
    stdio: 'ignore',
    windowsHide: true,
    env: { ...(options.environment ?? process.env) },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const late = AbortSignal.timeout(START_WITHIN_MS);
  try {
    const exitCode = await unlessAborted(ended, options.signal ? AbortSignal.any([options.signal, late]) : late);
    if (exitCode !== 0) throw new Error(`adb start-server ended with ${exitCode}`);
  } catch (cause) {
    child.kill();
    if (options.signal?.aborted) throw options.signal.reason;
    throw new WorkstationError('adb.server-down', { address: `127.0.0.1:${port}`, reason: 'start-failed' }, { cause });
  }
}

/**
 * Gives the adb server to work with: the one that already answers, else one started once with the found binary.
 * A running server is never stopped or replaced, whatever its version: too old is adb.server-old, another program is
 * adb.foreign-reply, no server and no binary is adb.absent.
 */
export async function ensureServer(options: EnsureOptions = {}): Promise<EnsuredServer> {
  const address = options.address ?? USERS_SERVER;
  const server = new AdbServer(address);
  const running = await server.version(options.signal).catch((error: unknown) => {
    if (error instanceof WorkstationError && error.code === 'adb.server-down') return null;
    throw error;
  });
  if (running !== null) return accept(server, running, null);
  const adb = await findAdb(options);
  if (adb === null) throw new WorkstationError('adb.absent');
  await startServer(adb, address.port, options);
  return accept(server, await server.version(options.signal), adb);
}

function accept(server: AdbServer, version: number, startedWith: string | null): EnsuredServer {
  if (version < OLDEST_VERSION) throw new WorkstationError('adb.server-old', { version });
  return { server, version, startedWith };
}
