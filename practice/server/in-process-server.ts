import { createServer, type Server, type Socket } from 'node:net';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import { runService, StreamReader } from '../services/service-stream.ts';
import { ListedPhone } from './listed-phone.ts';
import { frameRequest } from './smart-socket.ts';
import { ResumedStream, SocketStream } from './socket-stream.ts';

/** The server version of adb 1.0.41, the one that today's clients expect (source: adb.h ADB_SERVER_VERSION). */
const SERVER_VERSION = '0029';
const HOST_FEATURES = 'shell_v2,cmd,stat_v2,ls_v2,fixed_push_mkdir,apex,abb,abb_exec';

/** The other side of one client, and how it is answered. */
interface Session {
  readonly stream: SocketStream;
  readonly reader: StreamReader;
}

/**
 * A small adb server for machines without adb: it speaks the smart-socket protocol (source: adb SERVICES.TXT) and carries
 * the same phones, whose services it opens directly. It lists them at USB paths, as a hub would.
 */
export class InProcessServer {
  readonly port: number;
  readonly #phones: readonly ListedPhone[];
  readonly #trackers = new Map<SocketStream, boolean>();
  readonly #streams = new Set<SocketStream>();
  /** All that are open, also those whose stream has ended while the client has not. */
  readonly #sockets = new Set<Socket>();
  #listener: Server | null = null;
  #transports = 0;

  constructor(port: number, phones: readonly VirtualPhone[]) {
    this.port = port;
    const parts = { changed: () => this.#tellTrackers(), nextTransport: () => ++this.#transports };
    this.#phones = phones.map((phone, index) => new ListedPhone(phone, `usb:1-1.${index + 1}`, parts));
  }

  /** Begins to listen. */
  async start(): Promise<void> {
    const listener = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      const stream = new SocketStream(socket);
      this.#streams.add(stream);
      stream.closed.addEventListener('abort', () => this.#streams.delete(stream), { once: true });
      const session = { stream, reader: new StreamReader(stream) };
      this.#serve(session).catch(() => stream.cut());
    });
    this.#listener = listener;
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** Ends at once with all its sockets, as a killed process does. */
  async kill(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    if (listener === null) return;
    const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
    for (const stream of this.#streams) stream.cut();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #serve(session: Session): Promise<void> {
    let bound: ListedPhone | null = null;
    for (;;) {
      const request = await readRequest(session.reader);
      if (bound !== null) return this.#open(session, bound, request);
      const chosen = this.#selected(request);
      if (chosen === undefined) return this.#answer(session, request);
      if (chosen === null || chosen.state === null) return refuse(session, `device '${request.slice(-80)}' not found`);
      if (chosen.state === 'unauthorized')
        return refuse(session, 'device unauthorized.\nCheck for a confirmation dialog on your device.');
      if (chosen.state === 'offline') return refuse(session, 'device offline');
      bound = chosen;
      bound.bind(session.stream);
      await session.stream.write(Buffer.from('OKAY'));
      if (request.startsWith('host:tport:')) {
        const transport = Buffer.alloc(8);
        transport.writeBigUInt64LE(BigInt(bound.transport));
        await session.stream.write(transport);
      }
    }
  }

  /** Returns the phone that a transport request selects; null when there is none, undefined for other requests. */
  #selected(request: string): ListedPhone | null | undefined {
    const match = /^host:(?:transport|tport):(?:serial:)?(.*)$/s.exec(request);
    if (match) return this.#find(match[1] ?? '');
    const byId = /^host:transport-id:(\d+)$/.exec(request);
    if (byId) return this.#phones.find((one) => one.state !== null && one.transport === Number(byId[1])) ?? null;
    return /^host:transport-(any|usb|local)$/.test(request) ? this.#only() : undefined;
  }

  #find(name: string): ListedPhone | null {
    if (name === 'any' || name === 'usb') return this.#only();
    const fitting = this.#phones.filter((one) => one.state !== null && (one.serial === name || one.path === name));
    return fitting.length === 1 ? (fitting[0] ?? null) : null;
  }

  #only(): ListedPhone | null {
    const present = this.#phones.filter((one) => one.state !== null);
    return present.length === 1 ? (present[0] ?? null) : null;
  }

  #open({ stream, reader }: Session, { phone }: ListedPhone, name: string): Promise<void> | void {
    const handler = phone.service(name);
    if (handler === null) return refuse({ stream, reader }, 'closed');
    phone.packetHandled({ sendRaw: () => undefined });
    const rest = reader.rest();
    void stream.write(Buffer.from('OKAY')).catch(() => undefined);
    runService(handler, new ResumedStream(stream, rest));
  }

  async #answer(session: Session, request: string): Promise<void> {
    const { stream } = session;
    const track = /^host:track-devices(-l)?$/.exec(request);
    if (track) {
      await stream.write(Buffer.from('OKAY'));
      this.#trackers.set(stream, track[1] === '-l');
      stream.closed.addEventListener('abort', () => this.#trackers.delete(stream), { once: true });
      return stream.write(frameRequest(this.#list(track[1] === '-l')));
    }
    const text = this.#reply(request);
    if (text === null) return refuse(session, `unknown host service '${request.slice(0, 80)}'`);
    await stream.write(Buffer.concat([Buffer.from('OKAY'), frameRequest(text)]));
    stream.close();
  }

  #reply(request: string): string | null {
    if (request === 'host:version') return SERVER_VERSION;
    if (request === 'host:features' || request === 'host:host-features') return HOST_FEATURES;
    if (request === 'host:devices') return this.#list(false);
    if (request === 'host:devices-l') return this.#list(true);
    const about = /^host-(?:serial|transport-id):(.*):(features|get-state|get-serialno|get-devpath)$/s.exec(request);
    const any = /^host:(get-state|get-serialno|get-devpath)$/.exec(request);
    const one = about ? this.#named(about[1] ?? '') : this.#only();
    const what = about?.[2] ?? any?.[1];
    if (!one || what === undefined) return null;
    if (what === 'features') return one.phone.model.features.join(',');
    if (what === 'get-state') return one.state;
    return what === 'get-serialno' ? one.serial : one.path;
  }

  #named(name: string): ListedPhone | null {
    return this.#find(name) ?? this.#phones.find((one) => one.state !== null && String(one.transport) === name) ?? null;
  }

  #list(long: boolean): string {
    const present = this.#phones.filter((one) => one.state !== null);
    return present.map((one) => one.line(long)).join('');
  }

  #tellTrackers(): void {
    for (const [stream, long] of this.#trackers) {
      stream.write(frameRequest(this.#list(long))).catch(() => stream.cut());
    }
  }
}

async function readRequest(reader: StreamReader): Promise<string> {
  const digits = (await reader.take(4)).toString('latin1');
  if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new RangeError('not a smart-socket request');
  return (await reader.take(Number.parseInt(digits, 16))).toString('utf8');
}

async function refuse({ stream }: Session, why: string): Promise<void> {
  await stream.write(Buffer.concat([Buffer.from('FAIL'), frameRequest(why)]));
  stream.close();
}
