import { WorkstationError } from '../../../domain/errors.ts';
import type { PhoneStream } from './phone-stream.ts';
import { printable } from './smart-socket.ts';

// AOSP adb/file_sync_protocol.h: four ASCII letters, u32 little-endian argument, payload; at most 64 KiB of DATA a packet.
const HEADER_BYTES = 8;
/** The longest DATA payload that adbd accepts (AOSP adb/file_sync_protocol.h SYNC_DATA_MAX). */
export const LONGEST_DATA_BYTES = 64 * 1024;
// AOSP adb/daemon/file_sync_service.cpp refuses longer paths.
const LONGEST_PATH_BYTES = 1024;
const LONGEST_FAIL_BYTES = 64 * 1024;

/** The four letters of a sync packet and its number. */
export interface SyncHeader {
  readonly id: string;
  readonly argument: number;
}

/** Makes one sync packet whose number is the payload's length. */
export function syncPacket(id: string, payload: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  bytes.write(id, 0, 4, 'latin1');
  bytes.writeUInt32LE(payload.length, 4);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** Makes a sync packet that carries only a number (DONE with its time, QUIT). */
export function syncNumber(id: string, argument: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES);
  bytes.write(id, 0, 4, 'latin1');
  bytes.writeUInt32LE(argument >>> 0, 4);
  return bytes;
}

/** Makes a request packet for a path; throws device.protocol when adbd would refuse its length. */
export function pathPacket(id: string, path: string): Uint8Array {
  const bytes = Buffer.from(path, 'utf8');
  if (bytes.length === 0 || bytes.length > LONGEST_PATH_BYTES || path.includes('\0')) {
    throw new WorkstationError('device.protocol', { what: 'path-length', sizeBytes: bytes.length });
  }
  return syncPacket(id, bytes);
}

/** Reads one sync header; its letters are made printable because a lying phone chose them. */
export async function readHeader(stream: PhoneStream): Promise<SyncHeader> {
  const bytes = Buffer.from(await stream.readExactly(HEADER_BYTES));
  return { id: printable(bytes.subarray(0, 4)), argument: bytes.readUInt32LE(4) };
}

/** Reads the text of a FAIL packet and makes device.refused with the phone's own words. */
export async function readFail(stream: PhoneStream, service: string, sizeBytes: number): Promise<WorkstationError> {
  if (sizeBytes > LONGEST_FAIL_BYTES) return stream.broken('sync-fail-length', { sizeBytes });
  return stream.refused(service, printable(await stream.readExactly(sizeBytes)));
}
