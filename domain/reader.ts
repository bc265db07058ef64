import type { ErrorCode } from './errors.ts';
import type { ReaderId } from './ids.ts';

/** The contactless readers that have a driver: Sony RC-S380 (Port-100) and RC-S300 (Port-400). */
export const READER_MODELS = ['rc-s380', 'rc-s300'] as const;
/** One of READER_MODELS. */
export type ReaderModel = (typeof READER_MODELS)[number];

/** A contactless reader as its source sees it, before anything was said to it. */
export interface ReaderSighting {
  /** Its physical place, `usb:1-2` as a Port is named, or its place at the practice. */
  readonly reader: ReaderId;
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string | null;
  /** In the device's own words; shown, never parsed. */
  readonly name: string | null;
}

/** All readers that a source sees now, or why it sees nothing at the moment. */
export type ReadersSeen =
  | { readonly up: true; readonly readers: readonly ReaderSighting[] }
  | { readonly up: false; readonly why: ErrorCode };

/**
 * Bytes to and from one claimed reader, without meaning. One call at a time: the driver above keeps the order. Every call ends
 * within its limit, whatever the reader does; what goes wrong is a catalogued error (`reader.unplugged`, `reader.hung`, …).
 */
export interface ReaderTransport {
  /** Hands one whole frame to the reader; where USB needs a zero-length packet after it, that is sent too. */
  write(frame: Uint8Array): Promise<void>;
  /** The bytes of the next transfer, never empty; null when nothing came within that many milliseconds. Frames may be split or joined. */
  read(withinMs: number): Promise<Uint8Array | null>;
  /** Gives the reader back, also after it was unplugged; closing twice does nothing. */
  close(): Promise<void>;
}

/** Who sees readers and opens them: the USB buses of this computer, or the practice. */
export interface ReaderSource {
  /** Yields what is seen, at each change, until the signal ends it; it never throws. */
  watch(signal: AbortSignal): AsyncIterable<ReadersSeen>;
  /** Claims one reader for this program; throws `reader.busy`, `reader.driver`, `reader.not-permitted`, `reader.absent`, `reader.hung`. */
  open(sighting: ReaderSighting, signal: AbortSignal): Promise<ReaderTransport>;
}

/** What came back from the air for one FeliCa frame. `frame` begins with its length byte; noise was tried again
 * before, a collision too unless it was the answer to Polling, where another try could hide that there are two. */
export type RfAnswer =
  | { readonly is: 'answer'; readonly frame: Uint8Array }
  | { readonly is: 'silent' }
  | { readonly is: 'noise' }
  | { readonly is: 'collision' };

/** An open reader with its field on for FeliCa at 212 kbps, whichever maker's frames are underneath. */
export interface ContactlessReader {
  readonly model: ReaderModel;
  /** As the reader tells it, such as `1.11`. */
  readonly firmware: string;
  readonly serial: string | null;
  /** The longest FeliCa frame that it takes, its length byte included. */
  readonly mostFrameBytes: number;
  /**
   * Sends one FeliCa frame (length byte first, no preamble, no CRC) and promises what the air brought within `withinMs` of radio time.
   * Throws `chip.command-refused` for a command that this chip must never receive, without sending anything; `reader.hot`,
   * `reader.protocol`, `reader.session-taken` and what the transport throws.
   */
  exchange(frame: Uint8Array, withinMs: number, signal: AbortSignal): Promise<RfAnswer>;
  /** Switches the field off for a moment and on again, so that everything in it starts anew. */
  resetField(signal: AbortSignal): Promise<void>;
  /** Ends the reader's session, switches its field off and gives it back; never throws. */
  close(): Promise<void>;
}

/** What a reader driver is for and what it cannot do. */
export interface ReaderManifest {
  readonly id: ReaderModel;
  readonly products: readonly { readonly vendorId: number; readonly productId: number; readonly name: string }[];
  /** What it cannot do, in one sentence each. */
  readonly limits: readonly string[];
  /** On which real readers it was seen to work; empty until somebody measured. */
  readonly seenOn: readonly string[];
}

/** The driver of one family of readers. */
export interface ReaderAdapter {
  readonly manifest: ReaderManifest;
  /** Tells whether this driver is for a reader; without I/O. */
  recognise(sighting: Pick<ReaderSighting, 'vendorId' | 'productId'>): boolean;
  /** Brings a reader up over a transport, which it owns from then on and closes when it cannot be brought up. */
  open(transport: ReaderTransport, sighting: ReaderSighting, signal: AbortSignal): Promise<ContactlessReader>;
}
