import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { SyncService } from '../../../practice/services/sync-service.ts';
import { HostSide } from '../one-phone.ts';

const folder = mkdtempSync(join(tmpdir(), 'sync-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function request(id: string, body: Uint8Array | string): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(8);
  head.write(id);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

function done(mtime: number): Buffer {
  const bytes = request('DONE', '');
  bytes.writeUInt32LE(mtime, 4);
  return bytes;
}

/** Runs requests against a storage with that much room; resolves with everything the phone answered. */
async function talk(freeBytes: number, ...requests: Buffer[]): Promise<Buffer> {
  const stream = new HostSide(Buffer.concat([...requests, request('QUIT', '')]));
  const storage = {
    realPath: (path: string) => (path.startsWith('/ok/') ? join(folder, path.slice(4)) : null),
    freeBytes: () => freeBytes,
  };
  await new SyncService(stream, storage).run();
  return stream.received;
}

describe('the sync service', () => {
  it('stores a file with its time and gives it back', async () => {
    const body = Buffer.from('photo');
    expect(
      (await talk(100, request('SEND', '/ok/a,33188'), request('DATA', body), done(1_700_000_000))).toString('latin1'),
    ).toBe('OKAY\0\0\0\0');
    const back = await talk(100, request('STAT', '/ok/a'), request('RECV', '/ok/a'));
    expect(back.readUInt32LE(8)).toBe(5);
    expect(back.readUInt32LE(12)).toBe(1_700_000_000);
    expect(back.subarray(16).toString('latin1')).toBe('DATA\x05\0\0\0photoDONE\0\0\0\0');
  });

  it('unlinks what does not fit, swallows the rest, and says why', async () => {
    const reply = await talk(
      6,
      request('SEND', '/ok/b,33188'),
      request('DATA', 'fits'),
      request('DATA', 'does not'),
      request('DATA', 'x'),
      done(1),
    );
    expect(reply.toString('latin1', 0, 4)).toBe('FAIL');
    expect(reply.toString('latin1', 8)).toBe('write failed: No space left on device');
    expect(existsSync(join(folder, 'b'))).toBe(false);
  });

  it('unlinks what was cut off in the middle', async () => {
    const stream = new HostSide(Buffer.concat([request('SEND', '/ok/c,33188'), request('DATA', 'half')]));
    setTimeout(() => stream.close(), 30);
    const storage = { realPath: () => join(folder, 'c'), freeBytes: () => 100 };
    await expect(new SyncService(stream, storage).run()).rejects.toThrow('closed');
    expect(existsSync(join(folder, 'c'))).toBe(false);
  });

  it('refuses an oversize chunk and removes its file', async () => {
    const stream = new HostSide(request('SEND', '/ok/d,33188'), request('DATA', Buffer.alloc(65537)));
    const storage = { realPath: () => join(folder, 'd'), freeBytes: () => 1e9 };
    setTimeout(() => stream.close(), 30);
    await new SyncService(stream, storage).run().catch(() => undefined);
    expect(stream.received.toString('latin1')).toContain('oversize data message');
    expect(existsSync(join(folder, 'd'))).toBe(false);
  });

  it('answers 72 bytes to a v2 look, with the error number where there is nothing', async () => {
    await talk(100, request('SEND', '/ok/e,33261'), request('DATA', 'run'), done(7));
    const found = await talk(100, request('STA2', '/ok/e'));
    expect(found.length).toBe(72);
    expect(found.readUInt32LE(24) & 0o777).toBe(readFileSync(join(folder, 'e')).length === 3 ? 0o755 : 0);
    expect(found.readBigUInt64LE(40)).toBe(3n);
    const missing = await talk(100, request('LST2', '/ok/none'));
    expect([missing.length, missing.readUInt32LE(4)]).toEqual([72, 2]);
    const forbidden = await talk(100, request('STA2', '/etc/passwd'));
    expect(forbidden.readUInt32LE(4)).toBe(13);
  });

  it('ends by itself on garbage', async () => {
    let ended = 0;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 80 }), async (bytes) => {
        const stream = new HostSide(bytes);
        setTimeout(() => stream.close(), 5);
        const storage = { realPath: () => null, freeBytes: () => 0 };
        await new SyncService(stream, storage).run().catch(() => undefined);
        ended += 1;
      }),
      { numRuns: 50 },
    );
    expect(ended).toBe(50);
  });
});
