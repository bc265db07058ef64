import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { runService, type ServiceHandler } from '../services/service-stream.ts';
import { AUTH_KIND, type HostKey, parseHostKey, signatureFits, TOKEN_BYTES } from './auth.ts';
import { ADB_COMMAND, encodePacket, type Packet, PacketReader, VERSION_WITH_CHECKSUM, WireError } from './packet.ts';
import { WireStream } from './wire-stream.ts';

const EMPTY = new Uint8Array();
/** Payload size that an adb of 2017 and later agrees on for CNXN and AUTH (source: protocol.md). */
const SMALLEST_PAYLOAD_BYTES = 4096;

/** A line on which a broken phone can put bytes that need not be adb at all. */
export interface RawLine {
  sendRaw(bytes: Uint8Array): void;
}

/** What a connection asks of the phone behind it. */
export interface PhoneEnd {
  readonly protocolVersion: number;
  readonly maxPayloadBytes: number;
  /** Whether this adbd asks for an accepted key; read when the host connects. */
  readonly asksForKey: boolean;
  /** The text of CNXN: state, product properties, features. */
  banner(): string;
  /** The keys (base64 texts) that this phone accepts. */
  acceptedKeys(): readonly string[];
  /** Shows the dialog for an unknown key; resolves when somebody accepts it, never when nobody does. */
  askPerson(key: HostKey, signal: AbortSignal): Promise<void>;
  /** Finds the service of that name; null refuses it, which the host sees as a bare CLSE. */
  service(name: string): ServiceHandler | null;
  /** Hears of every packet that has been handled. */
  packetHandled(line: RawLine): void;
}

/** The phone's side of one adb transport: handshake, key check, and streams multiplexed over one socket. */
export class PhoneConnection implements RawLine {
  readonly #socket: Socket;
  readonly #phone: PhoneEnd;
  readonly #reader = new PacketReader();
  readonly #streams = new Map<number, WireStream>();
  readonly #ended = new AbortController();
  #token: Uint8Array = EMPTY;
  #online = false;
  #nextId = 1;
  #maxPayloadBytes = SMALLEST_PAYLOAD_BYTES;
  #packetsSeen = 0;

  constructor(socket: Socket, phone: PhoneEnd) {
    this.#socket = socket;
    this.#phone = phone;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#end());
  }

  /** How many packets of the host have been handled so far. */
  get packetsSeen(): number {
    return this.#packetsSeen;
  }

  /** Aborts when the connection is over. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Puts bytes on the wire that need not be adb at all; only a broken phone does that. */
  sendRaw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Cuts the connection as a pulled cable does. */
  cut(): void {
    this.#socket.destroy();
    this.#end();
  }

  #end(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    for (const stream of this.#streams.values()) stream.hostGone();
    this.#streams.clear();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#ended.signal.aborted) return;
    try {
      for (const packet of this.#reader.push(bytes)) {
        if (this.#ended.signal.aborted) return;
        this.#handle(packet);
        this.#packetsSeen += 1;
        this.#phone.packetHandled(this);
      }
    } catch {
      // A host that talks nonsense ends its own connection; the phone and its neighbours go on.
      this.cut();
    }
  }

  #handle(packet: Packet): void {
    if (packet.command === ADB_COMMAND.CNXN) this.#greet(packet);
    else if (packet.command === ADB_COMMAND.AUTH) this.#authenticate(packet);
    else if (!this.#online) throw new WireError('a stream packet before the handshake');
    else if (packet.command === ADB_COMMAND.OPEN) this.#open(packet);
    else if (packet.command === ADB_COMMAND.STLS) throw new WireError('TLS was not offered');
    else this.#stream(packet);
  }

  #greet(packet: Packet): void {
    this.#maxPayloadBytes = Math.max(1, Math.min(packet.arg1, this.#phone.maxPayloadBytes));
    if (this.#phone.asksForKey) this.#sendToken();
    else this.#goOnline();
  }

  #goOnline(): void {
    if (this.#ended.signal.aborted) return;
    this.#online = true;
    const banner = Buffer.from(this.#phone.banner(), 'utf8').subarray(0, SMALLEST_PAYLOAD_BYTES);
    this.#send(ADB_COMMAND.CNXN, this.#phone.protocolVersion, this.#phone.maxPayloadBytes, banner);
  }

  #sendToken(): void {
    this.#token = randomBytes(TOKEN_BYTES);
    this.#send(ADB_COMMAND.AUTH, AUTH_KIND.TOKEN, 0, this.#token);
  }

  #authenticate(packet: Packet): void {
    if (this.#online) return;
    if (packet.arg0 === AUTH_KIND.SIGNATURE) {
      const token = this.#token;
      if (this.#phone.acceptedKeys().some((key) => signatureFits(key, token, packet.payload))) this.#goOnline();
      else this.#sendToken();
    } else if (packet.arg0 === AUTH_KIND.PUBLIC_KEY) {
      const key = parseHostKey(packet.payload);
      if (key === null) throw new WireError('not a host key');
      // Resolved only by a person; a rejection means that the cable went first.
      this.#phone.askPerson(key, this.#ended.signal).then(
        () => this.#goOnline(),
        () => undefined,
      );
    } else throw new WireError('unknown kind of AUTH');
  }

  #open(packet: Packet): void {
    const name = Buffer.from(packet.payload).toString('utf8').replace(/\0+$/, '');
    const ids = { own: this.#nextId++, host: packet.arg0 };
    if (ids.host === 0) throw new WireError('a stream without a name');
    const handler = this.#phone.service(name);
    if (handler === null) {
      this.#send(ADB_COMMAND.CLSE, 0, ids.host, EMPTY);
      return;
    }
    const stream = new WireStream(ids, (...parts) => this.#send(...parts), this.#maxPayloadBytes);
    this.#streams.set(ids.own, stream);
    stream.closed.addEventListener('abort', () => this.#streams.delete(ids.own), { once: true });
    // OKAY has to leave before the first WRTE of the service.
    this.#send(ADB_COMMAND.OKAY, ids.own, ids.host, EMPTY);
    runService(handler, stream);
  }

  #stream(packet: Packet): void {
    const stream = this.#streams.get(packet.arg1);
    if (packet.command === ADB_COMMAND.OKAY) stream?.acknowledge();
    else if (packet.command === ADB_COMMAND.WRTE) {
      if (stream) stream.receive(packet.payload);
      else this.#send(ADB_COMMAND.CLSE, 0, packet.arg0, EMPTY);
    } else if (packet.command === ADB_COMMAND.CLSE && stream) {
      this.#send(ADB_COMMAND.CLSE, stream.ids.own, stream.ids.host, EMPTY);
      stream.hostGone();
    }
  }

  #send(command: number, arg0: number, arg1: number, payload: Uint8Array): void {
    if (this.#ended.signal.aborted) return;
    const version = Math.max(VERSION_WITH_CHECKSUM, this.#phone.protocolVersion);
    this.#socket.write(encodePacket({ command, arg0, arg1, payload }, version));
  }
}
