import { WorkstationError } from '../../../domain/errors.ts';
import type { ByteLink } from '../../links/byte-link.ts';

// AOSP adb/SERVICES.TXT and adb/OVERVIEW.TXT: four hex digits of length, then the request; OKAY or FAIL+hex4+text comes back.
const LENGTH_DIGITS = 4;
const LONGEST_REQUEST_BYTES = 0xffff;
const LONGEST_REPORTED_TEXT = 400;

/** The server's own FAIL text, kept apart from our errors until the caller knows what was refused. */
export class ServerRefusal extends Error {
  readonly text: string;
  constructor(text: string) {
    super(text);
    this.name = 'ServerRefusal';
    this.text = text;
  }
}

/** Frames one request for the adb server; throws device.protocol when it is empty or longer than four hex digits can say. */
export function frameRequest(service: string): Uint8Array {
  const body = Buffer.from(service, 'utf8');
  if (body.length === 0 || body.length > LONGEST_REQUEST_BYTES) {
    throw new WorkstationError('device.protocol', { what: 'request-length', sizeBytes: body.length });
  }
  return Buffer.concat([Buffer.from(body.length.toString(16).padStart(LENGTH_DIGITS, '0'), 'latin1'), body]);
}

/** Makes bytes from a stranger printable and short enough for an error's facts. */
export function printable(bytes: Uint8Array, longest = LONGEST_REPORTED_TEXT): string {
  const text = Buffer.from(bytes.subarray(0, longest * 4)).toString('utf8');
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longest);
}

/** Reads one length-prefixed block (at most 65,535 bytes); throws adb.foreign-reply when the length is not four hex digits. */
export async function readBlock(link: ByteLink): Promise<Uint8Array> {
  const digits = Buffer.from(await link.readExactly(LENGTH_DIGITS)).toString('latin1');
  if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
    throw new WorkstationError('adb.foreign-reply', { what: printable(Buffer.from(digits, 'latin1')) });
  }
  return link.readExactly(Number.parseInt(digits, 16));
}

/** Sends one request and waits for OKAY; throws ServerRefusal on FAIL and adb.foreign-reply on anything else. */
export async function request(link: ByteLink, service: string): Promise<void> {
  await link.write(frameRequest(service));
  const status = Buffer.from(await link.readExactly(4)).toString('latin1');
  if (status === 'OKAY') return;
  if (status === 'FAIL') throw new ServerRefusal(printable(await readBlock(link)));
  throw new WorkstationError('adb.foreign-reply', { what: printable(Buffer.from(status, 'latin1')) });
}
