import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeviceFacts, known } from '../../../../domain/device.ts';
import type { ProbeAnswer } from '../../../../native-adapters/android/probes/probe-script.ts';
import { FACT_COMMANDS, factsOfFoyer, readFacts } from '../../../../native-adapters/android/probes/read-facts.ts';

const said = (text: string, exitCode = 0): ProbeAnswer => ({ text, exitCode });
const of = (answers: Record<string, ProbeAnswer>): DeviceFacts =>
  readFacts(new Map(Object.entries(answers)), 'android');
const props = (all: Record<string, string>): ProbeAnswer =>
  said(
    Object.entries(all)
      .map(([name, text]) => `[${name}]: [${text}]`)
      .join('\n'),
  );

const OWNER = 'Current Device Policy Manager state:\n  Device Owner: \n    admin=ComponentInfo{com.mdm/.R}\n';
const ADMINS = '  Enabled Device Admins (User 0, provisioningState: 0):\n';

describe('whether a phone is managed', () => {
  test.each([
    ['Android 12 and later, nobody', { owners: said('no owners\n') }, false],
    ['Android 12 and later, an owner', { owners: said('1 owner:\nUser  0: admin=com.mdm/.R,DeviceOwner\n') }, true],
    [
      'older, nobody',
      {
        owners: said("Error: unknown command 'list-owners'", 1),
        policy: said(`Current Device Policy Manager state:\n${ADMINS}`),
      },
      false,
    ],
    ['older, an owner', { owners: said('', 1), policy: said(OWNER + ADMINS) }, true],
    [
      'a profile owner',
      { policy: said(`Current Device Policy Manager state:\n  Profile Owner (User 10): x\n${ADMINS}`) },
      true,
    ],
    ['a dump that ends before the owners would', { policy: said('Current Device Policy Manager state:\n') }, null],
    [
      'a dump that was cut',
      {
        policy: said(
          `Current Device Policy Manager state:\n${ADMINS}*** SERVICE 'device_policy' DUMP TIMEOUT (10000ms) EXPIRED`,
        ),
      },
      null,
    ],
    ['no owners in a longer sentence', { owners: said('there may be no owners, or 2') }, null],
    ['no owners from a failed command', { owners: said('no owners', 1) }, null],
    ['a refusal', { owners: said('java.lang.SecurityException', 255), policy: said('Permission Denial: x') }, null],
    ['nothing', {}, null],
  ])('%s', (_name, answers, expected) => {
    expect(known(of(answers as Record<string, ProbeAnswer>).managed)).toBe(expected);
  });
});

describe('facts that decide about safety', () => {
  const probes = fc.dictionary(
    fc.constantFrom(...Object.keys(FACT_COMMANDS)),
    fc.record({ text: fc.string({ unit: 'binary', maxLength: 200 }), exitCode: fc.nat(255) }),
  );
  // What a healthy phone says for each of them; garbage that happens to be exactly this is no garbage.
  const honest = /^(?:\s*|0|1|true|false|no owners\.?|disk:[\s\S]*)$/i;

  test('no garbage says: no accounts, not managed, no lock, no card, one user, set up, room', () => {
    fc.assert(
      fc.property(probes, (answers) => {
        fc.pre(Object.values(answers).every(({ text }) => !honest.test(text)));
        const { accounts, managed, screenLock, sdCard, users, setupComplete, freeBytes, imeis } = of(answers);
        for (const reading of [accounts, managed, screenLock, sdCard, users, setupComplete, freeBytes, imeis]) {
          expect(reading.is).not.toBe('value');
        }
      }),
    );
  });

  test('silence is not readable everywhere, and never absent or a value', () => {
    const { mode, tradeIn, apple, ...facts } = of({});
    expect([mode, apple]).toEqual(['android', undefined]);
    expect(tradeIn.is).toBe('absent');
    for (const [name, reading] of Object.entries(facts)) expect([name, reading.is]).toEqual([name, 'not-readable']);
  });

  test('a screen lock is ruled out only by the phone saying that it has none', () => {
    expect(known(of({ lock: said('true') }).screenLock)).toBe(false);
    expect(of({ lock: said('false') }).screenLock).toMatchObject({ is: 'not-readable' });
    expect(of({ lock: said("cmd: Can't find service: lock_settings", 20) }).screenLock.is).toBe('not-readable');
  });

  test('the android_id is kept as a hash, and only when it looks like one', () => {
    const hash = known(of({ 'android-id': said('9774d56d682e549c') }).androidIdHash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const bad of ['null', '', '9774d56d682e549c9774', 'Error: x']) {
      expect(of({ 'android-id': said(bad) }).androidIdHash.is).toBe('not-readable');
    }
  });
});

