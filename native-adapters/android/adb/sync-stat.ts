import type { CallLimits } from '../../links/deadline.ts';
import { type PhoneOnWire, PhoneStream } from './phone-stream.ts';
import { pathPacket, readFail } from './sync-frames.ts';

/** What the phone says about one path. The old protocol knows only 32 bits of the size and no reason for an absence. */
export interface PhoneFile {
  /** POSIX mode, file type included. */
  readonly mode: number;
  readonly sizeBytes: number;
  /** Last change, UTC. */
  readonly modified: Date;
}

/** A PhoneFile with its name inside the listed folder. */
export interface PhoneFolderEntry extends PhoneFile {
  readonly name: string;
}

// AOSP adb/file_sync_protocol.h, sizes without the four id letters.
const STAT_V1_BYTES = 12;
const STAT_V2_BYTES = 68;
const LONGEST_NAME_BYTES = 1024;
const MOST_ENTRIES = 100_000;
// POSIX errno values, the same on every Linux: no such file, part of the path is no folder.
const ENOENT = 2;
const ENOTDIR = 20;

interface StatReply extends PhoneFile {
  readonly errno: number;
}

function decodeV1(bytes: Buffer): StatReply {
  const mode = bytes.readUInt32LE(0);
  return {
    errno: mode === 0 ? ENOENT : 0,
    mode,
    sizeBytes: bytes.readUInt32LE(4),
    modified: new Date(bytes.readUInt32LE(8) * 1000),
  };
}

function decodeV2(bytes: Buffer): StatReply {
  // error, dev u64, ino u64, mode, nlink, uid, gid, size u64, atime, mtime, ctime i64
  return {
    errno: bytes.readUInt32LE(0),
    mode: bytes.readUInt32LE(20),
    sizeBytes: Number(bytes.readBigUInt64LE(36)),
    modified: new Date(Number(bytes.readBigInt64LE(52)) * 1000),
  };
}

async function readReply(stream: PhoneStream, v2: boolean): Promise<StatReply> {
  const bytes = Buffer.from(await stream.readExactly(v2 ? STAT_V2_BYTES : STAT_V1_BYTES));
  return v2 ? decodeV2(bytes) : decodeV1(bytes);
}

async function readId(stream: PhoneStream, service: string): Promise<string> {
  const id = Buffer.from(await stream.readExactly(4)).toString('latin1');
  if (id !== 'FAIL') return id;
  const sizeBytes = Buffer.from(await stream.readExactly(4)).readUInt32LE(0);
  throw await readFail(stream, service, sizeBytes);
}

function plain({ mode, sizeBytes, modified }: PhoneFile): PhoneFile {
  return { mode, sizeBytes, modified };
}

/** Asks about one path, following links; null when there is nothing. Throws device.refused with the error number when the phone may not look (v2 only). */
export async function statPath(
  phone: PhoneOnWire,
  path: string,
  how: CallLimits & { readonly v2: boolean },
): Promise<PhoneFile | null> {
  const id = how.v2 ? 'STA2' : 'STAT';
  const request = pathPacket(id, path);
  const stream = await PhoneStream.open(phone, 'sync:', how);
  try {
    await stream.write(request);
    const answer = await readId(stream, `sync:${id}`);
    if (answer !== id) throw stream.broken('sync-stat-answer');
    const reply = await readReply(stream, how.v2);
    if (reply.errno === ENOENT || reply.errno === ENOTDIR) return null;
    if (reply.errno !== 0) throw stream.refused(`sync:${id}`, `errno ${reply.errno}`);
    return plain(reply);
  } finally {
    stream.close();
  }
}

async function readEntry(stream: PhoneStream, v2: boolean): Promise<PhoneFolderEntry> {
  const reply = await readReply(stream, v2);
  const sizeBytes = Buffer.from(await stream.readExactly(4)).readUInt32LE(0);
  if (sizeBytes > LONGEST_NAME_BYTES) throw stream.broken('sync-name-length', { sizeBytes });
  const name = Buffer.from(await stream.readExactly(sizeBytes)).toString('utf8');
  return { ...plain(reply), name };
}

/** Lists one folder without `.` and `..`; a folder that cannot be read is an empty list, as adbd says no more. */
export async function listFolder(
  phone: PhoneOnWire,
  path: string,
  how: CallLimits & { readonly v2: boolean },
): Promise<readonly PhoneFolderEntry[]> {
  const request = pathPacket(how.v2 ? 'LIS2' : 'LIST', path);
  const stream = await PhoneStream.open(phone, 'sync:', how);
  const entries: PhoneFolderEntry[] = [];
  try {
    await stream.write(request);
    for (;;) {
      const id = await readId(stream, 'sync:LIST');
      if (id === 'DONE') return entries;
      if (id !== (how.v2 ? 'DNT2' : 'DENT')) throw stream.broken('sync-list-answer');
      const entry = await readEntry(stream, how.v2);
      if (entry.name !== '.' && entry.name !== '..') entries.push(entry);
      if (entries.length > MOST_ENTRIES) throw stream.broken('sync-list-too-long');
    }
  } finally {
    stream.close();
  }
}
