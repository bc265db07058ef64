import net, { type AddressInfo, type Socket } from 'node:net';

/** Answers one request of one connection; `fake.next` reads the connection's following request. */
export type FakeService = (service: string, peer: FakePeer) => Promise<void> | void;

/** The server's end of one connection. */
export class FakePeer {
  readonly socket: Socket;
  #buffered: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#buffered = Buffer.concat([this.#buffered, chunk]);
      this.#wake();
    });
    socket.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
    socket.on('error', () => undefined);
  }

  async read(sizeBytes: number): Promise<Buffer> {
    while (this.#buffered.length < sizeBytes) {
      if (this.#ended) throw new Error('peer closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const bytes = this.#buffered.subarray(0, sizeBytes);
    this.#buffered = this.#buffered.subarray(sizeBytes);
    return bytes;
  }

  async request(): Promise<string> {
    const length = Number.parseInt((await this.read(4)).toString('latin1'), 16);
    return (await this.read(length)).toString('utf8');
  }

  okay(bytes: Uint8Array | string = ''): void {
    this.socket.write(Buffer.concat([Buffer.from('OKAY'), Buffer.from(bytes)]));
  }

  block(text: string): void {
    this.socket.write(hexBlock(text));
  }

  fail(text: string): void {
    this.socket.end(`FAIL${hexBlock(text)}`);
  }
}

/** Four hex digits of length and the text, as the adb server frames its answers. */
export function hexBlock(text: string): string {
  return Buffer.byteLength(text).toString(16).padStart(4, '0') + text;
}

/** One shell v2 packet. */
export function shellPacket(id: number, payload: Uint8Array | string): Buffer {
  const body = Buffer.from(payload);
  const header = Buffer.alloc(5);
  header.writeUInt8(id, 0);
  header.writeUInt32LE(body.length, 1);
  return Buffer.concat([header, body]);
}

/** One sync packet: four letters, a number, a payload. */
export function syncBytes(id: string, argument: number, payload: Uint8Array | string = ''): Buffer {
  const header = Buffer.alloc(8);
  header.write(id, 0, 4, 'latin1');
  header.writeUInt32LE(argument, 4);
  return Buffer.concat([header, Buffer.from(payload)]);
}

/** What a fake server holds: host services by exact name, the features of its one phone, and the phone's services. */
export interface FakeScript {
  readonly host?: Readonly<Record<string, FakeService>>;
  readonly features?: string;
  readonly phone?: FakeService;
  readonly phoneState?: string | null;
}

/** A smart-socket server on 127.0.0.1 that answers as scripted; it serves one phone under transport id 7. */
export class FakeAdbServer {
  readonly #server: net.Server;
  readonly #sockets = new Set<Socket>();
  readonly asked: string[] = [];
  script: FakeScript;

  private constructor(script: FakeScript) {
    this.script = script;
    this.#server = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      this.#serve(new FakePeer(socket)).catch(() => socket.destroy());
    });
  }

  static async start(script: FakeScript, port = 0): Promise<FakeAdbServer> {
    const fake = new FakeAdbServer(script);
    await new Promise<void>((resolve, reject) => {
      fake.#server.once('error', reject);
      fake.#server.listen(port, '127.0.0.1', resolve);
    });
    return fake;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  async #serve(peer: FakePeer): Promise<void> {
    const service = await peer.request();
    this.asked.push(service);
    const scripted = this.script.host?.[service];
    if (scripted !== undefined) return scripted(service, peer);
    if (service === 'host:version') return peer.okay(hexBlock('0029'));
    if (service === 'host-transport-id:7:features') return peer.okay(hexBlock(this.script.features ?? 'shell_v2,cmd'));
    if (service === 'host-transport-id:7:get-state') return this.#state(peer);
    if (service !== 'host:transport-id:7') return peer.fail(`no device with transport id '${service.slice(18)}'`);
    peer.okay();
    const wanted = await peer.request();
    this.asked.push(wanted);
    await this.script.phone?.(wanted, peer);
  }

  #state(peer: FakePeer): void {
    const state = this.script.phoneState === undefined ? 'device' : this.script.phoneState;
    if (state === null) peer.fail("no device with transport id '7'");
    else peer.okay(hexBlock(state));
  }
}
