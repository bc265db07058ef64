import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { value } from '../../../../domain/device.ts';
import type { ProbeAnswer } from '../../../../native-adapters/android/probes/probe-script.ts';
import {
  ownSerial,
  parseAccounts,
  parseBattery,
  parseDisks,
  parseFreeBytes,
  parseProperties,
  parseSwitch,
  parseUsers,
  readAnswer,
  readImeis,
  readNumberProperty,
  readProperty,
} from '../../../../native-adapters/android/probes/readings.ts';
import { refusedReply, stringReply } from '../../../../practice/phone/parcel.ts';

const said = (text: string, exitCode = 0): ProbeAnswer => ({ text, exitCode });
const NONE = new Map<string, string>();

describe('dumpsys account', () => {
  test.each([
    ['Android 9, nobody', 'User UserInfo{0:Owner:13}:\n  Accounts: 0\n\n  Accounts History\n', 0],
    [
      'Android 13, two',
      'User UserInfo{0:Owner:4c13}:\n  Accounts: 2\n    Account {name=a, type=com.google}\n    Account {name=b, type=x}\n',
      2,
    ],
    ['two users', 'User UserInfo{0:Owner:13}:\n  Accounts: 1\nUser UserInfo{10:Work:30}:\n  Accounts: 3\n', 4],
    [
      'a number that its own list denies',
      'User UserInfo{0:Owner:13}:\n  Accounts: 0\n    Account {name=a, type=com.google}\n',
      1,
    ],
    ['a user without a number', 'User UserInfo{0:Owner:13}:\n  Accounts: 0\nUser UserInfo{10:Work:30}:\n', null],
    ['a number with something behind', '  Accounts: 0123456789', null],
    ['a number in a sentence', 'there are Accounts: 0 here', null],
    ['nothing', '', null],
    ['a missing service', "Can't find service: account", null],
  ])('%s', (_name, text, count) => {
    expect(parseAccounts(said(text))).toBe(count);
  });

  test('no text without the line itself is a count', () => {
    const noise = fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => !text.includes('Accounts:'));
    fc.assert(fc.property(noise, (text) => parseAccounts(said(text)) === null));
    expect(parseAccounts(said('  Accounts: 0'))).toBe(0);
  });

  test('a dump that was cut off by a slow service is not readable, whatever it had said', () => {
    const text =
      "User UserInfo{0:Owner:13}:\n  Accounts: 0\n\n*** SERVICE 'account' DUMP TIMEOUT (10000ms) EXPIRED ***\n";
    expect(readAnswer(new Map([['accounts', said(text)]]), 'accounts', 'dumpsys account', parseAccounts)).toEqual({
      is: 'not-readable',
      source: 'dumpsys account',
      why: 'cut off',
    });
  });
});

describe('an answer becomes a reading', () => {
  const read = (answer: ProbeAnswer | null, parse = parseSwitch) =>
    readAnswer(answer ? new Map([['x', answer]]) : new Map(), 'x', 'source', parse);

  test.each([
    ['no answer', null, 'no answer'],
    ['a refusal', said('java.lang.SecurityException: Permission Denial: x', 255), 'refused'],
    ['a refusal that holds a value', said('1\nPermission denied'), 'refused'],
    ['a program that is not there', said('/system/bin/sh: cmd: not found', 127), 'not offered by this phone'],
    ['a service that is not there', said("cmd: Can't find service: lock_settings", 20), 'not offered by this phone'],
    ['garbage', said('\u0000\u0001maybe'), 'not understood'],
    ['silence', said(''), 'not understood'],
  ])('%s is not readable, and says why', (_name, answer, why) => {
    expect(read(answer)).toEqual({ is: 'not-readable', source: 'source', why });
  });

  test('a value keeps its source', () => {
    expect(read(said(' true \n'))).toEqual({ is: 'value', value: true, source: 'source' });
  });
});

describe('properties', () => {
  const LIST =
    '[ro.product.model]: [SC-51D]\n[ro.x]: []\n[multi]: [one\ntwo]\n[ro.build.version.sdk]: [34]\nnoise\n[bad key!]: [x]\n';

  test('a value over several lines is kept, an empty one is absent, a missing one is absent, no list is not readable', () => {
    const properties = parseProperties(LIST);
    expect(Object.fromEntries(properties)).toEqual({
      'ro.product.model': 'SC-51D',
      'ro.x': '',
      multi: 'one\ntwo',
      'ro.build.version.sdk': '34',
    });
    expect(readProperty(properties, 'ro.x', 'ro.product.model')).toEqual(value('SC-51D', 'ro.product.model'));
    expect(readProperty(properties, 'ro.x')).toEqual({ is: 'absent', source: 'ro.x' });
    expect(readProperty(NONE, 'ro.x')).toMatchObject({ is: 'not-readable' });
  });

  test('a number is a number or not readable', () => {
    expect(readNumberProperty(parseProperties(LIST), 'ro.build.version.sdk')).toEqual(
      value(34, 'ro.build.version.sdk'),
    );
    for (const bad of ['34a', '-1', '3.4', '99999', '0x22', 'REL']) {
      expect(readNumberProperty(new Map([['n', bad]]), 'n')).toMatchObject({ is: 'not-readable', why: 'not a number' });
    }
  });

  test('overlong values are bounded and never lose the others', () => {
    const properties = parseProperties(`[a]: [${'x'.repeat(100_000)}]\n[b]: [2]\n`);
    expect([properties.get('a')?.length, properties.get('b')]).toEqual([256, '2']);
  });
});

