import type { FreshReading } from '../../domain/chip.ts';
import type { ReaderView } from '../../domain/chip-view.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import type { ContactlessReader, ReaderAdapter, ReaderSighting, ReaderSource } from '../../domain/reader.ts';
import { FieldWatch, LOOK_EVERY_MS, type ReadersSide } from './field-watch.ts';

const HOT_PAUSE_MS = 5_000;
const FIRST_AGAIN_MS = 500;
const MOST_AGAIN_MS = 10_000;

/** What one reader's session is made of. */
export interface SessionParts {
  readonly source: ReaderSource;
  /** Null: no driver is for this reader. */
  readonly adapter: ReaderAdapter | null;
  readonly sighting: ReaderSighting;
  readonly scan: ReaderView['scan'];
  readonly side: ReadersSide;
  /** Settles when the session before on the same place has let its reader go. */
  readonly after: Promise<void>;
  /** Hears of every finished reading, and of the steady clock when it began. */
  readonly onReading: (fresh: FreshReading, begunSteadyMs: number) => void;
  /** Called whenever the view has changed. */
  readonly onChange: () => void;
}

interface Order {
  readonly run: (reader: ContactlessReader, signal: AbortSignal) => Promise<void>;
  readonly refuse: (error: WorkstationError) => void;
}

