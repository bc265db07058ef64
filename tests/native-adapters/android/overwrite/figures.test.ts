import { describe, expect, test } from 'vitest';
import { figuresIn, parseFileSystem } from '../../../../native-adapters/android/overwrite/figures.ts';

describe('the file system of /data', () => {
  test.each([
    ['Android 16', '/dev/block/dm-58 on /data type f2fs (rw,lazytime,nosuid)', 'f2fs'],
    ['Android 6', '/dev/block/bootdevice/by-name/userdata /data ext4 rw,seclabel 0 0', 'ext4'],
    [
      'among others',
      'tmpfs on /dev type tmpfs (rw)\n/dev/x on /data type ext4 (rw)\n/dev/y on /data/media type fuse',
      'ext4',
    ],
    ['a folder below', '/dev/x on /data/media type fuse (rw)', 'unknown'],
    ['a hostile type', '/dev/x on /data type $(reboot) (rw)', 'unknown'],
    ['nothing', '', 'unknown'],
  ])('%s', (_name, text, expected) => {
    expect(parseFileSystem(text)).toBe(expected);
  });
});

test('figures are an object or nothing', () => {
  const of = (figures: string[] | string | null) => figuresIn({ kind: 'overwrite', source: 'x', data: { figures } });
  expect([figuresIn(null), of(null), of('x'), of([])]).toEqual([null, null, null, null]);
});
