import type { VirtualPhone } from '../phone/virtual-phone.ts';
import type { SocketStream } from './socket-stream.ts';

/** The key under which the in-process server accepts itself on a phone. */
const OWN_KEY = { base64: 'in-process', name: 'practice rack' };

/** One phone as the in-process server sees it: path, state, transport, and the sockets that are bound to it. */
export class ListedPhone {
  readonly phone: VirtualPhone;
  readonly path: string;
  readonly #changed: () => void;
  readonly #nextTransport: () => number;
  readonly #streams = new Set<SocketStream>();
  #attached = new AbortController();
  #transport = 0;
  #state: string | null = null;

  constructor(phone: VirtualPhone, path: string, parts: { changed: () => void; nextTransport: () => number }) {
    this.phone = phone;
    this.path = path;
    this.#changed = parts.changed;
    this.#nextTransport = parts.nextTransport;
    phone.onAttachment(() => this.refresh());
    this.refresh();
  }

  /** The state that adb would print, or null while the phone is absent. */
  get state(): string | null {
    return this.#state;
  }

  /** The number of the present attachment; it grows with every new one. */
  get transport(): number {
    return this.#transport;
  }

  /** The serial number that the phone tells the bus. */
  get serial(): string {
    return this.phone.property('ro.serialno', this.phone.state.serial).replace(/[^\x21-\x7e]/g, '?');
  }

  /** Remembers a socket that has to break when the phone vanishes. */
  bind(stream: SocketStream): void {
    this.#streams.add(stream);
    stream.closed.addEventListener('abort', () => this.#streams.delete(stream), { once: true });
  }

  /** Drops what was attached and attaches the phone anew, if it is visible. */
  refresh(): void {
    this.#attached.abort();
    this.#attached = new AbortController();
    for (const stream of this.#streams) stream.cut();
    this.#streams.clear();
    const visible = this.phone.visibleState;
    this.#state = visible;
    if (visible !== null) {
      this.#transport = this.#nextTransport();
      if (this.phone.condition.silent) this.#state = 'offline';
      else if (this.phone.asksForKey && !this.phone.acceptedKeys().includes(OWN_KEY.base64)) this.#ask();
    }
    this.#changed();
  }

  /** One line of `host:devices` or `host:devices-l`. */
  line(long: boolean): string {
    if (!long) return `${this.serial}\t${this.#state}\n`;
    const facts = this.#state === 'device' || this.#state === 'rescue' ? ` ${this.#facts()}` : '';
    return `${this.serial.padEnd(22)} ${this.#state} ${this.path}${facts} transport_id:${this.#transport}\n`;
  }

  #facts(): string {
    const { product, model, device } = this.phone.model;
    const told = this.phone.property('banner.model', model);
    const clean = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '_');
    return `product:${clean(product)} model:${clean(told)} device:${clean(device)}`;
  }

  #ask(): void {
    this.#state = 'unauthorized';
    const { signal } = this.#attached;
    this.phone.askPerson(OWN_KEY, signal).then(
      () => {
        if (signal.aborted) return;
        this.#state = this.phone.visibleState;
        this.#changed();
      },
      () => undefined,
    );
  }
}
