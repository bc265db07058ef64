import { createServer, type Server, type Socket } from 'node:net';
import type { Pieces } from '../phone/iphone-model.ts';
import type { VirtualIphone } from '../phone/virtual-iphone.ts';
import type { PracticeUsbBus } from '../usb-bus.ts';
import { MUX_MESSAGE, type MuxFrame, PLIST_VERSION } from '../wire/mux-frame.ts';
import { bytesIn, dictIn, numberIn, type PlistDict, textIn } from '../wire/property-list.ts';
import { attachedEvent } from './attached-event.ts';
import { MuxClient } from './mux-client.ts';

/** Numbers of results (source: libusbmuxd usbmuxd-proto.h; ENOENT and EINVAL where pair records are asked for). */
const RESULT = { ok: 0, badCommand: 1, badDevice: 2, refused: 3, badVersion: 6, noRecord: 2, invalid: 22 } as const;
const BROKEN_FOR_MS = 400;

/** What the daemon knows besides its phones; on a real machine these are files that outlive it. */
export interface MuxMemory {
  /** The computer's own number, the same for every phone. */
  readonly buid: string;
  readonly records: Map<string, Uint8Array>;
}

/** How long the daemon lives: for ever as on macOS and Windows, or, as udev has it on Linux, from the first phone to the last (source: Debian's 39-usbmuxd.rules). */
export type MuxLife = 'stays' | 'ends-with-last-phone';

/** What the daemon finds around itself. */
export interface MuxSurroundings {
  readonly bus: PracticeUsbBus;
  readonly memory: MuxMemory;
  readonly life: MuxLife;
}

interface Request {
  readonly client: MuxClient;
  readonly tag: number;
  readonly dict: PlistDict;
}

/** The daemon that joins programs to iPhones, on a loopback port instead of its usual socket (source: ios.md 6 and 9.1). */
export class VirtualUsbmuxd {
  readonly port: number;
  readonly #phones: readonly VirtualIphone[];
  readonly #bus: PracticeUsbBus;
  readonly #memory: MuxMemory;
  readonly #life: MuxLife;
  readonly #clients = new Set<MuxClient>();
  readonly #sockets = new Set<Socket>();
  readonly #ids = new Map<VirtualIphone, number>();
  readonly #answers: ReadonlyMap<string, (request: Request) => Promise<void>>;
  #server: Server | null = null;
  #lastId = 0;
  #isStopped = false;
  #changing: Promise<void> = Promise.resolve();

