import { describe, expect, it } from 'vitest';
import { showBytes, showPercent, showSpan, showSpeed } from '../../../renderer/parts/show-numbers.ts';

describe('numbers on the screen', () => {
  it('say 100 % only of what is whole', () => {
    expect([0, 0.999999, 1, 1.2, -1].map(showPercent)).toEqual(['0%', '99%', '100%', '100%', '0%']);
  });

  it('are short', () => {
    expect([3_000, 185e6].map(showSpeed)).toEqual(['0.0 MB/s', '185 MB/s']);
    expect([0, 61_000, 3_723_000].map(showSpan)).toEqual(['0:00', '1:01', '1:02:03']);
    expect([12, 1500, 96e9, 512e9].map(showBytes)).toEqual(['12 B', '1.5 kB', '96.0 GB', '512 GB']);
  });
});
