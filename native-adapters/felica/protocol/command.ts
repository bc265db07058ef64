import { sameBytes } from './bytes.ts';
import { responseMs, type TimingGroup, waitMs } from './timing.ts';

/** What a frame from the chip says: a whole value, its own refusal, or nothing that answers this command. */
export type Decoded<T> =
  | { readonly is: 'value'; readonly value: T }
  /** Status flags as in the card manual: `sf1` says that it is refused and where, `sf2` why. */
  | { readonly is: 'refused'; readonly sf1: number; readonly sf2: number }
  | { readonly is: 'bad-answer'; readonly why: string };

/** One command, ready for the air. */
export interface Command<T> {
  readonly code: number;
  /** With its length byte, without preamble and CRC. */
  readonly frame: Uint8Array;
  /** How long the reader should listen, in ms. */
  readonly withinMs: number;
  /** Reads the answer strictly; it never throws and never gives half a value. */
  decode(answer: Uint8Array): Decoded<T>;
}

/** The system of a chip that a command is for: its number and manufacture parameter as Polling of that system gave them. */
export interface ChipAddress {
  readonly idm: Uint8Array;
  readonly pmm: Uint8Array;
}

// LEN counts itself and is one byte. Source: JIS X 6319-4.
const MOST_FRAME_BYTES = 255;
const HEAD_BYTES = 2;
const IDM_BYTES = 8;

/** A whole value. */
export function value<T>(it: T): Decoded<T> {
  return { is: 'value', value: it };
}

/** A frame that answers nothing; `why` is for developers. */
export function badAnswer<T>(why: string): Decoded<T> {
  return { is: 'bad-answer', why };
}

/** A frame with its length byte; throws RangeError when it would not fit into one. */
export function frameOf(code: number, data: Iterable<number>): Uint8Array {
  const bytes = Uint8Array.of(0, code, ...data);
  if (bytes.length > MOST_FRAME_BYTES) throw new RangeError(`a frame of ${bytes.length} bytes`);
  bytes[0] = bytes.length;
  return bytes;
}

/** What follows the head of an answer, or why this is no answer; `idm` null = the answer does not begin with a number. */
export function bodyOf(answer: Uint8Array, code: number, idm: Uint8Array | null): Decoded<Uint8Array> {
  if (answer.length < HEAD_BYTES || answer[0] !== answer.length) return badAnswer('length');
  if (answer[1] !== code + 1) return badAnswer('code');
  if (idm === null) return value(answer.subarray(HEAD_BYTES));
  const isAddressed = sameBytes(answer.subarray(HEAD_BYTES, HEAD_BYTES + IDM_BYTES), idm);
  return isAddressed ? value(answer.subarray(HEAD_BYTES + IDM_BYTES)) : badAnswer('another chip');
}

/** How a command without number is made. */
export interface PlainParts<T> {
  readonly code: number;
  readonly data: readonly number[];
  readonly withinMs: number;
  readonly read: (body: Uint8Array) => Decoded<T>;
}

/** A command that names no chip; every chip in the field may answer it. */
export function plainCommand<T>({ code, data, withinMs, read }: PlainParts<T>): Command<T> {
  const decode = (answer: Uint8Array): Decoded<T> => {
    const body = bodyOf(answer, code, null);
    return body.is === 'value' ? read(body.value) : body;
  };
  return { code, frame: frameOf(code, data), withinMs, decode };
}

/** How a command to one system is made; `units` = nodes or blocks that its time depends on. */
export interface AddressedParts<T> {
  readonly code: number;
  readonly data?: readonly number[];
  readonly time: TimingGroup;
  readonly units?: number;
  readonly read: (body: Uint8Array) => Decoded<T>;
}

/** A command to one system of one chip; an answer of any other is none. */
export function addressedCommand<T>(to: ChipAddress, parts: AddressedParts<T>): Command<T> {
  const { code, data = [], time, units = 1, read } = parts;
  const decode = (answer: Uint8Array): Decoded<T> => {
    const body = bodyOf(answer, code, to.idm);
    return body.is === 'value' ? read(body.value) : body;
  };
  const withinMs = waitMs(responseMs(to.pmm, time, units));
  return { code, frame: frameOf(code, [...to.idm, ...data]), withinMs, decode };
}

/**
 * Reads the two status flags, then the rest. SF1 alone decides: SF1 00 with SF2 71 is done with a warning of wear. A refusal carries
 * nothing after its flags. Source: felica-rs types.rs, which cites the card manual.
 */
export function afterStatus<T>(read: (rest: Uint8Array) => Decoded<T>): (body: Uint8Array) => Decoded<T> {
  return (body) => {
    const [sf1, sf2] = body;
    if (sf1 === undefined || sf2 === undefined) return badAnswer('no status');
    if (sf1 === 0) return read(body.subarray(2));
    return body.length === 2 ? { is: 'refused', sf1, sf2 } : badAnswer('a refusal with data');
  };
}

/** Reads a counted list: one byte that must say `expected` (null: at least one), then exactly so many values of `size` bytes. */
export function countedList<T>(
  expected: number | null,
  size: number,
  readAt: (bytes: Uint8Array, at: number) => T,
): (body: Uint8Array) => Decoded<readonly T[]> {
  return (body) => {
    const count = body[0] ?? 0;
    if (count === 0 || (expected !== null && count !== expected)) return badAnswer('count');
    if (body.length !== 1 + count * size) return badAnswer('count and length');
    return value(Array.from({ length: count }, (_unused, index) => readAt(body, 1 + index * size)));
  };
}
