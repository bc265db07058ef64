import net, { type AddressInfo } from 'node:net';
import type { PlistDict } from '../../../native-adapters/apple/plist/plist-value.ts';
import type { MuxAddress } from '../../../native-adapters/apple/usbmuxd/address.ts';
import { encodeMuxFrame, readMuxFrame } from '../../../native-adapters/apple/usbmuxd/mux-frame.ts';
import { StreamLink } from '../../../native-adapters/links/stream-link.ts';

/** One request as the fake daemon sees it, and the ways to answer it. */
export class MuxPeer {
  readonly request: PlistDict;
  readonly tag: number;
  readonly socket: net.Socket;
  readonly #link: StreamLink;
  isTaken = false;

  constructor(request: PlistDict, tag: number, socket: net.Socket, link: StreamLink) {
    this.request = request;
    this.tag = tag;
    this.socket = socket;
    this.#link = link;
  }

  reply(message: PlistDict, tag = this.tag): void {
    this.socket.write(encodeMuxFrame({ tag, message }));
  }

  result(number: number): void {
    this.reply({ MessageType: 'Result', Number: number });
  }

  event(message: PlistDict): void {
    this.reply(message, 0);
  }

  /** Agrees to a Connect and hands out what is from now on the stream to the phone. */
  take(before: Uint8Array = new Uint8Array()): net.Socket {
    this.isTaken = true;
    this.#link.release();
    const agreed = encodeMuxFrame({ tag: this.tag, message: { MessageType: 'Result', Number: 0 } });
    this.socket.write(Buffer.concat([agreed, before]));
    return this.socket;
  }
}

type Answer = (peer: MuxPeer) => void | Promise<void>;

/** A mux daemon that answers as it is told, on a loopback port. */
export class FakeMux {
  readonly asked: PlistDict[] = [];
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();

  private constructor(answer: Answer) {
    this.#server = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
      void this.#serve(socket, answer).catch(() => socket.destroy());
    });
  }

  static async start(answer: Answer, port = 0): Promise<FakeMux> {
    const fake = new FakeMux(answer);
    await new Promise<void>((resolve) => fake.#server.listen(port, '127.0.0.1', resolve));
    return fake;
  }

  get address(): MuxAddress & { is: 'tcp' } {
    return { is: 'tcp', host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(socket: net.Socket, answer: Answer): Promise<void> {
    const link = new StreamLink(socket);
    for (;;) {
      const { tag, message } = await readMuxFrame(link);
      this.asked.push(message);
      const peer = new MuxPeer(message, tag, socket, link);
      await answer(peer);
      if (peer.isTaken) return;
    }
  }
}

/** The entry of one phone on a cable. */
export function attached(deviceId: number, serial: string, more: PlistDict = {}): PlistDict {
  const properties = { ConnectionType: 'USB', DeviceID: deviceId, LocationID: 65_554, ProductID: 4_776 };
  return {
    MessageType: 'Attached',
    DeviceID: deviceId,
    Properties: { ...properties, SerialNumber: serial, ...more },
  };
}
