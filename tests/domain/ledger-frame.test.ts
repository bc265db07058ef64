import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../domain/canonical.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { ChainLink } from '../../domain/ledger.ts';
import { checkChain } from '../../domain/ledger-check.ts';
import type { ChainAnswer, ChainOptions } from '../../domain/ledger-faults.ts';
import { readEntry, readFrame } from '../../domain/ledger-frame.ts';
import { TailReader } from '../../domain/ledger-tail.ts';
import { nodeChainTools } from '../../main/ledger/chain-tools.ts';
import { edited, hashed, linksOf, sampleLedger, withAt } from '../main/ledger/tampering.ts';

const DEPTHS = ['every-entry', 'newest-seal'] as const;
const tools = nodeChainTools();
const check = (links: readonly ChainLink[], options: ChainOptions = {}): ChainAnswer =>
  checkChain(links, tools, options);

/** The entry number `seq` of a chain. */
function at(links: readonly ChainLink[], seq: number): ChainLink {
  const found = links[seq - 1];
  if (found === undefined) throw new RangeError(`no entry ${seq}`);
  return found;
}

const set = (links: ChainLink[], seq: number, link: ChainLink): ChainLink[] => withAt(links, seq - 1, link);

const FIELDS = 'actor at body clock job kind offsetMinutes port practice prev record seq workstation';
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isOptional = (value: unknown): boolean => value === null || isText(value);
const isInteger = (value: unknown): boolean => Number.isInteger(value) && Math.abs(Number(value)) < 1e9;
const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);

/** The slow, obvious definition of an entry's text that readFrame is held to. */
function isEntrySlowly(text: string): boolean {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(text);
    if (canonicalText(entry as JsonObject) !== text) return false;
  } catch {
    return false;
  }
  if (entry === null || Object.keys(entry).sort().join(' ') !== FIELDS) return false;
  const isBody = typeof entry.body === 'object' && entry.body !== null && !Array.isArray(entry.body);
  const areTexts =
    isText(entry.actor) && isText(entry.workstation) && [entry.job, entry.port, entry.record].every(isOptional);
  const areNumbers = isInteger(entry.seq) && isInteger(entry.offsetMinutes) && typeof entry.practice === 'boolean';
  const isDated = matches(entry.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) && entry.clock === 'workstation';
  return (
    isBody &&
    areTexts &&
    areNumbers &&
    isDated &&
    matches(entry.prev, /^[0-9a-f]{64}$/) &&
    matches(entry.kind, /^[a-z0-9-]+$/)
  );
}

