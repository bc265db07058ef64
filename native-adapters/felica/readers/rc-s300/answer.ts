/** What a Port-400 answer says, its status word and the data objects that a transparent exchange may bring. */
export interface PortAnswer {
  /** The whole answer's status word, or where that is 9000 the one inside (data object C0). */
  readonly status: number;
  /** Before the status words. */
  readonly data: Uint8Array;
  /** Data object 97: the card's frame. */
  readonly cardFrame: Uint8Array | null;
  /** Whether every data object up to the last known one is whole and says that nothing was wrong on the air. */
  readonly isClean: boolean;
}

/** The status word of everything that went well. */
export const STATUS_OK = 0x9000;

// PC/SC part 3, section 3.2, and felica-rs for those of the maker's own.
const TAG = { status: 0xc0, bitsInLastByte: 0x92, rfStatus: 0x96, cardFrame: 0x97 } as const;
// Session answers may hold these; they say nothing that is needed.
const PASSED_OVER: ReadonlySet<number> = new Set([0x80, 0x8f, 0x5f51, 0xff6d]);

interface DataObject {
  readonly tag: number;
  readonly value: Uint8Array;
  readonly end: number;
}

/** The data object at a place, its tag of one or two bytes, its length in any form of BER up to two bytes; null when it is cut. */
function dataObjectAt(bytes: Uint8Array, at: number): DataObject | null {
  const [first, second] = bytes.subarray(at);
  if (first === undefined) return null;
  const isLong = (first & 0x1f) === 0x1f;
  const tag = isLong ? (first << 8) | (second ?? 0) : first;
  const sizeAt = at + (isLong ? 2 : 1);
  const [size, high, low] = bytes.subarray(sizeAt);
  if (size === undefined) return null;
  if (size < 0x80) return cut(bytes, tag, sizeAt + 1, size);
  if (size === 0x81 && high !== undefined) return cut(bytes, tag, sizeAt + 2, high);
  if (size === 0x82 && high !== undefined && low !== undefined) return cut(bytes, tag, sizeAt + 3, (high << 8) | low);
  return null;
}

function cut(bytes: Uint8Array, tag: number, at: number, size: number): DataObject | null {
  const end = at + size;
  return end > bytes.length ? null : { tag, value: bytes.slice(at, end), end };
}

interface Gathered {
  status: number;
  isClean: boolean;
  cardFrame: Uint8Array | null;
}

/** Reads the whole payload of an escape message; null when it is too short for a status word. */
export function readAnswer(payload: Uint8Array): PortAnswer | null {
  if (payload.length < 2) return null;
  const data = payload.slice(0, -2);
  const outer = wordAt(payload, payload.length - 2);
  const gathered: Gathered = { status: STATUS_OK, isClean: true, cardFrame: null };
  for (let at = 0; at < data.length; ) {
    const found = dataObjectAt(data, at);
    if (found === null) gathered.isClean = false;
    if (found === null || !takeIn(found, gathered)) break;
    at = found.end;
  }
  const status = outer === STATUS_OK ? gathered.status : outer;
  return { status, data, cardFrame: gathered.cardFrame, isClean: gathered.isClean };
}

/** Tells whether the tag was known; what follows an unknown one is not looked at. */
function takeIn({ tag, value }: DataObject, gathered: Gathered): boolean {
  switch (tag) {
    case TAG.status:
      if (value.length !== 3 || (value[0] !== 0x00 && wordAt(value, 1) === STATUS_OK)) gathered.isClean = false;
      else gathered.status = wordAt(value, 1);
      return true;
    case TAG.bitsInLastByte:
      // 0 stands for 8: a whole byte.
      if (value.length !== 1 || ![0, 8].includes(value[0] ?? 1)) gathered.isClean = false;
      return true;
    case TAG.rfStatus:
      if (value.length !== 2 || value[0] !== 0x00) gathered.isClean = false;
      return true;
    case TAG.cardFrame:
      // Two frames for one command are none.
      if (gathered.cardFrame !== null) gathered.isClean = false;
      gathered.cardFrame = value;
      return true;
    default:
      return PASSED_OVER.has(tag);
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
