import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './codec.ts';
import { moduleText } from './page/module-text.ts';

const there = (value: unknown) => decode(encode(value));
const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
});

// Node's structuredClone is the yardstick: Electron's messages are cloned by the same algorithm.
describe('the codec of messages', () => {
  it('carries what structured clone carries, as it does', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(there(value)).toStrictEqual(structuredClone(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps circles, and one thing that is met twice', () => {
    const shared = { a: 1 };
    const value: unknown[] = [shared, new Map([[shared, 'key']])];
    value.push(value);
    const back = there(value) as [object, Map<object, string>, unknown];
    expect(back[2]).toBe(back);
    expect(back[1].get(back[0])).toBe('key');
  });

  it('keeps a key named __proto__ a key', () => {
    const back = there(JSON.parse('{"__proto__":{"polluted":true}}')) as object;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.keys(back)).toEqual(['__proto__']);
  });

  it.each([
    { name: 'a TypeError', error: new TypeError('no'), kind: 'TypeError' },
    { name: 'an error of a class of ours', error: new (class Own extends Error {})('no'), kind: 'Error' },
  ])('keeps message and kind of $name', ({ error, kind }) => {
    const back = there(error) as Error;
    expect([back.constructor.name, back.message]).toEqual([kind, 'no']);
    expect(back.message).toBe(structuredClone(error).message);
  });

  it.each([
    { name: 'a function', value: () => 1 },
    { name: 'a symbol', value: Symbol('x') },
    { name: 'a promise', value: Promise.resolve() },
    { name: 'a blob', value: new Blob(['x']) },
    { name: 'a weak map', value: new WeakMap() },
    { name: 'a function deep inside', value: { a: [new Map([['b', () => 1]])] } },
  ])('refuses $name in the words of Electron', ({ value }) => {
    expect(() => encode(value)).toThrow(new Error('An object could not be cloned.'));
  });

  it('is the same when its text is run in a page', () => {
    const text = moduleText(new URL('./codec.ts', import.meta.url));
    const page = new Function(`return ${text}`)() as { encode: typeof encode; decode: typeof decode };
    const value = { a: [1n, -0, Number.NaN, undefined, new Set([new Date(5)])] };
    expect(page.encode(value)).toBe(encode(value));
    expect(page.decode(encode(value))).toStrictEqual(value);
  });
});
