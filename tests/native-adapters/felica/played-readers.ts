import type { ContactlessReader, ReaderAdapter, ReaderSighting } from '../../../domain/reader.ts';
import { rcS300Adapter } from '../../../native-adapters/felica/readers/rc-s300/index.ts';
import { rcS380Adapter } from '../../../native-adapters/felica/readers/rc-s380/index.ts';
import type { ReaderClock } from '../../../native-adapters/felica/readers/reader-clock.ts';
import { AnsweringTransport } from './answering-transport.ts';
import {
  airFrameIn as airFrame300,
  message,
  SIGHTING as SIGHTING_300,
  withSeq,
} from './readers/rc-s300/port400-script.ts';
import { ACK, airFrameIn as airFrame380, SIGHTING as SIGHTING_380 } from './readers/rc-s380/port100-script.ts';
import { bytesOf, hexOf, vector } from './vectors.ts';
import { VirtualClock } from './virtual-clock.ts';

/** What lies in the field of a played reader: it hears a frame and answers, or is silent (null), or the field is gone. */
export type Air = (frame: Uint8Array) => Uint8Array | null | 'field-lost';

interface PlayedFamily {
  readonly model: 'rc-s380' | 'rc-s300';
  readonly adapter: (clock: ReaderClock) => ReaderAdapter;
  readonly sighting: ReaderSighting;
  /** What a frame from the host brings to read, transfer by transfer. */
  readonly answer: (frame: Uint8Array, air: Air) => readonly Uint8Array[];
}

function port100Data(payload: Uint8Array): Uint8Array {
  const sum = (bytes: Uint8Array): number => (0x100 - (bytes.reduce((all, byte) => all + byte, 0) & 0xff)) & 0xff;
  const size = Uint8Array.of(payload.length & 0xff, payload.length >> 8);
  return Uint8Array.from([...bytesOf('0000ffffff'), ...size, sum(size), ...payload, sum(payload), 0]);
}

function answer380(frame: Uint8Array, air: Air): readonly Uint8Array[] {
  if (hexOf(frame) === hexOf(ACK)) return [];
  const code = frame[9] ?? 0;
  const said = (hex: string): readonly Uint8Array[] => [
    ACK,
    port100Data(bytesOf(`d7${hexOf(Uint8Array.of(code + 1))}${hex}`)),
  ];
  if (code === 0x20) return said('1101');
  if (code === 0x22) return said('0001');
  if (code !== 0x04) return said('00');
  const heard = air(airFrame380(frame).frame);
  if (heard === 'field-lost') return said('00040000');
  return said(heard === null ? '80000000' : `0000000008${hexOf(heard)}`);
}

function answer300(frame: Uint8Array, air: Air): readonly Uint8Array[] {
  const seq = frame[6] ?? 0;
  const payload = hexOf(frame.slice(10));
  if (payload === 'ff560000') return [withSeq(vector('W1', '<'), seq)];
  if (!payload.startsWith('ff500001')) return [message(seq, 'c0030090009000')];
  const heard = air(airFrame300(frame).frame);
  if (heard === 'field-lost') return [message(seq, '6985')];
  if (heard === null) return [message(seq, 'c0030164019000')];
  const size = hexOf(heard.length < 0x80 ? Uint8Array.of(heard.length) : Uint8Array.of(0x81, heard.length));
  return [message(seq, `c0030090009201009602000097${size}${hexOf(heard)}9000`)];
}

/** Both families of readers, played well. */
export const FAMILIES: readonly PlayedFamily[] = [
  { model: 'rc-s380', adapter: rcS380Adapter, sighting: SIGHTING_380, answer: answer380 },
  { model: 'rc-s300', adapter: rcS300Adapter, sighting: SIGHTING_300, answer: answer300 },
];

/** An open reader and what it is played on. */
export interface PlayedReader {
  readonly reader: ContactlessReader;
  readonly transport: AnsweringTransport;
  readonly clock: VirtualClock;
}

/** A played transport, and how the driver opens it; `warp` may change what each frame brings. */
export function played(
  family: PlayedFamily,
  air: Air,
  warp: (transfers: readonly Uint8Array[], frame: Uint8Array) => readonly Uint8Array[] = (transfers) => transfers,
): {
  readonly transport: AnsweringTransport;
  readonly clock: VirtualClock;
  readonly open: (signal?: AbortSignal) => Promise<ContactlessReader>;
} {
  const clock = new VirtualClock();
  const transport = new AnsweringTransport(clock, (frame) => warp(family.answer(frame, air), frame));
  const open = (signal = new AbortController().signal): Promise<ContactlessReader> =>
    family.adapter(clock).open(transport, family.sighting, signal);
  return { transport, clock, open };
}

/** An open played reader. */
export async function openPlayed(...args: Parameters<typeof played>): Promise<PlayedReader> {
  const { transport, clock, open } = played(...args);
  return { reader: await open(), transport, clock };
}

/** Poll for FFFF, request code 0, one slot. */
export const POLL: Uint8Array = bytesOf('0600ffff0000');

/** The answer to Polling of a chip with this number and IC code. */
export function pollAnswer(idm: string, icCode: number): Uint8Array {
  return bytesOf(`1201${idm}01${hexOf(Uint8Array.of(icCode))}4142434445ff`);
}

/** A whole frame with any command code, addressed to a number; long enough for a Write of one block. */
export function command(code: number, idm: string): Uint8Array {
  const body = bytesOf(`${idm}01090001800000000000000000000000000000000000`);
  return Uint8Array.from([body.length + 2, code, ...body]);
}
