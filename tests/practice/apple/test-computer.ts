import { generateKeyPair, type KeyObject, randomUUID, X509Certificate } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { build, type PlistValue, parse } from 'plist';
import { smallCertificate } from './small-certificate.ts';

/** A dictionary of a property list. */
export type Dict = { [key: string]: PlistValue };

const LOCKDOWN_SWAPPED = 32_498;
/** Dictionaries over a socket, written and read without any code of the practice rack. */
export class Line {
  readonly socket: Socket;
  readonly #isMux: boolean;
  readonly #waiting: ((dict: Dict | null) => void)[] = [];
  readonly #read: (Dict | null)[] = [];
  #stream: Duplex;
  #bytes = Buffer.alloc(0);
  readonly #hear = (bytes: Buffer) => {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (let next = this.#cut(); next !== undefined; next = this.#cut()) this.#give(next);
  };
  readonly #end = () => this.#give(null);

  constructor(socket: Socket, isMux: boolean) {
    this.socket = socket;
    this.#isMux = isMux;
    this.#stream = socket;
    socket.on('error', () => undefined);
    socket.on('data', this.#hear).once('close', this.#end);
  }

  /** Sends a dictionary. */
  send(dict: Dict, tag = 7): void {
    const body = Buffer.from(build(dict));
    const header = Buffer.alloc(this.#isMux ? 16 : 4);
    if (this.#isMux) [16 + body.length, 1, 8, tag].forEach((value, at) => void header.writeUInt32LE(value, at * 4));
    else header.writeUInt32BE(body.length);
    this.raw(Buffer.concat([header, body]));
  }

  /** Sends bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.#stream.write(bytes);
  }

  /** Returns what came next; null when the line was closed. */
  next(): Promise<Dict | null> {
    const read = this.#read.shift();
    return read === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(read);
  }

  /** Sends a dictionary and returns the answer. */
  ask(dict: Dict): Promise<Dict | null> {
    this.send(dict);
    return this.next();
  }

  /** Gives up the framing; the socket speaks property lists behind four bytes from here on. */
  asPlists(): Line {
    this.socket.off('data', this.#hear).off('close', this.#end);
    return new Line(this.socket, false);
  }

  /** Turns the line into TLS. */
  async secure(key: string, cert: string): Promise<Uint8Array> {
    this.#stream.off('data', this.#hear);
    const stream = connectTls({ socket: this.socket, key, cert, rejectUnauthorized: false });
    await new Promise<void>((resolve, reject) => {
      stream.once('secureConnect', resolve).on('error', reject).once('close', reject);
    });
    stream.on('data', this.#hear).once('close', this.#end);
    this.#stream = stream;
    return stream.getPeerCertificate().raw;
  }

  #cut(): Dict | undefined {
    const head = this.#isMux ? 16 : 4;
    if (this.#bytes.length < head) return undefined;
    const whole = this.#isMux ? this.#bytes.readUInt32LE(0) : 4 + this.#bytes.readUInt32BE(0);
    if (this.#bytes.length < whole) return undefined;
    const body = this.#bytes.subarray(head, whole);
    const tag = this.#isMux ? { tag: this.#bytes.readUInt32LE(12), message: this.#bytes.readUInt32LE(8) } : {};
    this.#bytes = this.#bytes.subarray(whole);
    if (body.length === 4) return { ...tag, binary: body.readUInt32LE(0) };
    const isBinary = body.subarray(0, 6).toString() === 'bplist';
    // What iOS sends is not always XML: control bytes are taken out first.
    const text = [...body.toString('utf8')]
      .map((char) => (char < ' ' && !'\t\n\r'.includes(char) ? ' ' : char))
      .join('');
    return { ...(parse(isBinary ? new Uint8Array(body) : text) as Dict), ...tag };
  }

  #give(dict: Dict | null): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(dict);
    else this.#read.push(dict);
  }
}

/** A computer with its keys, as an iPhone meets it. */
export class TestComputer {
  readonly hostId = randomUUID().toUpperCase();
  readonly #port: number;
  readonly #key: KeyObject;
  #record: { device: string; host: string; key: string } | null = null;

  readonly #buid: string;

  private constructor(port: number, key: KeyObject, buid: string) {
    this.#port = port;
    this.#key = key;
    this.#buid = buid;
  }

  static async at(port: number, buid = 'X'): Promise<TestComputer> {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    return new TestComputer(port, privateKey, buid);
  }

  async mux(): Promise<Line> {
    const socket = connect(this.#port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Line(socket, true);
  }

  async ask(dict: Dict): Promise<Dict | null> {
    const line = await this.mux();
    const answer = await line.ask(dict);
    line.socket.destroy();
    return answer;
  }

  async devices(): Promise<{ id: number; udid: string; location: number | undefined; kind: string }[]> {
    const list = ((await this.ask({ MessageType: 'ListDevices' }))?.DeviceList ?? []) as Dict[];
    return list.map((event) => {
      const properties = event.Properties as {
        DeviceID: number;
        SerialNumber: string;
        ConnectionType: string;
        LocationID?: number;
      };
      return {
        id: properties.DeviceID,
        udid: properties.SerialNumber,
        location: properties.LocationID,
        kind: properties.ConnectionType,
      };
    });
  }

  async connect(udid: string, swappedPort = LOCKDOWN_SWAPPED): Promise<Line> {
    const device = (await this.devices()).find((one) => one.udid === udid && one.kind === 'USB');
    const line = await this.mux();
    const said = await line.ask({ MessageType: 'Connect', DeviceID: device?.id ?? 0, PortNumber: swappedPort });
    if (said?.Number !== 0) throw new Error(`connect: ${said?.Number}`);
    return line.asPlists();
  }

  /** Asks lockdownd one thing on a connection of its own, without a session. */
  async lockdown(udid: string, dict: Dict): Promise<Dict | null> {
    const line = await this.connect(udid);
    const answer = await line.ask({ Label: 'test', ...dict });
    line.socket.destroy();
    return answer;
  }

  /** Pairs, and asks again while the question is on the screen; returns the error, or null when it is paired. */
  async pair(udid: string, tries = 1): Promise<string | null> {
    const record = await this.#newRecord(udid);
    for (let turn = 1; ; turn += 1) {
      const answer = await this.lockdown(udid, {
        Request: 'Pair',
        PairRecord: record,
        ProtocolVersion: '2',
        PairingOptions: { ExtendedPairingErrors: true },
      });
      const error = answer?.Error;
      if (error !== 'PairingDialogResponsePending' || turn >= tries) return typeof error === 'string' ? error : null;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }

  /** Opens a session, or returns the error. */
  async session(udid: string): Promise<Line | string> {
    const line = await this.connect(udid);
    const answer = await line.ask({ Request: 'StartSession', HostID: this.hostId, SystemBUID: this.#buid });
    if (answer === null || typeof answer.Error === 'string') return String(answer?.Error ?? 'closed');
    await this.#secure(line);
    return line;
  }

  /** Starts a service and speaks to it. */
  async service(udid: string, name: string): Promise<Line> {
    const session = await this.session(udid);
    if (typeof session === 'string') throw new Error(session);
    const started = await session.ask({ Request: 'StartService', Service: name });
    session.socket.destroy();
    if (typeof started?.Port !== 'number') throw new Error(String(started?.Error));
    const port = started.Port;
    const line = await this.connect(udid, ((port & 0xff) << 8) | (port >> 8));
    await this.#secure(line);
    return line;
  }

  /** Reads a value in a session. */
  async value(udid: string, key: string | null, domain: string | null = null): Promise<PlistValue | undefined> {
    const session = await this.session(udid);
    if (typeof session === 'string') return session;
    const asked = { ...(key === null ? {} : { Key: key }), ...(domain === null ? {} : { Domain: domain }) };
    const answer = await session.ask({ Request: 'GetValue', ...asked });
    session.socket.destroy();
    return answer?.Error ?? answer?.Value;
  }

  async #secure(line: Line): Promise<void> {
    if (this.#record === null) throw new Error('not paired');
    const { device, host, key } = this.#record;
    const shown = await line.secure(key, host);
    const der = new X509Certificate(device).raw;
    if (!der.equals(shown)) throw new Error('the phone shows another certificate');
  }

  async #newRecord(udid: string): Promise<Dict> {
    const answer = await this.lockdown(udid, { Request: 'GetValue', Key: 'DevicePublicKey' });
    const pem = Buffer.from(answer?.Value as Uint8Array).toString();
    const device = smallCertificate(pem, this.#key);
    const host = smallCertificate(this.#key, this.#key);
    const key = this.#key.export({ type: 'pkcs8', format: 'pem' }).toString();
    this.#record = { device, host, key };
    return {
      DeviceCertificate: Buffer.from(device),
      HostCertificate: Buffer.from(host),
      RootCertificate: Buffer.from(host),
      HostID: this.hostId,
      SystemBUID: this.#buid,
    };
  }
}
