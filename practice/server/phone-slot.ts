import { createServer, type Server } from 'node:net';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import { PhoneConnection } from '../wire/connection.ts';

/** Tells the adb server that a phone listens on that port. */
export type Register = (port: number) => Promise<void>;

/**
 * One slot of the rack towards a real adb server: the phone listens on its port while it is visible, and the port is closed
 * while it is not, so that an unplugged or rebooting phone is truly absent.
 */
export class PhoneSlot {
  readonly phone: VirtualPhone;
  readonly port: number;
  readonly #register: Register;
  readonly #connections = new Set<PhoneConnection>();
  #listener: Server | null = null;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(phone: VirtualPhone, port: number, register: Register) {
    this.phone = phone;
    this.port = port;
    this.#register = register;
    phone.onAttachment(() => void this.refresh());
  }

  /** The name under which the adb server lists this slot. */
  get key(): string {
    return `emulator-${this.port - 1}`;
  }

  /** The host's connections that are open now. */
  get connections(): readonly PhoneConnection[] {
    return [...this.#connections];
  }

  /** Brings the slot into agreement with its phone; every call cuts what was connected before. */
  refresh(): Promise<void> {
    for (const connection of this.#connections) connection.cut();
    this.#connections.clear();
    this.#work = this.#work.then(() => this.#attach()).catch(() => undefined);
    return this.#work;
  }

  /** Registers the phone again with a server that has been started anew. */
  async registerAgain(): Promise<void> {
    if (this.#listener !== null) await this.#register(this.port).catch(() => undefined);
  }

  /** Closes the slot for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.refresh();
  }

  async #attach(): Promise<void> {
    await this.#close();
    if (this.#stopped || this.phone.visibleState === null) return;
    const listener = createServer((socket) => {
      const connection = new PhoneConnection(socket, this.phone);
      this.#connections.add(connection);
      connection.ended.addEventListener('abort', () => this.#connections.delete(connection), { once: true });
      if (this.phone.condition.silent) socket.removeAllListeners('data').resume();
    });
    this.#listener = listener;
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.port, '127.0.0.1', resolve);
    });
    await this.#register(this.port).catch(() => undefined);
  }

  async #close(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    if (listener === null) return;
    await new Promise<void>((resolve) => {
      listener.close(() => resolve());
      for (const connection of this.#connections) connection.cut();
    });
  }
}
