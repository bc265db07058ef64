import { WorkstationError } from '../../domain/errors.ts';
import type { AdbSeen } from '../../domain/observations.ts';
import { AdbServer } from '../android/adb/adb-server.ts';
import type { AdbAddress } from '../android/adb/dial-through-adbkit.ts';
import { findAdb } from '../android/adb/ensure-server.ts';
import { OLDEST_VERSION } from '../android/adb/track-phones.ts';
import type { Environment } from './linux-surroundings.ts';
import type { ReadRoot } from './read-root.ts';
import { runQuietly } from './run-quietly.ts';
import { whoHolds } from './who-holds.ts';

const ANSWER_WITHIN_MS = 2_500;
const CLIENT_WITHIN_MS = 3_500;
const LISTENING = '0A';

/** Where the adb server and the binary are looked for, and as whom. */
export interface AdbLook {
  readonly address: AdbAddress;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** The binary; absent = where `findAdb` looks. */
  readonly adbPath?: string;
  /** The kernel's tables of sockets, on Linux; null where there are none. */
  readonly sockets: { readonly root: ReadRoot; readonly ownUser: number; readonly ownPid: number } | null;
}

async function askServer(
  address: AdbAddress,
  signal: AbortSignal,
): Promise<{ readonly server: AdbSeen['server']; readonly version: number | null }> {
  try {
    return { server: 'answers', version: await new AdbServer(address).version(signal, ANSWER_WITHIN_MS) };
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof WorkstationError ? error.code : null;
    if (code === 'device.timeout') return { server: 'silent', version: null };
    return { server: code === 'adb.server-down' ? whyDown(error) : 'foreign', version: null };
  }
}

/** Who takes the connection and closes it without a word is there but says nothing; otherwise nobody took it. */
function whyDown(error: unknown): AdbSeen['server'] {
  const reason = error instanceof WorkstationError ? error.facts['reason'] : null;
  return reason === 'LinkEndedError' || reason === 'ECONNRESET' ? 'silent' : 'nothing';
}

/** Asks the binary itself, which needs no server for that and starts none: `Android Debug Bridge version 1.0.41`. */
async function askClient(look: AdbLook): Promise<Pick<AdbSeen, 'isInstalled' | 'clientVersion'>> {
  const adb = await findAdb({ environment: look.environment, adbPath: look.adbPath });
  if (adb === null) return { isInstalled: false, clientVersion: null };
  const { text } = await runQuietly([adb, 'version'], { signal: look.signal, withinMs: CLIENT_WITHIN_MS });
  const version = /^Android Debug Bridge version \d+\.\d+\.(\d+)/m.exec(text)?.[1];
  return { isInstalled: true, clientVersion: version === undefined ? null : Number(version) };
}

/** The line of the listening socket in /proc/net/tcp or tcp6 (man 5 proc): local address:port in hex, state, user, inode. */
async function listener(
  root: ReadRoot,
  port: number,
): Promise<{ readonly user: number; readonly inode: string } | null> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => root.text(file)));
  for (const line of tables.flatMap((table) => (table ?? '').split('\n'))) {
    const [, local = '', , state, , , , user, , inode] = line.trim().split(/\s+/);
    if (local.endsWith(wanted) && state === LISTENING && inode !== undefined) return { user: Number(user), inode };
  }
  return null;
}

async function ownerOf(look: AdbLook): Promise<Pick<AdbSeen, 'otherUser' | 'program'>> {
  const nobody = { otherUser: null, program: null };
  const isHere = ['127.0.0.1', '::1', 'localhost'].includes(look.address.host);
  if (look.sockets === null || !isHere) return nobody;
  const { root, ownUser, ownPid } = look.sockets;
  const found = await listener(root, look.address.port);
  if (found === null) return nobody;
  const link = `socket:[${found.inode}]`;
  const holders = await whoHolds(root, new Set([link]), { signal: look.signal, ownPid });
  return {
    otherUser: Number.isInteger(found.user) && found.user !== ownUser ? found.user : null,
    program: holders.get(link)?.[0] ?? null,
  };
}

/** Looks at the adb server and the adb binary; starts, stops and changes neither. */
export async function lookAtAdb(look: AdbLook): Promise<AdbSeen> {
  const { host, port } = look.address;
  const [server, client, owner] = await Promise.all([
    askServer(look.address, look.signal),
    askClient(look),
    ownerOf(look),
  ]);
  return { address: `${host}:${port}`, oldestVersion: OLDEST_VERSION, ...server, ...client, ...owner };
}
