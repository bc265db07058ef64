import type { Socket } from 'node:net';
import type { Pieces } from '../phone/iphone-model.ts';
import { MUX_MESSAGE, type MuxFrame, MuxFrameReader, muxFrame, PLIST_VERSION } from '../wire/mux-frame.ts';
import { PacedWriter } from '../wire/paced-writer.ts';
import { type PlistDict, xmlOf } from '../wire/property-list.ts';

/** Answers one request; the next one is handled when this one is done. */
export type HandleFrame = (client: MuxClient, frame: MuxFrame) => Promise<void> | void;

/** One program that speaks with the daemon, until it is connected to a phone. */
export class MuxClient {
  /** What it said of itself when it asked for events; null while it has not. */
  listening: PlistDict | null = null;
  readonly #socket: Socket;
  readonly #writer: PacedWriter;
  readonly #reader = new MuxFrameReader();
  readonly #handle: HandleFrame;
  #work: Promise<void> = Promise.resolve();
  #isHandedOver = false;
  readonly #hear = (bytes: Buffer): void => {
    this.#reader.push(bytes);
    this.#work = this.#work.then(() => this.#drain()).catch(() => this.destroy());
  };

  constructor(socket: Socket, pieces: Pieces, handle: HandleFrame) {
    this.#socket = socket;
    this.#writer = new PacedWriter(socket, pieces);
    this.#handle = handle;
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', this.#hear);
  }

  /** Sends a property list; tag 0 is an event that nobody asked for. */
  send(tag: number, dict: PlistDict): Promise<void> {
    return this.#writer.write(
      muxFrame({ version: PLIST_VERSION, message: MUX_MESSAGE.plist, tag, payload: xmlOf(dict) }),
    );
  }

  /** Sends the number of a result. */
  result(tag: number, number: number): Promise<void> {
    return this.send(tag, { MessageType: 'Result', Number: number });
  }

  /** Sends a result in the older, binary form, which is what a program of an unknown version gets. */
  binaryResult(tag: number, number: number): Promise<void> {
    const payload = Buffer.alloc(4);
    payload.writeUInt32LE(number);
    return this.#writer.write(muxFrame({ version: 0, message: MUX_MESSAGE.result, tag, payload }));
  }

  /** Says that the connection stands and gives the socket away; from here on its bytes are the phone's. */
  async handOver(tag: number, take: (socket: Socket) => void): Promise<void> {
    this.#isHandedOver = true;
    this.#socket.off('data', this.#hear);
    this.#socket.pause();
    await this.result(tag, 0);
    const rest = this.#reader.rest();
    if (rest.length > 0) this.#socket.unshift(rest);
    if (!this.#socket.destroyed) take(this.#socket);
  }

  /** Closes the connection without a word. */
  destroy(): void {
    this.#socket.destroy();
  }

  async #drain(): Promise<void> {
    while (!this.#isHandedOver && !this.#socket.destroyed) {
      const frame = this.#reader.next();
      if (frame === null) return;
      await this.#handle(this, frame);
    }
  }
}