describe('serial numbers', () => {
  test.each(['0123456789ABCDEF', '0123456789abcdef', '123456789', '0000000000', 'unknown', 'null', 'FFFFFFFF', '1'])(
    'a placeholder %s identifies nothing',
    (text) => {
      expect(ownSerial(value(text, 'ro.serialno'))).toMatchObject({ is: 'not-readable' });
    },
  );

  test.each(['4A111FDAS0001X', '0123456789ABCDEF0', 'R5CT10XYZAB', '01234567'])('%s identifies a phone', (text) => {
    expect(ownSerial(value(text, 'ro.serialno'))).toEqual(value(text, 'ro.serialno'));
  });
});

describe('IMEIs', () => {
  const IMEI = '490154203237518';

  test('are read out of either call, and nothing else is one', () => {
    const from = (imei: string, asShell: string) =>
      readImeis(
        new Map([
          ['imei', said(imei)],
          ['imei-as-shell', said(asShell)],
        ]),
        NONE,
      );
    expect(from(stringReply(IMEI), stringReply(IMEI))).toEqual(value([IMEI], 'service call iphonesubinfo'));
    expect(from(refusedReply('no'), stringReply(IMEI))).toEqual(value([IMEI], 'service call iphonesubinfo'));
    expect(from(refusedReply('no'), refusedReply('no'))).toMatchObject({ is: 'not-readable', why: 'refused' });
    expect(from(stringReply(null), stringReply('490154203237519'))).toMatchObject({
      is: 'not-readable',
      why: 'not an IMEI',
    });
    expect(from(stringReply('000000000000000'), stringReply('49015420323751'))).toMatchObject({ is: 'not-readable' });
    expect(readImeis(new Map(), NONE)).toMatchObject({ is: 'not-readable', why: 'no answer' });
  });

  test('garbage never is one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(readImeis(new Map([['imei', said(text)]]), NONE).is).toBe('not-readable');
      }),
    );
  });
});

describe('battery, room, users, disks, switches', () => {
  test.each([
    [
      'charging',
      '  AC powered: false\n  USB powered: true\n  level: 87\n  scale: 100\n',
      { percent: 87, charging: true },
    ],
    ['another scale', '  level: 200\n  scale: 400\n', { percent: 50, charging: false }],
    ['no level', '  USB powered: true\n', null],
    ['a scale of nothing', '  level: 5\n  scale: 0\n', null],
    ['garbage', 'level: many', null],
  ])('battery: %s', (_name, text, expected) => {
    expect(parseBattery(said(text))).toEqual(expected);
  });

  const HEAD = 'Filesystem       1K-blocks     Used Available Use% Mounted on\n';
  test.each([
    ['toybox', `${HEAD}/dev/block/dm-5 111234567 12345678 98888889  12% /data`, 98_888_889 * 1024],
    ['a name that wraps', `${HEAD}/dev/block/mapper/userdata_with_long_name\n 1000 100 900 10% /data`, 900 * 1024],
    [
      'Android 5',
      'Filesystem               Size     Used     Free   Blksize\n/data                   12.0G     3.5G     8.5G   4096',
      8.5 * 1024 ** 3,
    ],
    [
      'Android 5 after its complaint',
      '-k: No such file or directory\nFilesystem Size Used Free Blksize\n/data 512.0M 12.0M 500.0M 4096',
      500 * 1024 ** 2,
    ],
    ['cut before the share', `${HEAD}/dev/block/dm-5 111234567 12345678 98888889`, null],
    ['cut in the middle', `${HEAD}/dev/block/dm-5 111234567 123`, null],
    ['the heading alone', HEAD, null],
    ['refused', 'df: /data: Permission denied', null],
    ['nothing', '', null],
    ['no number', `${HEAD}/dev/block/dm-5 a b c 12% /data`, null],
  ])('df: %s', (_name, text, expected) => {
    expect(parseFreeBytes(said(text))).toBe(expected);
  });

  test.each([
    ['one', 'Users:\n\tUserInfo{0:Owner:c13} running', 1],
    ['three', 'Users:\n\tUserInfo{0:O:13}\n\tUserInfo{10:Work:30}\n\tUserInfo{95:Dual:10}', 3],
    ['none', 'Users:', null],
    ['an error', "Error: unknown command 'users'", null],
  ])('users: %s', (_name, text, expected) => {
    expect(parseUsers(said(text))).toBe(expected);
  });

  test.each([
    ['none', said(''), false],
    ['one', said('disk:179,64\n'), true],
    ['an error', said('Error: java.lang.NullPointerException', 1), null],
    ['garbage with a good exit code', said('usage: sm list-disks'), null],
  ])('disks: %s', (_name, answer, expected) => {
    expect(parseDisks(answer)).toBe(expected);
  });

  test.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
    ['null', null],
    ['', null],
    ['01', null],
    ['false positive', null],
    ['TRUE', null],
  ])('a switch of %j is %s', (text, expected) => {
    expect(parseSwitch(said(text))).toBe(expected);
  });
});
