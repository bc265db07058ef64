import { asWorkstationError, WorkstationError } from '../../../domain/errors.ts';
import type { ReaderSighting, ReaderTransport } from '../../../domain/reader.ts';
import { waitAtMost } from '../wait-at-most.ts';
import { DeviceLine } from './device-line.ts';
import type { DeviceProcess } from './launch-device-process.ts';

/** All time limits of a reader's process, in milliseconds. */
export interface ReaderPatience {
  /** From the start of the process to the claimed reader. */
  readonly openMs: number;
  /** How long the reader may take to accept one frame. */
  readonly writeMs: number;
  readonly closeMs: number;
  /** How much later than its own limit an answer of the process may come before it counts as hung. */
  readonly marginMs: number;
  /** How long the end of a process is waited for. */
  readonly goneMs: number;
}

/** The time limits that the product uses. */
export const READER_PATIENCE: ReaderPatience = {
  openMs: 10_000,
  writeMs: 1_000,
  closeMs: 3_000,
  marginMs: 2_000,
  goneMs: 2_000,
};

/** A reader that is being claimed in a process of its own. */
export interface OpeningUsbReader {
  /** The claimed reader's transport, or why there is none. */
  readonly opened: Promise<ReaderTransport>;
  /** Resolves when the process is gone and another one may claim the reader; one that waits inside the kernel may never be. */
  readonly gone: Promise<void>;
  /** Whether the process was told to end, or did. */
  isEnded(): boolean;
}

/** The transport over a line whose process has claimed its reader. */
class UsbReaderTransport implements ReaderTransport {
  readonly #line: DeviceLine;
  readonly #patience: ReaderPatience;
  #closing: Promise<void> | null = null;

  constructor(line: DeviceLine, patience: ReaderPatience) {
    this.#line = line;
    this.#patience = patience;
  }

  async write(frame: Uint8Array): Promise<void> {
    const { writeMs, marginMs } = this.#patience;
    // A frame that fills its last packet has an empty transfer after it, which may take as long again.
    await this.#line.ask({ kind: 'out', bytes: Uint8Array.from(frame), withinMs: writeMs }, 2 * writeMs + marginMs);
  }

  async read(withinMs: number): Promise<Uint8Array | null> {
    const answer = await this.#line.ask({ kind: 'in', withinMs }, withinMs + this.#patience.marginMs);
    if (answer.kind === 'came') return answer.bytes && Uint8Array.from(answer.bytes);
    const odd = new WorkstationError('usb.restarting', { what: 'an answer to another question' });
    this.#line.end(odd);
    throw odd;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { closeMs, goneMs } = this.#patience;
    await this.#line.ask({ kind: 'close' }, closeMs).catch(() => undefined);
    this.#line.end();
    await waitAtMost(this.#line.gone, goneMs);
  }
}

/**
 * Lets a process that was just started claim a reader. `opened` throws `reader.absent`, `reader.busy`, `reader.driver`,
 * `reader.not-permitted`, `reader.hung`, or the signal's reason; then the process is being ended, and `gone` says when it is.
 */
export function openUsbReader(
  process: DeviceProcess,
  { reader, vendorId, productId, serial }: ReaderSighting,
  { signal, patience }: { readonly signal: AbortSignal; readonly patience: ReaderPatience },
): OpeningUsbReader {
  const line = new DeviceLine(process);
  const open = async (): Promise<ReaderTransport> => {
    const stop = (): void => line.end(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      await line.ask({ kind: 'open', path: reader, vendorId, productId, serial }, patience.openMs);
      return new UsbReaderTransport(line, patience);
    } catch (error) {
      line.end(error);
      throw signal.aborted ? signal.reason : asWorkstationError(error);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
  return { opened: open(), gone: line.gone, isEnded: () => line.isEnded };
}
