import net from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { LinkEndedError } from '../../../native-adapters/links/byte-link.ts';
import { StreamLink } from '../../../native-adapters/links/stream-link.ts';
import { PipeEnd } from './pipe-end.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array | null): string | null => value && new TextDecoder().decode(value);

describe('StreamLink', () => {
  test('reads exactly what is asked across chunk borders, then the rest, then the end', async () => {
    const link = new StreamLink(new PipeEnd([bytes('ab'), bytes('cdef'), bytes('g')]));
    expect([text(await link.readExactly(3)), text(await link.readSome()), text(await link.readExactly(1))]).toEqual([
      'abc',
      'def',
      'g',
    ]);
    expect(await link.readSome()).toBeNull();
    expect(await link.readSome()).toBeNull();
    expect(await link.readExactly(0)).toHaveLength(0);
  });

  test('an end in the middle says how many bytes are missing', async () => {
    const link = new StreamLink(new PipeEnd([bytes('ab')]));
    await expect(link.readExactly(5)).rejects.toMatchObject({ name: 'LinkEndedError', missingBytes: 3 });
  });

  test('destroy wakes a waiting reader and a waiting writer with the reason', async () => {
    const stuck = new Duplex({ read: () => undefined, write: () => undefined, highWaterMark: 10 });
    const link = new StreamLink(stuck);
    const reading = link.readSome();
    const writing = link.write(new Uint8Array(100));
    const reason = new Error('time is up');
    link.destroy(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(writing).rejects.toBe(reason);
    await expect(link.write(new Uint8Array(1))).rejects.toBe(reason);
  });

  test('destroy without a reason is LinkEndedError', async () => {
    const link = new StreamLink(new PipeEnd([]));
    link.destroy();
    await expect(link.readSome()).rejects.toBeInstanceOf(LinkEndedError);
  });

  test('write waits for a slow reader instead of filling memory', async () => {
    const server = net.createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve));
    const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
    const link = new StreamLink(socket);
    const chunk = new Uint8Array(64 * 1024);
    let written = 0;
    const writing = (async () => {
      for (; written < 256; written += 1) await link.write(chunk);
    })();
    const peer = await accepted;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(written).toBeLessThan(256);
    expect(socket.writableLength).toBeLessThanOrEqual(2 * chunk.length);
    peer.on('data', () => undefined).resume();
    await writing;
    expect(written).toBe(256);
    link.destroy();
    peer.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});

test('lets go of its stream, which the next reader reads from where this one stopped', async () => {
  const stream = new PipeEnd([Buffer.from('abcdef')]);
  const first = new StreamLink(stream);
  expect(Buffer.from(await first.readExactly(2)).toString()).toBe('ab');
  first.release();
  expect(['readable', 'drain', 'end', 'close', 'error'].map((name) => stream.listenerCount(name))).toEqual(
    ['readable', 'drain', 'end', 'close', 'error'].map((name) => new PipeEnd([]).listenerCount(name)),
  );
  expect(await first.readSome()).toBeNull();
  const second = new StreamLink(stream);
  expect(Buffer.from(await second.readExactly(4)).toString()).toBe('cdef');
  expect(await second.readSome()).toBeNull();
});
