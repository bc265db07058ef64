import { afterEach, describe, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { ensureServer, findAdb } from '../../../../native-adapters/android/adb/ensure-server.ts';
import { FakeAdbServer, type FakeService, hexBlock } from './fake-adb-server.ts';

const open: FakeAdbServer[] = [];

async function answering(version: FakeService): Promise<FakeAdbServer> {
  const fake = await FakeAdbServer.start({ host: { 'host:version': version } });
  open.push(fake);
  return fake;
}

afterEach(async () => {
  for (const fake of open.splice(0)) await fake.stop();
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'it succeeded',
    (error: unknown) => (error instanceof WorkstationError ? error.code : String(error)),
  );
}

describe('ensureServer', () => {
  test('uses the server that answers and asks it for nothing but its version', async () => {
    const fake = await answering((_service, peer) => peer.okay(hexBlock('002b')));
    const { version, startedWith } = await ensureServer({ address: fake.address, adbPath: '/nowhere/adb' });
    expect({ version, startedWith, asked: fake.asked }).toEqual({
      version: 43,
      startedWith: null,
      asked: ['host:version'],
    });
  });

  test('neither replaces an old server nor a foreign program nor one that hangs', async () => {
    const old = await answering((_service, peer) => peer.okay(hexBlock('0028')));
    const foreign = await answering((_service, peer) => void peer.socket.end('220 ftp ready'));
    const nonsense = await answering((_service, peer) => peer.okay(hexBlock('many')));
    expect(await codeOf(ensureServer({ address: old.address }))).toBe('adb.server-old');
    expect(await codeOf(ensureServer({ address: foreign.address }))).toBe('adb.foreign-reply');
    expect(await codeOf(ensureServer({ address: nonsense.address }))).toBe('adb.foreign-reply');
    expect([old.asked, foreign.asked, nonsense.asked]).toEqual([['host:version'], ['host:version'], ['host:version']]);
  });

  test('no server and no binary is adb.absent; a binary that starts nothing is adb.server-down', async () => {
    const gone = await FakeAdbServer.start({});
    const { address } = gone;
    await gone.stop();
    expect(await codeOf(ensureServer({ address, adbPath: '/nowhere/adb' }))).toBe('adb.absent');
    expect(await codeOf(ensureServer({ address, adbPath: '/bin/false' }))).toBe('adb.server-down');
    expect(await codeOf(ensureServer({ address, adbPath: '/bin/true' }))).toBe('adb.server-down');
  });
});

test('a given binary that is not there is not silently replaced by another', async () => {
  expect(await findAdb({ adbPath: '/nowhere/adb' })).toBeNull();
  expect(await findAdb({ adbPath: '/bin/sh' })).toBe('/bin/sh');
});
