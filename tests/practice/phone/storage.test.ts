import { describe, expect, it } from 'vitest';
import { PhoneStorage } from '../../../practice/phone/storage.ts';

const storage = new PhoneStorage('/real', 1024 * 1024);

describe("paths on a phone's storage", () => {
  it.each([
    ['/data/local/tmp/x', '/real/data/local/tmp/x'],
    ['ls \'/data/local/tmp\' "/sdcard/DCIM"', 'ls \'/real/data/local/tmp\' "/real/data/media/0/DCIM"'],
    ['df -k /data', 'df -k /real/data'],
    ['cat </data/local/tmp/a >/data/local/tmp/b', 'cat </real/data/local/tmp/a >/real/data/local/tmp/b'],
    ['find /storage/emulated/0 -type f', 'find /real/data/media/0 -type f'],
    [
      'content query --uri content://com.android.contacts/data/phones',
      'content query --uri content://com.android.contacts/data/phones',
    ],
    ['ls /database /dev/null /proc/1', 'ls /database /dev/null /proc/1'],
  ])('%s', (given, expected) => {
    expect(storage.mapText(given)).toBe(expected);
  });

  it.each(['/etc/passwd', '/data/local/tmp/../../../../etc/passwd', '/', '', '/data/data/contacts.csv', 'a\0b'])(
    'are closed to sync for %j',
    (path) => {
      expect(storage.realPath(path)).toBeNull();
    },
  );

  it('are open to sync below /data/local/tmp and /sdcard', () => {
    expect(storage.realPath('/data/local/tmp/a/../b')).toBe('/real/data/local/tmp/b');
    expect(storage.realPath('/sdcard/x')).toBe('/real/data/media/0/x');
  });
});
