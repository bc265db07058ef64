import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { AdbPhone } from '../../../../native-adapters/android/adb/adb-phone.ts';
import { AdbWire } from '../../../../native-adapters/android/adb/adb-wire.ts';
import { StreamLink } from '../../../../native-adapters/links/stream-link.ts';
import { PipeEnd } from '../../links/pipe-end.ts';
import { hexBlock, shellPacket, syncBytes } from './fake-adb-server.ts';

const okay = Buffer.from('OKAY');
const limits = { withinMs: 2_000, maxBytes: 100_000 };

/** A phone whose every stream first takes `prefix`, then says `chunks`, then ends. */
function lyingPhone(features: string, chunks: readonly Uint8Array[], prefix = Buffer.concat([okay, okay])): AdbPhone {
  let dials = 0;
  const said = (bytes: readonly Uint8Array[]): StreamLink => new StreamLink(new PipeEnd(bytes));
  const wire = new AdbWire({ host: 'test', port: 1 }, async () => {
    dials += 1;
    if (dials === 1) return said([okay, Buffer.from(hexBlock(features))]);
    if (dials === 2) return said([prefix, ...chunks]);
    return said([okay, Buffer.from(hexBlock('device'))]);
  });
  return new AdbPhone(wire, '7');
}

/** Cuts bytes at the given places, so that packets arrive split and merged. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at]
    .map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
    .filter((part) => part.length > 0);
}

async function outcome<T>(work: Promise<T>): Promise<T | WorkstationError> {
  return work.catch((error: unknown) => {
    if (error instanceof WorkstationError) return error;
    throw error;
  });
}

const places = fc.array(fc.nat(), { maxLength: 12 });
const garbage = fc.uint8Array({ maxLength: 300 });
const frame = fc.oneof(
  garbage,
  fc.tuple(fc.constantFrom(0, 1, 2, 3, 4, 5, 9), garbage).map(([id, body]) => shellPacket(id, body)),
  fc
    .tuple(fc.constantFrom('DATA', 'DONE', 'FAIL', 'OKAY', 'DENT', 'DNT2', 'STAT', 'STA2'), fc.nat(), garbage)
    .map(([id, size, body]) => syncBytes(id, size, body)),
  garbage.map((body) => syncBytes('DATA', body.length, body)),
);
const noise = fc.array(frame, { maxLength: 8 }).map((parts) => Buffer.concat(parts));

test('shell v2: any split of a true conversation is the same result (property)', async () => {
  const pieces = fc.array(fc.tuple(fc.constantFrom(1, 2), garbage), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(255), places, async (said, exitCode, at) => {
      const wire = Buffer.concat([
        ...said.map(([id, body]) => shellPacket(id, body)),
        shellPacket(3, Uint8Array.of(exitCode)),
      ]);
      const result = await lyingPhone('shell_v2', cut(wire, at)).shell('x', limits);
      const joined = (id: number) => Buffer.concat(said.filter(([one]) => one === id).map(([, body]) => body));
      expect([Buffer.from(result.stdout), Buffer.from(result.stderr), result.exitCode]).toEqual([
        joined(1),
        joined(2),
        exitCode,
      ]);
    }),
    { numRuns: 300 },
  );
});

test('shell v2: a truncated conversation is never a result (property)', async () => {
  await fc.assert(
    fc.asyncProperty(garbage, fc.nat(), places, async (body, keep, at) => {
      const whole = Buffer.concat([shellPacket(1, body), shellPacket(3, Uint8Array.of(0))]);
      const wire = whole.subarray(0, keep % whole.length);
      expect(await outcome(lyingPhone('shell_v2', cut(wire, at)).shell('x', limits))).toBeInstanceOf(WorkstationError);
    }),
    { numRuns: 300 },
  );
});

test('every service survives any bytes and answers or fails with a code (property)', async () => {
  await fc.assert(
    fc.asyncProperty(noise, places, async (bytes, at) => {
      const said = cut(bytes, at);
      const calls: Promise<unknown>[] = [
        lyingPhone('shell_v2', said).shell('x', limits),
        lyingPhone('', said).shell('x', limits),
        lyingPhone('stat_v2', said).stat('/x', limits),
        lyingPhone('', said).stat('/x', limits),
        lyingPhone('ls_v2', said).list('/x', limits),
        lyingPhone('', said).list('/x', limits),
      ];
      const results = await Promise.all(calls.map((call) => outcome(call)));
      expect(results).toHaveLength(calls.length);
    }),
    { numRuns: 300 },
  );
});

test('features: any answer of the server is a set or a coded error (property)', async () => {
  await fc.assert(
    fc.asyncProperty(garbage, async (bytes) => {
      const wire = new AdbWire({ host: 'test', port: 1 }, async () => new StreamLink(new PipeEnd([bytes])));
      expect(await outcome(new AdbPhone(wire, '7').features(limits))).toBeInstanceOf(WorkstationError);
    }),
    { numRuns: 300 },
  );
});

test('a push into a phone that says anything ends (property)', async () => {
  await fc.assert(
    fc.asyncProperty(noise, async (bytes) => {
      const quiet = new AdbWire(
        { host: 'test', port: 1 },
        async () => new StreamLink(new PipeEnd([okay, okay, bytes])),
      );
      const result = await outcome(new AdbPhone(quiet, '7').push(new Uint8Array(200_000), '/x', 0o644, limits));
      const lucky = bytes.subarray(0, 4).toString('latin1') === 'OKAY';
      if (!lucky) expect(result).toBeInstanceOf(WorkstationError);
    }),
    { numRuns: 200 },
  );
});

test('a stream that never ends and never speaks costs the time limit only', async () => {
  const wire = new AdbWire(
    { host: 'test', port: 1 },
    async () => new StreamLink(new Duplex({ read: () => undefined, write: () => undefined })),
  );
  const result = await outcome(new AdbPhone(wire, '7').features({ withinMs: 50 }));
  expect(result).toMatchObject({ code: 'device.timeout' });
});
