import type { WindowChange, WindowEvent } from '../../domain/window-state.ts';

/** Changes of which only the newest matters. */
export type PassingChange = Extract<WindowChange, { readonly kind: 'progress' | 'ledger' | 'chips-waiting' }>;

/** How changes reach the window. */
export interface PublisherParts {
  /** Sends a batch, in order; what cannot be sent is the window's loss, which it notices by the gap. */
  readonly send: (events: readonly WindowEvent[]) => void;
  /** How long passing changes are gathered. */
  readonly gatherMs?: number;
}

// Four times a second is as often as an eye wants a number to change.
const GATHER_MS = 250;

/**
 * Numbers the changes of what the window shows, without gaps, and sends them in batches. No change of state is ever dropped or
 * overtaken by a later one; of passing changes the newest of each kind and Port is sent a few times a second.
 */
export class Publisher {
  readonly #send: PublisherParts['send'];
  readonly #gatherMs: number;
  readonly #passing = new Map<string, PassingChange>();
  #queue: WindowEvent[] = [];
  #revision = 0;
  #turn: NodeJS.Immediate | null = null;
  #gathering: NodeJS.Timeout | null = null;

  constructor({ send, gatherMs = GATHER_MS }: PublisherParts) {
    this.#send = send;
    this.#gatherMs = gatherMs;
  }

  /** The number of the newest change. */
  get revision(): number {
    return this.#revision;
  }

  /** Sends a change of state with the others of this turn of the event loop. */
  publish(change: WindowChange): void {
    if (change.kind === 'port') this.#passing.delete(`progress ${change.port.port}`);
    if (change.kind === 'everything') this.#passing.clear();
    this.#add(change);
    this.#turn ??= setImmediate(() => this.flush());
  }

  /** Sends a passing change soon, unless a newer one takes its place until then. */
  pass(change: PassingChange): void {
    this.#passing.set(change.kind === 'progress' ? `progress ${change.port}` : change.kind, change);
    this.#gathering ??= setTimeout(() => this.#gathered(), this.#gatherMs).unref();
  }

  /** Sends at once what has not been sent yet; passing changes stay gathered. */
  flush(): void {
    if (this.#turn) clearImmediate(this.#turn);
    this.#turn = null;
    const events = this.#queue;
    this.#queue = [];
    if (events.length > 0) this.#send(events);
  }

  /** Ends everything that is under way; nothing is sent any more. */
  close(): void {
    if (this.#turn) clearImmediate(this.#turn);
    if (this.#gathering) clearTimeout(this.#gathering);
    this.#queue = [];
    this.#passing.clear();
  }

  #gathered(): void {
    this.#gathering = null;
    for (const change of this.#passing.values()) this.#add(change);
    this.#passing.clear();
    this.flush();
  }

  #add(change: WindowChange): void {
    this.#revision += 1;
    this.#queue.push({ revision: this.#revision, change });
  }
}