describe('encryption', () => {
  test.each([
    ['stated', { 'ro.crypto.state': 'encrypted', 'ro.crypto.metadata.enabled': 'true' }, true],
    [
      'stated off',
      { 'ro.crypto.state': 'encrypted', 'ro.crypto.metadata.enabled': 'false', 'ro.product.first_api_level': '33' },
      false,
    ],
    ['launched with Android 11', { 'ro.crypto.state': 'encrypted', 'ro.product.first_api_level': '30' }, true],
    ['launched with Android 10', { 'ro.crypto.state': 'encrypted', 'ro.product.first_api_level': '29' }, null],
    ['launch not said', { 'ro.crypto.state': 'encrypted' }, null],
    ['not encrypted at all', { 'ro.crypto.state': 'unencrypted', 'ro.product.first_api_level': '33' }, false],
    ['state not said', { 'ro.product.first_api_level': '33' }, null],
  ])('of metadata: %s', (_name, properties, expected) => {
    expect(known(of({ getprop: props(properties) }).metadataEncrypted)).toBe(expected);
  });
});

describe('test harness', () => {
  test.each([
    ['its help', said('About:\n  Test Harness Mode is a mode ...\n  enable|restore\n'), true],
    ['no service', said("cmd: Can't find service: testharness", 20), false],
    ['no cmd', said('/system/bin/sh: cmd: not found', 127), null],
    ['garbage', said('?', 1), null],
  ])('service: %s', (_name, harness, expected) => {
    expect(known(of({ harness }).testHarnessService)).toBe(expected);
  });

  test('the mode is on, off, or unknown when no property was read', () => {
    expect(known(of({ getprop: props({ 'persist.sys.test_harness': '1' }) }).testHarness)).toBe(true);
    expect(known(of({ getprop: props({ a: 'b' }) }).testHarness)).toBe(false);
    expect(of({ getprop: said('') }).testHarness.is).toBe('not-readable');
  });
});

describe('a phone in the foyer', () => {
  const status = { serial: 'S1', imeis: ['490154203237518'], frpLocked: false, capacityBytes: 64e9 };

  test('tells its status and nothing else', () => {
    const facts = factsOfFoyer(status, { manufacturer: 'Google', model: 'Pixel 9', name: 'tokay' }, 34);
    expect([facts.mode, known(facts.serial), known(facts.model), known(facts.launchSdk)]).toEqual([
      'trade-in-foyer',
      'S1',
      'Pixel 9',
      34,
    ]);
    for (const name of ['accounts', 'managed', 'testHarness', 'freeBytes'] as const)
      expect(facts[name].is).toBe('not-readable');
  });

  test('what the status leaves out is absent, and a placeholder serial is none', () => {
    const facts = factsOfFoyer({ ...status, serial: '0123456789ABCDEF', imeis: [] }, {}, null);
    expect([facts.serial.is, facts.imeis.is, facts.maker.is, facts.launchSdk.is]).toEqual([
      'not-readable',
      'absent',
      'absent',
      'absent',
    ]);
  });
});
