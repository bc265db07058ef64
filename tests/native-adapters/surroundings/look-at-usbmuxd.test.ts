import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookAtUsbmuxd, usbmuxdPlace } from '../../../native-adapters/surroundings/look-at-usbmuxd.ts';

let folder: string;
const ended: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hakushi-mux-'));
});
afterEach(() => {
  for (const end of ended.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

const { signal } = new AbortController();

async function daemon(serve: (socket: net.Socket, question: Buffer) => void): Promise<{ path: string }> {
  const place = path.join(folder, 'usbmuxd');
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (question) => serve(socket, question));
    ended.push(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(place, resolve));
  ended.push(() => void server.close());
  return { path: place };
}

test('a daemon that answers a question of the right form', async () => {
  const asked: { length: number; version: number; message: number; text: string }[] = [];
  const place = await daemon((socket, question) => {
    const [length, version, message] = [0, 4, 8].map((at) => question.readUInt32LE(at));
    asked.push({
      length: length ?? 0,
      version: version ?? 0,
      message: message ?? 0,
      text: question.toString('utf8', 16),
    });
    socket.write(Buffer.alloc(16));
  });
  expect(await lookAtUsbmuxd('linux', signal, place)).toBe('answers');
  expect(asked[0]).toMatchObject({ version: 1, message: 8, text: expect.stringContaining('ReadBUID') });
  expect(asked[0]?.length).toBe(16 + Buffer.byteLength(asked[0]?.text ?? ''));
});

test('no socket, a daemon that says nothing, one that closes, an empty port on Windows', async () => {
  expect(await lookAtUsbmuxd('linux', signal, { path: path.join(folder, 'none') })).toBe('missing');
  expect(await lookAtUsbmuxd('linux', signal, await daemon((socket) => void socket.destroy()))).toBe('refused');
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const port = { host: '127.0.0.1', port: address.port };
  expect(await lookAtUsbmuxd('windows', signal, port)).toBe('missing');
  expect(await lookAtUsbmuxd('linux', signal, port)).toBe('refused');
});

test('a daemon that hangs is told as silent', async () => {
  expect(await lookAtUsbmuxd('linux', signal, await daemon(() => undefined))).toBe('silent');
});

test('nobody waits after the signal', async () => {
  const stop = new AbortController();
  const asked = lookAtUsbmuxd('linux', stop.signal, await daemon(() => undefined));
  stop.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  await expect(lookAtUsbmuxd('linux', stop.signal)).rejects.toThrow('enough');
});

test('each platform has its place', () => {
  expect(usbmuxdPlace('windows')).toEqual({ host: '127.0.0.1', port: 27015 });
  expect(usbmuxdPlace('macos')).toEqual({ path: '/var/run/usbmuxd' });
});
