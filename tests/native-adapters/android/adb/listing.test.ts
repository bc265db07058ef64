import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../../native-adapters/android/adb/listing.ts';

const nothing = {
  serial: null,
  path: null,
  transportId: null,
  product: null,
  model: null,
  device: null,
  detail: null,
};

describe('parseListing', () => {
  test('a full line', () => {
    expect(
      parseListing(
        'HT7C10     device usb:1-1.2 product:walleye model:Pixel_2 device:walleye transport_id:12\nemulator-5554 offline transport_id:3\n',
      ),
    ).toEqual([
      {
        serial: 'HT7C10',
        state: 'device',
        path: 'usb:1-1.2',
        transportId: '12',
        product: 'walleye',
        model: 'Pixel_2',
        device: 'walleye',
        detail: null,
      },
      { ...nothing, serial: 'emulator-5554', state: 'offline', transportId: '3' },
    ]);
  });

  test.each([
    'unauthorized',
    'authorizing',
    'connecting',
    'offline',
    'recovery',
    'sideload',
    'rescue',
    'bootloader',
    'host',
    'device',
  ])('state %s, long and short form', (state) => {
    expect(parseListing(`S1\t${state}\n`)).toEqual([{ ...nothing, serial: 'S1', state }]);
    expect(parseListing(`S1                     ${state} usb:2-1 transport_id:1`)).toEqual([
      { ...nothing, serial: 'S1', state, path: 'usb:2-1', transportId: '1' },
    ]);
  });

  test.each([
    'no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com/tools/device.html]',
    'no permissions (missing udev rules? user is in the plugdev group); see [http://developer.android.com/tools/device.html]',
    'no permissions; see [http://developer.android.com/tools/device.html]',
    'no permissions',
  ])('%s', (detail) => {
    expect(parseListing(`ABC       ${detail} usb:1-3 transport_id:4`)).toEqual([
      { ...nothing, serial: 'ABC', state: 'no-permissions', detail, path: 'usb:1-3', transportId: '4' },
    ]);
    expect(parseListing(`(no serial number)   ${detail} usb:1-3 transport_id:4`)).toEqual([
      { ...nothing, state: 'no-permissions', detail, path: 'usb:1-3', transportId: '4' },
    ]);
  });

  test('an empty serial is null, never the next word', () => {
    expect(parseListing('(no serial number)     device usb:1-1 transport_id:9')).toEqual([
      { ...nothing, state: 'device', path: 'usb:1-1', transportId: '9' },
    ]);
    expect(parseListing('????????????   device')).toEqual([{ ...nothing, state: 'device' }]);
  });

  test('a state that we do not know is unknown, with its words', () => {
    expect(parseListing('S1 levitating usb:1-1 transport_id:9')).toEqual([
      { ...nothing, serial: 'S1', state: 'unknown', detail: 'levitating', path: 'usb:1-1', transportId: '9' },
    ]);
  });

  test('a serial that pretends to be fields cannot move the fields or the state', () => {
    expect(parseListing('usb:9-9 transport_id:1 recovery device usb:1-1 transport_id:2')).toEqual([
      {
        ...nothing,
        serial: 'usb:9-9 transport_id:1 recovery',
        state: 'device',
        path: 'usb:1-1',
        transportId: '2',
      },
    ]);
  });

  test('a forged second line takes nothing over: a name that two lines claim belongs to nobody', () => {
    const forged = 'EVIL\nGOOD device usb:1-1 transport_id:2\nX';
    const text = `GOOD unauthorized usb:1-1 transport_id:2\n${forged} device usb:1-2 transport_id:3\n`;
    expect(parseListing(text).map(({ path, transportId }) => [path, transportId])).toEqual([
      [null, null],
      [null, null],
      [null, null],
      ['usb:1-2', '3'],
    ]);
  });

  test('a path or transport id of impossible form is dropped', () => {
    expect(parseListing('S device usb:$(reboot) transport_id:1;2')).toMatchObject([{ path: null, transportId: null }]);
  });

  test('a hostile serial never changes state, path or transport id (property)', () => {
    const serial = fc.string({ maxLength: 60 }).filter((text) => !text.includes('\n'));
    fc.assert(
      fc.property(serial, (hostile) => {
        const [listing] = parseListing(`${hostile} unauthorized usb:1-1.4 transport_id:77`);
        expect(listing).toMatchObject({ state: 'unauthorized', path: 'usb:1-1.4', transportId: '77' });
      }),
      { numRuns: 2000 },
    );
  });

  test('any text gives one bounded entry for each line that is not blank (property)', () => {
    const words = fc.constantFrom(
      'device',
      ' ',
      '\t',
      '\n',
      'no permissions',
      'usb:',
      'transport_id:',
      '(no serial number)',
      'model:x',
    );
    const noise = fc.array(fc.oneof(words, fc.string()), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(noise, (text) => {
        const listings = parseListing(text);
        expect(listings.length).toBe(text.split('\n').filter((line) => line.trim() !== '').length);
        for (const listing of listings) expect(JSON.stringify(listing).length).toBeLessThan(20_000);
      }),
      { numRuns: 2000 },
    );
  });

  test('64 KiB of spaces or of fields cost no more than a moment', () => {
    const began = performance.now();
    for (const unit of [' ', 'x', 'model:a ', 'no permissions ', '\tx'])
      parseListing(unit.repeat(65_536 / unit.length));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
