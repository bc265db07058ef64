import { readerId } from '../../../../../domain/ids.ts';
import type { ContactlessReader, ReaderSighting } from '../../../../../domain/reader.ts';
import { rcS300Adapter } from '../../../../../native-adapters/felica/readers/rc-s300/index.ts';
import { expectBytes, give, quiet, ScriptedTransport, type Step } from '../../scripted-transport.ts';
import { bytesOf, vector } from '../../vectors.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const SEQ_AT = 6;

/** The same message under another number. */
export function withSeq(frame: Uint8Array, seq: number): Uint8Array {
  const copy = Uint8Array.from(frame);
  copy[SEQ_AT] = seq;
  return copy;
}

/** The number of a message. */
export const seqOf = (frame: Uint8Array): number => frame[SEQ_AT] ?? -1;

/** A message from the reader with this payload. */
export function message(seq: number, payload: string): Uint8Array {
  const bytes = bytesOf(payload);
  const header = Uint8Array.of(0x83, bytes.length & 0xff, bytes.length >> 8, 0, 0, 0, seq, 0, 0, 0);
  return Uint8Array.from([...header, ...bytes]);
}

/** A command under a number, and its answer under the same. */
export const asked = (seq: number, command: Uint8Array, answer: Uint8Array): readonly Step[] => [
  expectBytes(withSeq(command, seq)),
  give(withSeq(answer, seq)),
];

const DONE = vector('W3', '<');

/** Field off, field on, switch to FeliCa: W4 and W5. */
export const fieldAnew = (seq: number): readonly Step[] => [
  ...asked(seq, vector('W4', '>', 0), DONE),
  ...asked(seq + 1, vector('W4', '>', 1), DONE),
  ...asked(seq + 2, vector('W5', '>'), vector('W5', '<')),
];
/** End, start, and the field: W2 to W5. */
export const session = (seq: number): readonly Step[] => [
  ...asked(seq, vector('W2', '>'), vector('W2', '<')),
  ...asked(seq + 1, vector('W3', '>'), DONE),
  ...fieldAnew(seq + 2),
];
/** W1 to W5, in which the numbers are the vectors' own. */
export const OPENING: readonly Step[] = [quiet, ...asked(1, vector('W1', '>'), vector('W1', '<')), ...session(2)];
/** Field off, end of session. */
export const closing = (seq: number): readonly Step[] => [
  ...asked(seq, vector('W4', '>', 0), DONE),
  ...asked(seq + 1, vector('W2', '>'), vector('W2', '<')),
];

/** An RC-S300/P as a source sees it. */
export const SIGHTING: ReaderSighting = {
  reader: readerId('usb:1-3'),
  vendorId: 0x054c,
  productId: 0x0dc9,
  serial: null,
  name: 'FeliCa Port/PaSoRi 4.0',
};

/** An open reader at the end of a script that begins with OPENING; its next message has number 7. */
export async function openReader(...steps: readonly Step[]): Promise<{
  readonly reader: ContactlessReader;
  readonly transport: ScriptedTransport;
  readonly clock: VirtualClock;
}> {
  const clock = new VirtualClock();
  const transport = new ScriptedTransport(clock, [...OPENING, ...steps]);
  const reader = await rcS300Adapter(clock).open(transport, SIGHTING, new AbortController().signal);
  return { reader, transport, clock };
}

/** The card's frame inside an exchange, and the time that it asks for. */
export function airFrameIn(command: Uint8Array): { readonly frame: Uint8Array; readonly withinMs: number } {
  const hex = Buffer.from(command).toString('hex');
  const found = /5f4604([0-9a-f]{8})9582[0-9a-f]{4}(.*)000000$/.exec(hex);
  if (found === null) throw new Error(`no exchange: ${hex}`);
  const micros = Buffer.from(found[1] ?? '', 'hex').readUInt32LE();
  return { frame: bytesOf(found[2] ?? ''), withinMs: micros / 1000 };
}