/** One reader for as long as it is plugged in: opened, opened again when it fails, watched, and asked one thing at a time. */
export class ReaderSession {
  readonly #parts: SessionParts;
  readonly #stopped = new AbortController();
  readonly #field: FieldWatch;
  readonly #kept: Promise<void>;
  #orders: readonly Order[] = [];
  #waking = new AbortController();
  #is: 'opening' | 'open' | 'fault' = 'opening';
  #error: WorkstationError | null = null;
  #firmware: string | null = null;
  #againMs = FIRST_AGAIN_MS;
  #shown = '';

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#field = new FieldWatch({
      side: parts.side,
      scan: parts.scan,
      onReading: (fresh, begunSteadyMs) => {
        this.#error = null;
        parts.onReading(fresh, begunSteadyMs);
      },
      onChange: () => this.#tell(),
    });
    this.#kept = this.#keep();
  }

  /** The reader as the board shows it, but for its reading. */
  view(): Omit<ReaderView, 'reading'> {
    const { sighting, adapter } = this.#parts;
    const product = adapter?.manifest.products.find(({ productId }) => productId === sighting.productId);
    const { is, help, isOccupied, scan } = this.#field;
    return {
      reader: sighting.reader,
      model: adapter?.manifest.id ?? null,
      name: sighting.name ?? product?.name ?? `${hex(sighting.vendorId)}:${hex(sighting.productId)}`,
      firmware: this.#firmware,
      is: this.#is === 'open' ? is : this.#is,
      scan,
      help: this.#error === null ? help : helpAgainst(this.#error, help),
      error: this.#error === null ? null : recorded(this.#error),
      isOccupied: this.#is === 'open' && isOccupied,
    };
  }

  /** Looks for something else from now on. */
  setScan(scan: ReaderView['scan']): void {
    this.#field.setScan(scan);
    this.#waking.abort();
  }

  /** Reads whatever lies there once more, or finds that nothing does; throws why the reader cannot be used now. */
  readAgain(): void {
    const run = (reader: ContactlessReader, signal: AbortSignal): Promise<void> =>
      this.#field.readAgain(reader, signal);
    // What stops it is shown on the reader, to everybody.
    this.#order({ run, refuse: () => undefined });
  }

  /** Gives the reader to one piece of work, alone; throws why the reader cannot be used, and what the work throws. */
  exclusively<T>(work: (reader: ContactlessReader, signal: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = async (reader: ContactlessReader, signal: AbortSignal): Promise<void> => {
        try {
          resolve(await this.#field.apart(() => work(reader, signal)));
        } catch (thrown) {
          reject(thrown);
          // What the work itself found is its caller's; what the reader did concerns the reader.
          if (isOfReader(asWorkstationError(thrown))) throw thrown;
        }
      };
      this.#order({ run, refuse: reject });
    });
  }

  /** Ends what runs and gives the reader back; never throws. */
  async close(): Promise<void> {
    this.#stopped.abort();
    this.#waking.abort();
    await this.#kept;
  }

  #order(order: Order): void {
    if (this.#stopped.signal.aborted) throw new WorkstationError('reader.unplugged');
    if (this.#parts.adapter === null) throw new WorkstationError('reader.absent');
    if (this.#is === 'fault' && this.#error !== null) throw this.#error;
    this.#orders = [...this.#orders, order];
    this.#waking.abort();
  }

  async #keep(): Promise<void> {
    const { adapter, after, side } = this.#parts;
    const { signal } = this.#stopped;
    await after;
    if (adapter === null) this.#become('fault', null);
    while (adapter !== null && !signal.aborted) {
      try {
        await this.#serveOpen(await this.#open(adapter, signal), signal);
      } catch (thrown) {
        if (!signal.aborted) this.#fail(asWorkstationError(thrown));
      }
      await side.pause(this.#againMs, signal).catch(() => undefined);
      this.#againMs = Math.min(this.#againMs * 2, MOST_AGAIN_MS);
    }
    this.#refuseOrders(new WorkstationError('reader.unplugged'));
  }

  async #open(adapter: ReaderAdapter, signal: AbortSignal): Promise<ContactlessReader> {
    const { source, sighting } = this.#parts;
    const reader = await adapter.open(await source.open(sighting, signal), sighting, signal);
    this.#firmware = reader.firmware;
    this.#field.start();
    return reader;
  }

  async #serveOpen(reader: ContactlessReader, signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) await this.#serve(reader, signal);
    } finally {
      await reader.close();
    }
  }

  async #serve(reader: ContactlessReader, signal: AbortSignal): Promise<void> {
    this.#waking = new AbortController();
    const waking = this.#waking.signal;
    const [order, ...rest] = this.#orders;
    this.#orders = rest;
    try {
      if (order) this.#become('open', null);
      await (order ? order.run(reader, signal) : this.#field.look(reader, signal));
      // A reader that opens and then fails at its first command has not come back.
      if (this.#is !== 'open') this.#become('open', null);
      this.#againMs = FIRST_AGAIN_MS;
    } catch (thrown) {
      await this.#settle(asWorkstationError(thrown), signal);
    }
    if (!order) await this.#rest(waking);
  }

  /** An iPhone is never polled unasked, so that there is nothing to do until somebody asks. */
  async #rest(waking: AbortSignal): Promise<void> {
    if (this.#field.scan === 'full') await this.#parts.side.pause(LOOK_EVERY_MS, waking).catch(() => undefined);
    else if (!waking.aborted) await new Promise((resolve) => waking.addEventListener('abort', resolve, { once: true }));
  }

  /** What the chip or the program did wrong is shown; what the reader did wrong ends its session, but heat, which only needs time. */
  async #settle(error: WorkstationError, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw error;
    if (!isOfReader(error)) return this.#become('open', error);
    if (error.code !== 'reader.hot') throw error;
    this.#field.start();
    this.#fail(error);
    await this.#parts.side.pause(HOT_PAUSE_MS, signal).catch(() => undefined);
  }

  #fail(error: WorkstationError): void {
    this.#become('fault', error);
    this.#refuseOrders(error);
  }

  #refuseOrders(error: WorkstationError): void {
    const refused = this.#orders;
    this.#orders = [];
    for (const { refuse } of refused) refuse(error);
  }

  #become(is: 'opening' | 'open' | 'fault', error: WorkstationError | null): void {
    this.#is = is;
    this.#error = error;
    this.#tell();
  }

  #tell(): void {
    const shown = JSON.stringify(this.view());
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#parts.onChange();
  }
}

const hex = (id: number): string => id.toString(16).padStart(4, '0');

const recorded = ({ code, facts }: WorkstationError): RecordedError => ({ code, facts });

/** The transport's process can fail too; then nothing is known of the reader until it is opened again. */
const isOfReader = ({ code }: WorkstationError): boolean => code.startsWith('reader.') || code.startsWith('usb.');

function helpAgainst({ code }: WorkstationError, otherwise: ReaderView['help']): ReaderView['help'] {
  if (code === 'reader.hot') return 'let-cool';
  return code === 'reader.hung' ? 'replug-reader' : otherwise;
}
