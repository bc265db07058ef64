import type { ReaderTransport } from '../../../domain/reader.ts';
import type { ReaderClock } from './reader-clock.ts';

/** Cuts a reader's bytes into its maker's frames, however the transfers were split or joined. */
export interface FrameStream<Frame> {
  push(bytes: Uint8Array): void;
  /** The next whole frame, or null while there is none. */
  next(): Frame | null;
  /** What the bytes so far are when nothing follows them; null when there are none. */
  rest(): Frame | null;
  /** Whether the bytes so far are a frame only if nothing follows them. */
  readonly isDoubtful: boolean;
  clear(): void;
}

// A frame of 300 bytes may come byte by byte; who sends more transfers than this for one frame never ends by himself.
const MOST_TRANSFERS = 400;
const MOST_DRAINED = 64;
// What makes a doubtful frame whole follows at once or never.
const DOUBT_MS = 50;

/** Waits for frames from one reader, within time and within a number of transfers, whatever the reader sends. */
export class FrameInbox<Frame> {
  readonly #transport: ReaderTransport;
  readonly #stream: FrameStream<Frame>;
  readonly #clock: ReaderClock;

  constructor(transport: ReaderTransport, stream: FrameStream<Frame>, clock: ReaderClock) {
    this.#transport = transport;
    this.#stream = stream;
    this.#clock = clock;
  }

  /** The next frame, or null when nothing came within that many milliseconds; throws what the transport throws. */
  async next(withinMs: number): Promise<Frame | null> {
    const endsAt = this.#clock.now() + withinMs;
    for (let transfers = 0; transfers < MOST_TRANSFERS; transfers += 1) {
      const frame = this.#stream.next();
      if (frame !== null) return frame;
      const left = Math.ceil(endsAt - this.#clock.now());
      if (left <= 0) break;
      const bytes = await this.#transport.read(this.#stream.isDoubtful ? Math.min(left, DOUBT_MS) : left);
      if (bytes === null) break;
      this.#stream.push(bytes);
    }
    return this.#stream.next() ?? this.#stream.rest();
  }

  /** Forgets what was received and has not been looked at. */
  clear(): void {
    this.#stream.clear();
  }

  /** Throws away what the reader still sends until it is quiet for that long; a reader that never is quiet is left as it is. */
  async drain(quietMs: number): Promise<void> {
    for (let transfers = 0; transfers < MOST_DRAINED; transfers += 1) {
      if ((await this.#transport.read(quietMs)) === null) break;
    }
    this.#stream.clear();
  }
}
