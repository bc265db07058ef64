import { WorkstationError } from '../../../domain/errors.ts';
import type { ByteLink } from '../../links/byte-link.ts';
import type { PlistDict } from '../plist/plist-value.ts';
import { readPlistDict } from '../plist/read-plist.ts';
import { writePlist } from '../plist/write-plist.ts';

// libusbmuxd include/usbmuxd-proto.h: length with the header, version, message, tag; all little-endian, 32 bits each.
const HEADER_BYTES = 16;
const VERSION_PLIST = 1;
const MESSAGE_RESULT = 1;
const MESSAGE_PLIST = 8;
// A pair record is about 10 kB and a device entry 600 bytes; usbmuxd itself takes no more than 64 kB.
const LONGEST_FRAME_BYTES = 1024 * 1024;

/** One message of the mux protocol; unsolicited ones carry tag 0. */
export interface MuxFrame {
  readonly tag: number;
  readonly message: PlistDict;
}

/** Writes one message with its header. */
export function encodeMuxFrame({ tag, message }: MuxFrame): Uint8Array {
  const body = writePlist(message);
  const frame = Buffer.alloc(HEADER_BYTES + body.length);
  frame.writeUInt32LE(frame.length, 0);
  frame.writeUInt32LE(VERSION_PLIST, 4);
  frame.writeUInt32LE(MESSAGE_PLIST, 8);
  frame.writeUInt32LE(tag, 12);
  frame.set(body, HEADER_BYTES);
  return new Uint8Array(frame);
}

/** Reads the next message however it was cut or merged on its way; throws device.protocol on anything that is not one, and LinkEndedError at the end. */
export async function readMuxFrame(link: ByteLink): Promise<MuxFrame> {
  const header = Buffer.from(await link.readExactly(HEADER_BYTES));
  const sizeBytes = header.readUInt32LE(0);
  const version = header.readUInt32LE(4);
  const kind = header.readUInt32LE(8);
  if (sizeBytes < HEADER_BYTES || sizeBytes > LONGEST_FRAME_BYTES) {
    throw new WorkstationError('device.protocol', { what: 'usbmuxd length', sizeBytes });
  }
  if (version !== VERSION_PLIST || kind !== MESSAGE_PLIST) {
    throw await foreignVersion(link, { version, kind, sizeBytes });
  }
  return { tag: header.readUInt32LE(12), message: readPlistDict(await link.readExactly(sizeBytes - HEADER_BYTES)) };
}

/** A daemon that does not know our version says so by a binary result (6 = bad version). */
async function foreignVersion(
  link: ByteLink,
  header: { version: number; kind: number; sizeBytes: number },
): Promise<WorkstationError> {
  const facts = { what: 'usbmuxd version', version: header.version, kind: header.kind };
  const isResult = header.kind === MESSAGE_RESULT && header.sizeBytes === HEADER_BYTES + 4;
  if (!isResult) return new WorkstationError('device.protocol', facts);
  const result = Buffer.from(await link.readExactly(4)).readUInt32LE(0);
  return new WorkstationError('device.protocol', { ...facts, result });
}
