import type { BigIntStats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';

/** What a look at a path gave: the file's facts, or the name of the error. */
export type Seen = { readonly stats: BigIntStats } | { readonly error: string };

/** Linux errno numbers, which is what an Android phone sends whatever the host runs (source: asm-generic/errno-base.h). */
const ERRNO: Readonly<Record<string, number>> = { ENOENT: 2, EACCES: 13, ENOTDIR: 20, ELOOP: 40 };

/** Looks at a real path, following a last symbolic link or not. */
export async function lookAt(path: string, follow: boolean): Promise<Seen> {
  try {
    return { stats: await (follow ? stat : lstat)(path, { bigint: true }) };
  } catch (error) {
    return { error: (error as NodeJS.ErrnoException).code ?? 'ENOENT' };
  }
}

/** Encodes a 16-byte v1 reply; a failure is all zeros (source: file_sync_protocol.h sync_stat_v1). */
export function statV1(id: string, seen: Seen): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.write(id, 0, 'latin1');
  if ('error' in seen) return bytes;
  bytes.writeUInt32LE(Number(seen.stats.mode), 4);
  bytes.writeUInt32LE(Number(seen.stats.size & 0xffffffffn), 8);
  bytes.writeUInt32LE(Number(seen.stats.mtimeMs / 1000n), 12);
  return bytes;
}

/** Encodes a 72-byte v2 reply with the error number and 64-bit fields (source: file_sync_protocol.h sync_stat_v2). */
export function statV2(id: string, seen: Seen): Buffer {
  const bytes = Buffer.alloc(72);
  bytes.write(id, 0, 'latin1');
  if ('error' in seen) {
    bytes.writeUInt32LE(ERRNO[seen.error] ?? 5, 4);
    return bytes;
  }
  const { stats } = seen;
  bytes.writeBigUInt64LE(stats.dev, 8);
  bytes.writeBigUInt64LE(stats.ino, 16);
  bytes.writeUInt32LE(Number(stats.mode), 24);
  bytes.writeUInt32LE(Number(stats.nlink), 28);
  bytes.writeUInt32LE(2000, 32);
  bytes.writeUInt32LE(2000, 36);
  bytes.writeBigUInt64LE(stats.size, 40);
  for (const [index, timeMs] of [stats.atimeMs, stats.mtimeMs, stats.ctimeMs].entries()) {
    bytes.writeBigInt64LE(timeMs / 1000n, 48 + index * 8);
  }
  return bytes;
}
