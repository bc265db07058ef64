import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceHandler } from '../../../practice/services/service-stream.ts';
import { PhoneConnection, type PhoneEnd } from '../../../practice/wire/connection.ts';
import {
  ADB_COMMAND,
  encodePacket,
  type Packet,
  PacketReader,
  VERSION_WITHOUT_CHECKSUM,
} from '../../../practice/wire/packet.ts';

const { CNXN, AUTH, OPEN, OKAY, WRTE, CLSE } = ADB_COMMAND;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const echo: ServiceHandler = async (stream) => {
  for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read()) await stream.write(bytes);
};

function phoneEnd(parts: Partial<PhoneEnd> = {}): PhoneEnd {
  return {
    protocolVersion: VERSION_WITHOUT_CHECKSUM,
    maxPayloadBytes: 4096,
    asksForKey: false,
    banner: () => 'device::features=shell_v2',
    acceptedKeys: () => [],
    askPerson: () => new Promise(() => undefined),
    service: (name) => (name === 'echo:' ? echo : null),
    packetHandled: () => undefined,
    ...parts,
  };
}

/** The host's end of a connection, packet by packet. */
class Host {
  readonly socket: Socket;
  readonly #reader = new PacketReader();
  readonly #packets: Packet[] = [];
  #wake: (() => void) | null = null;
  ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.#packets.push(...this.#reader.push(bytes));
      this.#wake?.();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.ended = true;
      this.#wake?.();
    });
  }

  /** How many packets have arrived that nobody took yet. */
  get waiting(): number {
    return this.#packets.length;
  }

  send(command: number, arg0: number, arg1: number, payload: Uint8Array | string = ''): void {
    this.socket.write(encodePacket({ command, arg0, arg1, payload: Buffer.from(payload) }, VERSION_WITHOUT_CHECKSUM));
  }

  /** Returns the next packet, or null when the phone has hung up. */
  async next(): Promise<Packet | null> {
    while (this.#packets.length === 0) {
      if (this.ended) return null;
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    return this.#packets.shift() ?? null;
  }
}

async function connected(phone: PhoneEnd): Promise<Host> {
  const server = createServer((socket) => new PhoneConnection(socket, phone));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const socket = connect(address.port, '127.0.0.1');
  closers.push(() => {
    socket.destroy();
    server.close();
  });
  return new Host(socket);
}

const online = async (phone = phoneEnd()): Promise<Host> => {
  const host = await connected(phone);
  host.send(CNXN, VERSION_WITHOUT_CHECKSUM, 1024 * 1024, 'host::');
  expect((await host.next())?.command).toBe(CNXN);
  return host;
};

describe('one connection of a phone', () => {
  it('opens, echoes with one answer to each write, and closes', async () => {
    const host = await online();
    host.send(OPEN, 5, 0, 'echo:\0');
    expect(await host.next()).toMatchObject({ command: OKAY, arg0: 1, arg1: 5 });
    host.send(WRTE, 5, 1, 'hello');
    expect(await host.next()).toMatchObject({ command: OKAY, arg0: 1, arg1: 5 });
    const back = await host.next();
    expect([back?.command, Buffer.from(back?.payload ?? []).toString()]).toEqual([WRTE, 'hello']);
    host.send(WRTE, 5, 1, 'second');
    host.send(CLSE, 5, 1);
    const rest: number[] = [];
    for (let packet = await host.next(); packet !== null; packet = await host.next()) {
      rest.push(packet.command);
      if (packet.command === CLSE) break;
    }
    expect(rest.at(-1)).toBe(CLSE);
  });

  it('sends no second write before the first is acknowledged', async () => {
    const flood: ServiceHandler = (stream) => stream.write(Buffer.alloc(4096 * 3, 7));
    const host = await online(phoneEnd({ service: () => flood }));
    host.send(OPEN, 9, 0, 'flood:\0');
    expect((await host.next())?.command).toBe(OKAY);
    for (let turn = 0; turn < 3; turn += 1) {
      const packet = await host.next();
      expect([packet?.command, packet?.payload.length]).toEqual([WRTE, 4096]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(host.waiting).toBe(0);
      host.send(OKAY, 9, 1);
    }
    expect((await host.next())?.command).toBe(CLSE);
  });

  it('refuses an unknown service with CLSE(0, theirs)', async () => {
    const host = await online();
    host.send(OPEN, 6, 0, 'nothing:\0');
    expect(await host.next()).toMatchObject({ command: CLSE, arg0: 0, arg1: 6 });
  });

  it('hangs up on garbage, on streams before the greeting, and lives on for the next host', async () => {
    const phone = phoneEnd();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 24, maxLength: 300 }), async (garbage) => {
        const host = await connected(phone);
        host.socket.write(Uint8Array.from([255, ...garbage]));
        expect(await host.next()).toBeNull();
      }),
      { numRuns: 30 },
    );
    const early = await connected(phone);
    early.send(OPEN, 1, 0, 'echo:\0');
    expect(await early.next()).toBeNull();
    const fine = await online(phone);
    fine.send(OPEN, 5, 0, 'echo:\0');
    expect((await fine.next())?.command).toBe(OKAY);
  });

  it('lets in the owner of a stored key, and sends a new token to anybody else', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const modulus = Buffer.from(String(publicKey.export({ format: 'jwk' }).n), 'base64url').reverse();
    const blob = Buffer.alloc(524);
    blob.writeUInt32LE(64, 0);
    modulus.copy(blob, 8);
    blob.writeUInt32LE(65537, 520);
    const host = await connected(phoneEnd({ asksForKey: true, acceptedKeys: () => [blob.toString('base64')] }));
    host.send(CNXN, VERSION_WITHOUT_CHECKSUM, 4096, 'host::');
    const first = await host.next();
    expect([first?.command, first?.arg0, first?.payload.length]).toEqual([AUTH, 1, 20]);
    host.send(AUTH, 2, 0, Buffer.alloc(256, 1));
    const second = await host.next();
    expect([second?.command, second?.arg0]).toEqual([AUTH, 1]);
    expect(Buffer.from(second?.payload ?? []).equals(Buffer.from(first?.payload ?? []))).toBe(false);
    const digest = Buffer.concat([
      Buffer.from('3021300906052b0e03021a05000414', 'hex'),
      second?.payload ?? Buffer.alloc(0),
    ]);
    host.send(AUTH, 2, 0, privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, digest));
    expect((await host.next())?.command).toBe(CNXN);
  });
});
