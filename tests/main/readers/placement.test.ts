import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Placement, type Sensed } from '../../../main/readers/placement.ts';

const one = (idm: string): Sensed => ({ is: 'one', idm });
const NOTHING: Sensed = { is: 'nothing' };
const SEVERAL: Sensed = { is: 'several' };
const UNCLEAR: Sensed = { is: 'unclear' };

function laid(...looks: readonly Sensed[]): Placement {
  const placement = new Placement();
  for (const look of looks) placement.take(look);
  return placement;
}

describe('a placement', () => {
  it.each([
    ['nothing ever', [], { help: 'lay-phone', isOccupied: false, still: null }],
    ['a chip seen once', [one('a')], { help: 'hold-still', isOccupied: true, still: null }],
    ['a chip seen twice in a row', [one('a'), one('a')], { help: 'hold-still', isOccupied: true, still: 'a' }],
    ['a chip that missed a look', [one('a'), one('a'), NOTHING], { help: 'hold-still', isOccupied: true, still: null }],
    [
      'a chip that left',
      [one('a'), one('a'), NOTHING, NOTHING, NOTHING],
      { help: 'lay-phone', isOccupied: false, still: null },
    ],
    [
      'another chip in its place',
      [one('a'), one('a'), one('b')],
      { help: 'hold-still', isOccupied: true, still: null },
    ],
    [
      'a chip that comes and goes',
      [one('a'), NOTHING, one('a'), NOTHING],
      { help: 'move-phone', isOccupied: true, still: null },
    ],
    [
      'another number at every look',
      [one('a'), one('b'), one('c'), one('d')],
      { help: 'move-phone', isOccupied: true, still: null },
    ],
    ['only noise', [UNCLEAR, UNCLEAR, UNCLEAR], { help: 'move-phone', isOccupied: true, still: null }],
    ['two chips', [one('a'), SEVERAL], { help: 'one-only', isOccupied: true, still: null }],
    [
      'two chips of which one was taken away',
      [SEVERAL, one('a'), one('a')],
      { help: 'hold-still', isOccupied: true, still: 'a' },
    ],
  ] as const)('with %s', (_, looks, expected) => {
    const { help, isOccupied, still } = laid(...looks);
    expect({ help, isOccupied, still }).toEqual(expected);
  });

  it('forgets what it knew when it is cleared', () => {
    const placement = laid(one('a'), one('a'));
    placement.clear();
    expect([placement.still, placement.isOccupied]).toEqual([null, false]);
    placement.take(one('a'));
    expect(placement.still).toBeNull();
  });

  it('calls a chip still only when the last two looks found it alone under one number', () => {
    const look = fc.oneof(fc.constantFrom('a', 'b').map(one), fc.constantFrom<Sensed>(NOTHING, SEVERAL, UNCLEAR));
    fc.assert(
      fc.property(fc.array(look, { maxLength: 20 }), (looks) => {
        const [before, last] = looks.slice(-2);
        const isTwice = before?.is === 'one' && last?.is === 'one' && before.idm === last.idm;
        expect(laid(...looks).still).toBe(isTwice && last.is === 'one' ? last.idm : null);
      }),
    );
  });
});
