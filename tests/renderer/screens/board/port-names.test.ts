import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PortName } from '../../../../domain/settings.ts';
import {
  isTaken,
  moved,
  nextName,
  withName,
  without,
  withTwin,
} from '../../../../renderer/screens/board/port-names.ts';
import { portAt } from '../../fake-workstation.ts';

const NAMES: readonly PortName[] = [0, 1, 2].map((n) => ({
  port: portAt(n),
  name: `A${n + 1}`,
  place: n + 1,
  twin: null,
}));
const order = (names: readonly PortName[]): string => names.map(({ name, place }) => `${place}${name}`).join(' ');

type Act = (names: readonly PortName[], n: number) => readonly PortName[];
const ACTS = {
  name: (names, n) => withName(names, portAt(n), `N${n}`),
  up: (names, n) => moved(names, portAt(n), -1),
  down: (names, n) => moved(names, portAt(n), 1),
  forget: (names, n) => without(names, portAt(n)),
  twin: (names, n) => withTwin(names, portAt(n), portAt((n + 1) % 6)),
} satisfies Record<string, Act>;

describe('names of Ports', () => {
  it('keep places from 1 without a gap, whatever is done to them', () => {
    const step = fc.record({
      n: fc.nat({ max: 5 }),
      act: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let names = NAMES;
        for (const { n, act } of steps) names = ACTS[act](names, n);
        expect(names.map(({ place }) => place)).toEqual(names.map((_, at) => at + 1));
        expect(new Set(names.map(({ port }) => port)).size).toBe(names.length);
        // A socket's other name is never a socket of its own, nor of two.
        const twins = names.flatMap(({ twin }) => (twin ? [twin] : []));
        expect(twins.length).toBe(new Set(twins).size);
        expect(names.filter(({ port }) => twins.includes(port))).toEqual([]);
      }),
    );
  });

  it('move by one and stay at the ends', () => {
    expect(order(moved(NAMES, portAt(1), -1))).toBe('1A2 2A1 3A3');
    expect(order(moved(NAMES, portAt(2), 1))).toBe('1A1 2A2 3A3');
    expect(order(moved(NAMES, portAt(0), -1))).toBe('1A1 2A2 3A3');
  });

  it('are not given twice, in any width or case', () => {
    expect([
      isTaken(NAMES, portAt(5), ' ａ１ '),
      isTaken(NAMES, portAt(0), 'a1'),
      isTaken(NAMES, portAt(5), 'A9'),
    ]).toEqual([true, false, false]);
  });

  it('go on counting', () => {
    expect([nextName([]), nextName(NAMES), nextName([{ port: portAt(0), name: '棚', place: 1, twin: null }])]).toEqual([
      'A1',
      'A4',
      '',
    ]);
  });
});
