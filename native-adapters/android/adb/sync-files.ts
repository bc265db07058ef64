import type { CallLimits } from '../../links/deadline.ts';
import { BoundedBytes } from './bounded-bytes.ts';
import { type PhoneOnWire, PhoneStream } from './phone-stream.ts';
import { LONGEST_DATA_BYTES, pathPacket, readFail, readHeader, syncNumber, syncPacket } from './sync-frames.ts';

/** Where pushed bytes go: an absolute path on the phone, POSIX mode bits (0o755 …), and the time to set (the epoch when absent). */
export interface PushTarget {
  readonly path: string;
  readonly mode: number;
  readonly modified?: Date | undefined;
}

// S_IFREG, POSIX sys/stat.h: adbd takes the file type from the mode.
const REGULAR_FILE = 0o100_000;
const PERMISSION_BITS = 0o7777;
const POLITE_END_WITHIN_MS = 1_000;

async function readVerdict(stream: PhoneStream): Promise<void> {
  const { id, argument } = await readHeader(stream);
  if (id === 'FAIL') throw await readFail(stream, 'sync:SEND', argument);
  if (id !== 'OKAY') throw stream.broken(`sync-answer ${id}`);
}

async function sendData(stream: PhoneStream, source: AsyncIterable<Uint8Array>, verdict: Promise<void>): Promise<void> {
  const refused = verdict.then(() => Promise.reject(stream.broken('sync-okay-too-early')));
  refused.catch(() => undefined);
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += LONGEST_DATA_BYTES) {
      const packet = syncPacket('DATA', chunk.subarray(at, at + LONGEST_DATA_BYTES));
      // The phone may refuse in mid-push (disk full); its words win over the broken write that follows them.
      await Promise.race([refused, stream.write(packet)]).catch(async (error) => {
        await verdict;
        throw error;
      });
    }
  }
}

/** Writes a file on the phone, reading the source no faster than the phone takes it; resolves when the phone confirmed the whole file. The phone's own refusal (disk full …) is device.refused with its words; adbd then deletes the file. */
export async function pushFile(
  phone: PhoneOnWire,
  source: AsyncIterable<Uint8Array>,
  target: PushTarget,
  limits: CallLimits,
): Promise<void> {
  const mode = REGULAR_FILE | (target.mode & PERMISSION_BITS);
  const request = pathPacket('SEND', `${target.path},${mode}`);
  const stream = await PhoneStream.open(phone, 'sync:', limits);
  try {
    await stream.write(request);
    const verdict = readVerdict(stream);
    verdict.catch(() => undefined);
    await sendData(stream, source, verdict);
    await stream.write(syncNumber('DONE', Math.floor((target.modified?.getTime() ?? 0) / 1000)));
    await verdict;
    // A connection torn down before the phone has read QUIT may make it think that the push broke off.
    await stream.write(syncNumber('QUIT', 0)).catch(() => undefined);
    await stream.awaitClose(POLITE_END_WITHIN_MS);
  } finally {
    stream.close();
  }
}

/** Yields a file of the phone as it arrives; throws device.refused with the phone's words when it cannot be read, and never ends quietly before the phone's DONE. */
export async function* pullStream(
  phone: PhoneOnWire,
  path: string,
  limits: CallLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const request = pathPacket('RECV', path);
  const stream = await PhoneStream.open(phone, 'sync:', limits);
  try {
    await stream.write(request);
    for (;;) {
      const { id, argument } = await readHeader(stream);
      if (id === 'DONE') return;
      if (id === 'FAIL') throw await readFail(stream, 'sync:RECV', argument);
      if (id !== 'DATA') throw stream.broken(`sync-answer ${id}`);
      if (argument > LONGEST_DATA_BYTES) throw stream.broken('sync-data-length', { sizeBytes: argument });
      if (argument > 0) yield await stream.readExactly(argument);
    }
  } finally {
    stream.close();
  }
}

/** Reads a whole file of the phone into memory, at most `maxBytes` of it. */
export async function pullFile(
  phone: PhoneOnWire,
  path: string,
  limits: CallLimits & { readonly maxBytes: number },
): Promise<Uint8Array> {
  const bytes = new BoundedBytes(limits.maxBytes);
  for await (const chunk of pullStream(phone, path, limits)) bytes.add(chunk);
  return bytes.joined();
}
