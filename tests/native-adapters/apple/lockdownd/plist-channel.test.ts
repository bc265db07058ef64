import net, { type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { buildBinary } from 'plist';
import { afterEach, describe, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { PlistChannel } from '../../../../native-adapters/apple/lockdownd/plist-channel.ts';
import { cut, places } from '../cut.ts';
import { framed } from '../fake-lockdown.ts';

const servers: net.Server[] = [];
const limits = { withinMs: 2_000 };

/** A channel to a peer that does as told with each connection. */
async function channelTo(peer: (socket: net.Socket) => void): Promise<PlistChannel> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    peer(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  return new PlistChannel(socket);
}

const framedBytes = (body: Uint8Array): Uint8Array => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return new Uint8Array(Buffer.concat([head, body]));
};

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  );
  return error instanceof WorkstationError ? error.code : String(error);
}

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
});

describe('PlistChannel', () => {
  test('frames with a big-endian length', async () => {
    const heard: Buffer[] = [];
    const channel = await channelTo((socket) => {
      socket.on('data', (chunk) => {
        heard.push(chunk);
        socket.write(framed({ A: 1 }));
      });
    });
    expect(await channel.request('test', { Request: 'QueryType' }, limits)).toEqual({ A: 1 });
    const sent = Buffer.concat(heard);
    expect(sent.readUInt32BE(0)).toBe(sent.length - 4);
    channel.destroy();
  });

  test('XML and binary answers, cut and merged anyhow, are the same answers (property)', async () => {
    const answers = fc.array(fc.tuple(fc.boolean(), fc.stringMatching(/^[ -~]{0,30}$/)), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(answers, places, async (said, at) => {
        const bytes = said.map(([isBinary, text]) =>
          isBinary ? framedBytes(buildBinary({ Text: text })) : framed({ Text: text }),
        );
        const channel = await channelTo((socket) => {
          socket.setNoDelay(true);
          void (async () => {
            for (const part of cut(Buffer.concat(bytes), at)) {
              socket.write(part);
              await new Promise((resolve) => setImmediate(resolve));
            }
          })();
        });
        for (const [, text] of said) expect(await channel.request('test', {}, limits)).toEqual({ Text: text });
        channel.destroy();
      }),
      { numRuns: 30 },
    );
  });

  test('questions asked at once are answered in their order', async () => {
    let count = 0;
    const channel = await channelTo((socket) => {
      socket.on('data', () => {
        count += 1;
        socket.write(framed({ Count: count }));
      });
    });
    const asked = [1, 2, 3].map(() => channel.request('test', {}, limits));
    expect((await Promise.all(asked)).map((reply) => reply['Count'])).toEqual([1, 2, 3]);
    channel.destroy();
  });

  test.each([
    ['an end', (socket: net.Socket) => void socket.end()],
    ['an end in the middle of a length', (socket: net.Socket) => void socket.end(Uint8Array.of(0, 0))],
    ['an end in the middle of a list', (socket: net.Socket) => void socket.end(framed({ A: 1 }).subarray(0, 40))],
    ['a reset', (socket: net.Socket) => void socket.resetAndDestroy()],
  ])('%s is closed, and device.unplugged for whom an answer is due', async (_name, end) => {
    const peer = (socket: net.Socket): void => void socket.once('data', () => end(socket));
    const first = await channelTo(peer);
    expect(await first.ask('test', {}, limits)).toEqual({ is: 'closed' });
    const second = await channelTo(peer);
    expect(await codeOf(second.request('test', {}, limits))).toBe('device.unplugged');
    first.destroy();
    second.destroy();
  });

  test('silence is device.timeout, and the channel is over, so that no late answer is taken for the next', async () => {
    const channel = await channelTo((socket) => {
      socket.once('data', () => setTimeout(() => socket.write(framed({ Late: true })), 200));
    });
    expect(await codeOf(channel.request('test', {}, { withinMs: 100 }))).toBe('device.timeout');
    expect(await channel.ask('test', {}, limits)).toEqual({ is: 'closed' });
  });

  test.each([
    ['no length', Uint8Array.of(0, 0, 0, 0)],
    ['an absurd length', Uint8Array.of(0xff, 0xff, 0xff, 0xff)],
    ['no list', framedBytes(Buffer.from('hello'))],
    ['no dictionary', framedBytes(buildBinary([1]))],
  ])('%s is device.protocol', async (_name, bytes) => {
    const channel = await channelTo((socket) => void socket.once('data', () => socket.write(bytes)));
    expect(await codeOf(channel.request('test', {}, limits))).toBe('device.protocol');
    expect(await channel.ask('test', {}, limits)).toEqual({ is: 'closed' });
  });

  test('the caller can stop a question, with the reason that was given', async () => {
    const channel = await channelTo(() => undefined);
    const stop = new AbortController();
    const asking = channel.ask('test', {}, { ...limits, signal: stop.signal });
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(asking).rejects.toBe(reason);
  });
});
