import { describe, expect, it } from 'vitest';
import { overwritePlaces, overwriterArguments } from '../../../../native-adapters/android/overwriter/command.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const plan = { folder: '/data/local/tmp/', key, job: 'J-1' };

describe('the arguments of the overwriter', () => {
  it('holds the three that every run needs', () => {
    const hex = Buffer.from(key).toString('hex');
    expect(overwriterArguments(plan)).toEqual(['--dir', '/data/local/tmp/', '--key', hex, '--job', 'J-1']);
  });

  it('adds what the plan asks for and leaves the rest out', () => {
    const more = { maxBytes: 0, sampleBlocks: 256, holdSeconds: 60, settleSeconds: 1, groups: 4, rotations: 2 };
    expect(overwriterArguments({ ...plan, ...more, statusFile: '/s p', detach: true }).slice(6)).toEqual(
      '--max-bytes 0 --sample 256 --hold 60 --settle 1 --groups 4 --rotations 2 --status|/s p|--detach'
        .split('|')
        .flatMap((part, at) => (at === 0 ? part.split(' ') : [part])),
    );
    expect(overwriterArguments({ ...plan, detach: false })).toHaveLength(6);
  });

  it.each([
    ['a job that leaves the folder', { job: '../x' }],
    ['an empty folder', { folder: '' }],
    ['a NUL in a path', { statusFile: 'a\0b' }],
    ['a short key', { key: new Uint8Array(16) }],
    ['a negative size', { maxBytes: -1 }],
    ['a fraction', { holdSeconds: 0.5 }],
  ])('refuses %s', (_, change) => {
    expect(() => overwriterArguments({ ...plan, ...change })).toThrow(RangeError);
  });

  it('names the places that the overwriter uses', () => {
    expect(overwritePlaces(plan)).toEqual({
      folder: '/data/local/tmp/.hakushi-J-1',
      status: '/data/local/tmp/.hakushi-J-1.status',
      release: '/data/local/tmp/.hakushi-J-1.release',
      settled: '/data/local/tmp/.hakushi-J-1.settled',
    });
    expect(overwritePlaces({ ...plan, statusFile: '/x/s' }).status).toBe('/x/s');
  });
});
