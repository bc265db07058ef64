import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat as statFile, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServiceStream } from './service-stream.ts';
import { StreamReader } from './service-stream.ts';
import { lookAt, statV1, statV2 } from './sync-stat.ts';

/** Longest path and longest DATA chunk that adbd accepts, in bytes (source: file_sync_protocol.h, SYNC_DATA_MAX). */
const LONGEST_PATH_BYTES = 1024;
const LARGEST_CHUNK_BYTES = 64 * 1024;
/** With the longest names these still fit into one chunk. */
const MOST_LISTED_AT_ONCE = 128;

/** Where sync requests end up: a phone's storage, with its limit. */
export interface SyncStorage {
  /** Returns the real file behind a path on the phone, or null when the phone's shell may not go there. */
  realPath(path: string): string | null;
  /** Returns how many bytes still fit. */
  freeBytes(): number;
  /** Makes a received file the shell's own, where the shell is another user of the host. */
  giveToShell?(realPath: string): Promise<void>;
}

class SyncFailure extends Error {}

function frame(id: string, sizeOrValue: number, body: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(sizeOrValue >>> 0, 4);
  return Buffer.concat([head, body]);
}

const failFrame = (text: string): Buffer => frame('FAIL', Buffer.byteLength(text), Buffer.from(text));
const reasonOf = (error: unknown): string =>
  error instanceof SyncFailure ? error.message : String((error as NodeJS.ErrnoException).code ?? error);

/** Serves one `sync:` stream until QUIT (source: file_sync_protocol.h; unlink on failure as adbd's handle_send_file). */
export class SyncService {
  readonly #stream: ServiceStream;
  readonly #reader: StreamReader;
  readonly #storage: SyncStorage;

  constructor(stream: ServiceStream, storage: SyncStorage) {
    this.#stream = stream;
    this.#reader = new StreamReader(stream);
    this.#storage = storage;
  }

  /** Answers requests; resolves when the host quits, and rejects when it leaves in the middle. */
  async run(): Promise<void> {
    for (;;) {
      const head = await this.#reader.take(8);
      const id = head.toString('latin1', 0, 4);
      const lengthBytes = head.readUInt32LE(4);
      if (id === 'QUIT') return;
      if (lengthBytes > LONGEST_PATH_BYTES) {
        await this.#stream.write(failFrame('path too long'));
        return;
      }
      const path = (await this.#reader.take(lengthBytes)).toString('utf8');
      if (!(await this.#answer(id, path))) return;
    }
  }

  async #answer(id: string, path: string): Promise<boolean> {
    if (id === 'STAT') await this.#stream.write(statV1('STAT', await this.#look(path, false)));
    else if (id === 'LST2' || id === 'STA2') {
      await this.#stream.write(statV2(id, await this.#look(path, id === 'STA2')));
    } else if (id === 'LIST' || id === 'LIS2') await this.#list(path, id === 'LIS2');
    else if (id === 'RECV') await this.#receive(path);
    else if (id === 'SEND') await this.#send(path);
    else {
      await this.#stream.write(failFrame(`unknown command ${id}`));
      return false;
    }
    return true;
  }

  async #look(path: string, follow: boolean) {
    const real = this.#storage.realPath(path);
    return real === null ? { error: 'EACCES' } : lookAt(real, follow);
  }

  async #list(path: string, isV2: boolean): Promise<void> {
    const real = this.#storage.realPath(path);
    const names = real === null ? [] : await readdir(real).catch(() => []);
    let entries: Buffer[] = [];
    for (const name of names) {
      const seen = await lookAt(join(real ?? '', name), false);
      const tail = Buffer.concat([Buffer.alloc(4), Buffer.from(name)]);
      tail.writeUInt32LE(Buffer.byteLength(name), 0);
      entries.push(Buffer.concat([isV2 ? statV2('DNT2', seen) : statV1('DENT', seen), tail]));
      if (entries.length < MOST_LISTED_AT_ONCE) continue;
      await this.#stream.write(Buffer.concat(entries));
      entries = [];
    }
    // As adbd's pipe gathers small writes: one packet an entry, each of which waits for the host, outlasts a busy computer's patience.
    await this.#stream.write(Buffer.concat([...entries, Buffer.from('DONE'), Buffer.alloc(isV2 ? 72 : 16)]));
  }

  async #receive(path: string): Promise<void> {
    const real = this.#storage.realPath(path);
    try {
      if (real === null) throw new SyncFailure('open failed: Permission denied');
      if (!(await statFile(real)).isFile()) throw new SyncFailure('open failed: not a regular file');
      for await (const chunk of createReadStream(real, { highWaterMark: LARGEST_CHUNK_BYTES })) {
        const bytes = chunk as Buffer;
        await this.#stream.write(frame('DATA', bytes.length, bytes));
      }
      await this.#stream.write(frame('DONE', 0));
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      await this.#stream.write(failFrame(missing ? 'open failed: No such file or directory' : reasonOf(error)));
    }
  }

  async #send(spec: string): Promise<void> {
    const comma = spec.lastIndexOf(',');
    const mode = Number.parseInt(spec.slice(comma + 1), 10);
    const real = this.#storage.realPath(spec.slice(0, Math.max(comma, 0)));
    const { file, problem: early } = await this.#create(real, mode);
    try {
      const { problem, mtimeSeconds } = await this.#swallow(file, early);
      await file?.close();
      if (problem !== null) throw new SyncFailure(problem);
      if (real !== null) {
        await utimes(real, mtimeSeconds, mtimeSeconds);
        await this.#storage.giveToShell?.(real);
      }
      await this.#stream.write(frame('OKAY', 0));
    } catch (error) {
      await file?.close().catch(() => undefined);
      if (file !== null && real !== null) await unlink(real).catch(() => undefined);
      if (!(error instanceof SyncFailure)) throw error;
      await this.#stream.write(failFrame(error.message));
    }
  }

  async #create(real: string | null, mode: number): Promise<{ file: FileHandle | null; problem: string | null }> {
    if (Number.isNaN(mode)) return { file: null, problem: 'missing , in ID_SEND' };
    if (real === null) return { file: null, problem: "couldn't create file: Permission denied" };
    await mkdir(dirname(real), { recursive: true }).catch(() => undefined);
    await unlink(real).catch(() => undefined);
    const file = await open(real, 'w', mode & 0o777).catch(() => null);
    return { file, problem: file === null ? "couldn't create file: Is a directory" : null };
  }

  /** Reads DATA until DONE; after a failure it goes on swallowing, as adbd does, so that the host can hear why. */
  async #swallow(
    file: FileHandle | null,
    known: string | null,
  ): Promise<{ problem: string | null; mtimeSeconds: number }> {
    let problem = known;
    let freeBytes = this.#storage.freeBytes();
    for (;;) {
      const head = await this.#reader.take(8);
      const id = head.toString('latin1', 0, 4);
      const value = head.readUInt32LE(4);
      if (id === 'DONE') return { problem, mtimeSeconds: value };
      if (id !== 'DATA') throw new SyncFailure('invalid data message');
      if (value > LARGEST_CHUNK_BYTES) {
        throw new SyncFailure('oversize data message');
      }
      const bytes = await this.#reader.take(value);
      if (problem !== null || file === null) continue;
      freeBytes -= bytes.length;
      if (freeBytes < 0) problem = 'write failed: No space left on device';
      else await file.write(bytes);
    }
  }
}
