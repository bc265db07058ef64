import { chmodSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdbLook, lookAtAdb } from '../../../native-adapters/surroundings/look-at-adb.ts';
import { FakeAdbServer } from '../android/adb/fake-adb-server.ts';
import { FakeLinux } from './fake-linux.ts';

let linux: FakeLinux;
const ended: (() => Promise<void> | void)[] = [];
beforeEach(() => {
  linux = new FakeLinux();
  ended.push(() => linux.done());
});
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

function looking(port: number, more: Partial<AdbLook> = {}): Promise<Awaited<ReturnType<typeof lookAtAdb>>> {
  const environment = { PATH: '', ANDROID_HOME: linux.folder };
  const signal = new AbortController().signal;
  const sockets = { root: linux.root, ownUser: 1000, ownPid: 4242 };
  return lookAtAdb({ address: { host: '127.0.0.1', port }, environment, signal, sockets, ...more });
}

/** A server of another kind: what it does with a connection is the test's. */
async function stranger(serve: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
    ended.push(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  ended.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function adbServer(version: string): Promise<number> {
  const fake = await FakeAdbServer.start({
    host: {
      'host:version': (_service, peer) => {
        peer.okay();
        peer.block(version);
      },
    },
  });
  ended.push(() => fake.stop());
  return fake.address.port;
}

function installAdb(says: string): void {
  linux.write('/platform-tools/adb', `#!/bin/sh\necho "${says}"\n`);
  chmodSync(`${linux.folder}/platform-tools/adb`, 0o755);
}

/** The kernel's line of a listening socket: address and port in hex, state 0A, the user, the inode. */
function listens(port: number, user: number, inode: number): void {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const line = `   0: 0100007F:${hex} 00000000:0000 0A 00000000:00000000 00:00000000 00000000  ${user}        0 ${inode} 1`;
  linux.write('/proc/net/tcp', `  sl  local_address rem_address   st\n${line}\n`);
}

describe('the adb server', () => {
  it('answers with its version, and the binary with its own', async () => {
    installAdb('Android Debug Bridge version 1.0.41');
    const port = await adbServer('0029');
    listens(port, 1000, 77);
    linux.run(300, 'adb', ['socket:[77]']);
    expect(await looking(port)).toEqual({
      address: `127.0.0.1:${port}`,
      oldestVersion: 41,
      server: 'answers',
      version: 41,
      isInstalled: true,
      clientVersion: 41,
      otherUser: null,
      program: 'adb',
    });
  });

  it('of an old version is told as it is, and so is a binary of another', async () => {
    installAdb('Android Debug Bridge version 1.0.32');
    expect(await looking(await adbServer('0027'))).toMatchObject({ server: 'answers', version: 39, clientVersion: 32 });
  });

  it('of another user is told with the number of that user', async () => {
    const port = await adbServer('0029');
    listens(port, 1001, 78);
    expect(await looking(port)).toMatchObject({ otherUser: 1001, program: null });
  });

  it('is nothing where nobody listens, and no binary is no binary', async () => {
    const port = await stranger(() => undefined);
    for (const end of ended.splice(1)) await end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const adbPath = '/no/such/adb';
    expect(await looking(port, { adbPath })).toMatchObject({ server: 'nothing', version: null, isInstalled: false });
  });

  it('is a stranger where something else answers, whose name is told', async () => {
    const port = await stranger((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    listens(port, 1000, 79);
    linux.run(301, 'web-server', ['socket:[79]']);
    expect(await looking(port)).toMatchObject({ server: 'foreign', program: 'web-server' });
  });

  it('is silent where a connection is taken and closed without a word', async () => {
    expect(await looking(await stranger((socket) => void socket.destroy()))).toMatchObject({ server: 'silent' });
  });

  it('is silent where nothing ever comes back', async () => {
    expect(await looking(await stranger(() => undefined))).toMatchObject({ server: 'silent' });
  });

  it('of another computer has no user and no program here', async () => {
    const sockets = null;
    expect(await looking(await adbServer('0029'), { sockets })).toMatchObject({ otherUser: null, program: null });
  });

  it('is not waited for after the signal', async () => {
    const stop = new AbortController();
    const asked = looking(await stranger(() => undefined), { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});
