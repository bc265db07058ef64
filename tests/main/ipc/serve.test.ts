import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../../../domain/errors.ts';
import { CALLS } from '../../../domain/ipc.ts';
import { Hall, OURS, PAGE } from './hall.ts';

const NAMES = Object.keys(CALLS);
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

let hall: Hall;
beforeEach(async () => {
  hall = new Hall();
  await hall.call('get-state', {});
});
afterEach(() => hall.close());

/** Everything that a call could have left behind. */
function traces(): unknown {
  const { ledger } = hall.places.current.records;
  return { head: ledger.head(), settings: hall.places.current.settings.now, files: readdirSync(hall.folder) };
}

async function expectRefused(name: unknown, input: unknown, sender = OURS): Promise<string> {
  const before = traces();
  const reply = await hall.arrive(name, input, sender);
  expect(reply.ok).toBe(false);
  expect(traces()).toEqual(before);
  if (reply.ok) return '';
  expect(Object.hasOwn(ERROR_CATALOGUE, reply.error.code)).toBe(true);
  // A reply must cross to another process whatever was asked.
  expect(structuredClone(reply)).toEqual(reply);
  return reply.error.code;
}

describe('a hostile page', () => {
  it('is not heard when it is not ours, whatever it asks', async () => {
    const senders = fc.record({
      isOurTopFrame: fc.boolean(),
      url: fc.option(
        fc.oneof(fc.webUrl(), fc.constantFrom(PAGE, `${PAGE}?x`, `${PAGE}#x`, PAGE.replace('opt', 'tmp'), '')),
      ),
    });
    const forged = senders.filter(({ isOurTopFrame, url }) => !isOurTopFrame || url !== PAGE);
    await fc.assert(
      fc.asyncProperty(forged, fc.constantFrom(...NAMES), async (sender, name) => {
        expect(await expectRefused(name, {}, sender)).toBe('ipc.foreign-sender');
      }),
    );
  });

  it('finds no call but those of the contract', async () => {
    const odd = fc.oneof(fc.anything(), fc.string(), fc.constantFrom(...PROTOTYPE_KEYS));
    await fc.assert(
      fc.asyncProperty(odd, async (name) => {
        fc.pre(!NAMES.includes(name as string));
        expect(await expectRefused(name, {})).toBe('ipc.unknown-call');
      }),
    );
  });

  it('gets no wrong type past the door of any call', async () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withSparseArray: true,
    });
    const wrong = anything.filter(
      (input) => typeof input !== 'object' || input === null || Object.keys(input).length > 0 || !isPlain(input),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), wrong, async (name, input) => {
        expect(['ipc.bad-input', 'ipc.too-large']).toContain(await expectRefused(name, input));
      }),
      { numRuns: 400 },
    );
  });

  it('smuggles nothing in beside a fitting input', async () => {
    const extra = fc.dictionary(
      fc.oneof(fc.constantFrom(...PROTOTYPE_KEYS), fc.string({ minLength: 1 })),
      fc.jsonValue(),
      { minKeys: 1, noNullPrototype: false },
    );
    await fc.assert(
      fc.asyncProperty(extra, async (more) => {
        fc.pre(Object.keys(more).length > 0);
        expect(await expectRefused('log-out', more)).toBe('ipc.bad-input');
      }),
    );
    const reply = await hall.arrive('log-out', JSON.parse('{"__proto__":{"polluted":1}}'));
    expect(reply).toMatchObject({ ok: false, error: { code: 'ipc.bad-input' } });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('cannot make it read 10 MB, a circle, or what throws when it is touched', async () => {
    const circle: { inside?: unknown } = {};
    circle.inside = circle;
    const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);
    const trap = Object.defineProperty({}, 'name', {
      enumerable: true,
      get: () => {
        throw new Error('boo');
      },
    });
    const large = [
      { name: 'x'.repeat(10 * 1024 * 1024), pin: '' },
      { name: Array.from({ length: 1_000_000 }, () => 1), pin: '' },
      new Uint8Array(10 * 1024 * 1024),
      new Map(Array.from({ length: 100_000 }, (_, at) => [at, at])),
      Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, 1])),
      new Array(4_000_000_000),
      circle,
      deep,
      trap,
    ];
    for (const input of large) expect(await expectRefused('log-in', input)).toBe('ipc.too-large');
  });

  it('names where an input is wrong and never what it says', async () => {
    const reply = await hall.arrive('log-in', { name: 'tanaka', pin: { secret: '482915' } });
    expect(reply).toEqual({ ok: false, error: { code: 'ipc.bad-input', facts: { path: 'log-in.pin' } } });
  });

  it('cannot name a file, a folder or a record that is a path', async () => {
    const paths = ['../../etc/passwd', '..', '/etc', 'C:\\Windows', 'a/b', 'HK\u0000', '.ssh', '~', '%2e%2e'];
    for (const path of paths) {
      expect(await expectRefused('issue-certificate', { record: path, language: 'ja' })).toBe('ipc.bad-input');
      expect(await expectRefused('open-folder', { folder: path })).toBe('ipc.bad-input');
      expect(await expectRefused('make-report', { from: path, to: path, language: 'ja' })).toBe('ipc.bad-input');
    }
    expect(await expectRefused('issue-certificate', { record: 'HK-20260101-0000000000', language: 'ja' })).toBe(
      'record.unknown',
    );
    expect(hall.opened).toEqual([]);
  });
});

it('what a handler throws comes back as a value, and the next call is answered', async () => {
  expect(await hall.refusal('stop-practice', {})).toBe('workplace.not-practice');
  expect(await hall.refusal('start-practice', { phones: 1, seed: 's', faults: ['no-such-fault'] })).toBe(
    'command.usage',
  );
  expect((await hall.call('get-state', {})).rack).toMatchObject({ is: 'absent', error: { code: 'command.usage' } });
});

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