  constructor(port: number, phones: readonly VirtualIphone[], { bus, memory, life }: MuxSurroundings) {
    this.port = port;
    this.#phones = phones;
    this.#bus = bus;
    this.#memory = memory;
    this.#life = life;
    for (const phone of phones) phone.onAttachment(() => this.#notice(phone));
    this.#answers = new Map<string, (request: Request) => Promise<void>>([
      ['ReadBUID', ({ client, tag }) => client.send(tag, { BUID: this.#memory.buid })],
      ['ListDevices', ({ client, tag }) => client.send(tag, { DeviceList: this.#deviceList() })],
      ['ListListeners', ({ client, tag }) => client.send(tag, { ListenerList: this.#listenerList() })],
      ['Listen', (request) => this.#listen(request)],
      ['Connect', (request) => this.#connect(request)],
      ['ReadPairRecord', (request) => this.#readRecord(request)],
      ['SavePairRecord', (request) => this.#saveRecord(request)],
      ['DeletePairRecord', (request) => this.#deleteRecord(request)],
    ]);
  }

  /** Begins to listen; phones that are there get numbers from 1, as after every start of the daemon. */
  async start(): Promise<void> {
    this.#lastId = 0;
    this.#ids.clear();
    for (const phone of this.#phones) if (phone.isOffered) this.#ids.set(phone, ++this.#lastId);
    const server = createServer((socket) => this.#welcome(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** Ends at once with all its sockets, those to phones too, as a killed process does. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Is killed, and comes back on the same port after a moment. */
  async restart(): Promise<void> {
    await this.kill();
    await new Promise((resolve) => setTimeout(resolve, BROKEN_FOR_MS));
    if (!this.#isStopped) await this.start();
  }

  /** Ends for good. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#changing;
    await this.kill();
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    const client = new MuxClient(socket, this.#pieces(), (from, frame) => this.#handle(from, frame));
    this.#clients.add(client);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#clients.delete(client);
    });
  }

  /** The daemon takes on the manner of the first phone that wishes one of it. */
  #pieces(): Pieces {
    return this.#phones.map(({ condition }) => condition.wire.muxPieces).find((one) => one !== 'whole') ?? 'whole';
  }

  async #handle(client: MuxClient, { version, message, tag, payload }: MuxFrame): Promise<void> {
    // A socket that has asked for events is for nothing else.
    if (client.listening !== null) return client.destroy();
    if (version !== PLIST_VERSION) return client.binaryResult(tag, RESULT.badVersion);
    if (message !== MUX_MESSAGE.plist) return client.result(tag, RESULT.badCommand);
    const dict = dictIn(payload);
    const name = dict === null ? null : textIn(dict, 'MessageType');
    // The real daemon says nothing to what it cannot read, and leaves the socket open.
    if (dict === null || name === null) return;
    const answer = this.#answers.get(name);
    await (answer === undefined ? client.result(tag, RESULT.badCommand) : answer({ client, tag, dict }));
  }

  async #listen({ client, tag, dict }: Request): Promise<void> {
    client.listening = dict;
    await client.result(tag, RESULT.ok);
    for (const event of this.#deviceList()) await client.send(0, event);
  }

  async #connect({ client, tag, dict }: Request): Promise<void> {
    const id = numberIn(dict, 'DeviceID');
    const swapped = numberIn(dict, 'PortNumber') ?? 0;
    const [phone] = [...this.#ids].find(([one, known]) => known === id && one.isOffered) ?? [];
    if (phone === undefined) return client.result(tag, RESULT.badDevice);
    // The number travels in the order of the network, whatever the computer's own is.
    const port = ((swapped & 0xff) << 8) | ((swapped >> 8) & 0xff);
    if (!phone.listensOn(port)) return client.result(tag, RESULT.refused);
    await client.handOver(tag, (socket) => phone.accept(port, socket));
  }

  #readRecord({ client, tag, dict }: Request): Promise<void> {
    const id = textIn(dict, 'PairRecordID');
    if (id === null) return client.result(tag, RESULT.invalid);
    const record = this.#memory.records.get(id);
    return record === undefined
      ? client.result(tag, RESULT.noRecord)
      : client.send(tag, { PairRecordData: Buffer.from(record) });
  }

  async #saveRecord({ client, tag, dict }: Request): Promise<void> {
    const id = textIn(dict, 'PairRecordID');
    const record = bytesIn(dict, 'PairRecordData');
    if (id === null || record === null) return client.result(tag, RESULT.invalid);
    this.#memory.records.set(id, Uint8Array.from(record));
    await client.result(tag, RESULT.ok);
    const device = numberIn(dict, 'DeviceID');
    if (device !== null && [...this.#ids.values()].includes(device)) {
      this.#tell({ MessageType: 'Paired', DeviceID: device });
    }
  }

  #deleteRecord({ client, tag, dict }: Request): Promise<void> {
    const id = textIn(dict, 'PairRecordID');
    if (id === null) return client.result(tag, RESULT.invalid);
    return client.result(tag, this.#memory.records.delete(id) ? RESULT.ok : RESULT.noRecord);
  }

  #deviceList(): PlistDict[] {
    return [...this.#ids].flatMap(([phone, id]) => this.#events(phone, id));
  }

  #events(phone: VirtualIphone, id: number): PlistDict[] {
    return attachedEvent(phone, id, this.#bus.locationOf(phone));
  }

  #listenerList(): PlistDict[] {
    return [...this.#clients].flatMap(({ listening }, at) =>
      listening === null ? [] : [{ ...listening, Blacklisted: false, ConnType: 0, 'ID String': String(at) }],
    );
  }

  #notice(phone: VirtualIphone): void {
    this.#showOrHide(phone);
    if (this.#life === 'ends-with-last-phone') this.#liveOrEnd();
  }

  /** udev starts it for the first phone and ends it with the last. */
  #liveOrEnd(): void {
    const isWanted = this.#phones.some(({ isOffered }) => isOffered);
    if (isWanted === (this.#server !== null) || this.#isStopped) return;
    this.#changing = this.#changing.then(async () => {
      const isStillWanted = this.#phones.some(({ isOffered }) => isOffered);
      if (this.#isStopped || isStillWanted === (this.#server !== null)) return;
      await (isStillWanted ? this.start() : this.kill());
    });
  }

  #showOrHide(phone: VirtualIphone): void {
    if (this.#server === null) return;
    const before = this.#ids.get(phone);
    if (phone.isOffered === (before !== undefined)) return;
    if (before !== undefined) {
      this.#ids.delete(phone);
      this.#tell({ MessageType: 'Detached', DeviceID: before });
    } else {
      const id = ++this.#lastId;
      this.#ids.set(phone, id);
      for (const event of this.#events(phone, id)) this.#tell(event);
    }
  }

  #tell(event: PlistDict): void {
    for (const client of this.#clients) if (client.listening !== null) void client.send(0, event);
  }
}