describe('readFrame', () => {
  const entry = {
    actor: 'op-1',
    at: '2026-03-04T05:06:07.890Z',
    body: { a: [1, { b: null }], 白: '"' },
    clock: 'workstation',
    job: null,
    kind: 'step-ended',
    offsetMinutes: -210,
    port: 'usb:1-1.2',
    practice: false,
    prev: 'ab'.repeat(32),
    record: 'R-1',
    seq: 12,
    workstation: 'ws-1',
  };
  const text = canonicalText(entry);

  test('finds what the chain needs', () => {
    const frame = readFrame(text);
    expect(frame).toMatchObject({ seq: 12, practice: false });
    expect(text.slice(frame?.prevAt, Number(frame?.prevAt) + 64)).toBe(entry.prev);
    expect(text.slice(frame?.kindAt).startsWith('step-ended"')).toBe(true);
    expect(text.slice(frame?.workstationAt)).toBe('ws-1"}');
    expect(readEntry(text)).toEqual(entry);
  });

  test.each(Object.keys(entry))('wants %s, of its type', (name) => {
    const without: Record<string, unknown> = { ...entry };
    delete without[name];
    expect(readFrame(canonicalText(without as JsonObject))).toBeNull();
    for (const wrong of [null, 1.5, '', [], {}, -1e9, 'A B', true]) {
      const changed = canonicalText({ ...entry, [name]: wrong } as JsonObject);
      expect(readFrame(changed) !== null).toBe(isEntrySlowly(changed));
    }
  });

  test('gives the slow answer for every text an edit away', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\0aZ-.enul '), maxLength: 3 }),
        fc.nat(2),
        (where, patch, cut) => {
          const place = where % (text.length + 1);
          const changed = text.slice(0, place) + patch + text.slice(place + cut);
          fc.pre(!changed.includes('\\\\"'));
          expect(readFrame(changed) !== null).toBe(isEntrySlowly(changed));
          if (!isEntrySlowly(changed)) expect(() => readEntry(changed)).toThrow();
        },
      ),
      { numRuns: 4000 },
    );
  });

  test('the tail alone never finds another place than the whole text does', () => {
    const reader = new TailReader('ws-1', false);
    const kinds = fc.constantFrom('sealed', 'key-rotated', 'step-ended');
    const ids = fc.oneof(
      fc.constant(null),
      fc.string({ minLength: 1, unit: fc.constantFrom('"', '\\', 'a', '白', ',', ':') }),
    );
    fc.assert(
      fc.property(
        fc.record({
          kind: kinds,
          port: ids,
          record: ids,
          job: ids,
          offsetMinutes: fc.integer({ min: -840, max: 840 }),
        }),
        (fields) => {
          const { port, record } = fields;
          const changed = canonicalText({ ...entry, ...fields });
          const found = reader.kindAt(changed, 12, entry.prev);
          const isSlow = record?.includes('"') ?? false;
          expect(found).toBe(isSlow ? -1 : port === null ? readFrame(changed)?.kindAt : 0);
          expect(reader.kindAt(changed, 13, entry.prev)).toBe(-1);
          expect(reader.kindAt(changed, 2, entry.prev)).toBe(-1);
          expect(reader.kindAt(changed, 12, 'cd'.repeat(32))).toBe(-1);
          expect(new TailReader('ws-2', false).kindAt(changed, 12, entry.prev)).toBe(-1);
          expect(new TailReader('ws-1', true).kindAt(changed, 12, entry.prev)).toBe(-1);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('no edit goes unseen', () => {
  const links = (): ChainLink[] => (shared ??= linksOf(sampleLedger()).slice(0, 22));
  let shared: ChainLink[] | undefined;

  test.each(DEPTHS)('any changed character of any text or hash (%s)', (depth) => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...'"\\{}x0 ,白\ud800'),
        fc.boolean(),
        (which, where, patch, inHash) => {
          const chain = links();
          const seq = (which % chain.length) + 1;
          const { text, hash } = at(chain, seq);
          const whole = inHash ? hash : text;
          const place = where % whole.length;
          fc.pre(whole[place] !== patch);
          const changed = whole.slice(0, place) + patch + whole.slice(place + 1);
          const link = inHash ? { text, hash: changed } : { text: changed, hash };
          expect(check(set(chain, seq, link), { depth }).firstBad).toEqual({ seq, why: 'changed' });
        },
      ),
      { numRuns: 600 },
    );
  });

  test.each(DEPTHS)('any changed character that was hashed and linked again without the key (%s)', (depth) => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.boolean(), (which, where, seals) => {
        const chain = links();
        const seq = (which % (chain.length - 2)) + 2;
        const { text } = at(chain, seq);
        const place = where % text.length;
        const letter = text[place] ?? '';
        fc.pre(/[a-z0-9]/.test(letter));
        const patch = /[0-9]/.test(letter) ? String((Number(letter) + 1) % 10) : letter === 'a' ? 'b' : 'a';
        const link = hashed(text.slice(0, place) + patch + text.slice(place + 1));
        const forged = [...set(chain, seq, link)];
        const answer = check(relinked(forged, seq, seals), { depth });
        expect(answer.ok).toBe(false);
        expect(answer.firstBad?.seq).toBeLessThanOrEqual(22);
      }),
      { numRuns: 200 },
    );
  });

  test.each(DEPTHS)('any drop, swap or doubling (%s)', (depth) => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom('drop', 'swap', 'double'), (a, b, act) => {
        const chain = links();
        const one = a % (chain.length - 1);
        const two = b % (chain.length - 1);
        fc.pre(one !== two);
        const [first, second] = [at(chain, one + 1), at(chain, two + 1)];
        const done = {
          drop: chain.toSpliced(one, 1),
          swap: withAt(withAt(chain, one, second), two, first),
          double: chain.toSpliced(two, 0, first),
        }[act];
        expect(check(done, { depth }).ok).toBe(false);
      }),
      { numRuns: 250 },
    );
  });
});

/** Links and hashes the entries after `seq` again, as far as they can still be read. */
function relinked(links: ChainLink[], seq: number, seals: boolean): ChainLink[] {
  const done = links.slice(0, seq);
  for (const link of links.slice(seq)) {
    const prev = done.at(-1)?.hash ?? '';
    const { text } = edited(link, (entry) => {
      entry.prev = prev;
      const body = entry.body as { head?: { hash: string } };
      if (seals && body.head !== undefined) body.head.hash = prev;
    });
    done.push(hashed(text));
  }
  return done;
}
