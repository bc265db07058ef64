import { expect, test } from 'vitest';
import { portId } from '../../../domain/ids.ts';
import type { PhoneMode, Sighting } from '../../../domain/port.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import type { WatchedPhones } from '../../../native-adapters/index.ts';

const PORT = portId('usb:1-1');
const ABSENT = { source: 'usbmuxd', why: 'usbmuxd.absent' } as const;

function seen(source: 'usb' | 'usbmuxd', ...phones: readonly (readonly [PhoneMode, string | null])[]): WatchedPhones {
  const path = source === 'usb' ? 'usb:1-1' : null;
  const sightings = phones.map(
    ([mode, transport]): Sighting => ({ source, path, serial: 'U', mode, transport, detail: null }),
  );
  return { source, up: true, sightings };
}

const usbmuxdDown = (why: 'usbmuxd.absent' | 'usbmuxd.down'): WatchedPhones => ({ source: 'usbmuxd', up: false, why });

function board(): PortBoard {
  const made = new PortBoard(['adb', 'usbmuxd', 'usb']);
  made.take({ source: 'adb', up: true, sightings: [] });
  return made;
}

test('a service that rests because no iPhone is there is not missed, and is where one is', () => {
  const made = board();
  made.take(usbmuxdDown('usbmuxd.absent'));
  made.take(seen('usb'));
  expect(made.blind()).toEqual([]);
  made.take(seen('usb', ['waiting-for-usbmuxd', null]));
  expect(made.blind()).toEqual([ABSENT]);
  made.take(seen('usb'));
  expect(made.blind()).toEqual([]);
});

test('phones without iOS and Android phones do not miss it', () => {
  const made = board();
  made.take(usbmuxdDown('usbmuxd.absent'));
  for (const mode of ['iphone-recovery', 'iphone-dfu', 'waiting-for-adb', 'debugging-off'] as const) {
    made.take(seen('usb', [mode, null]));
    expect(made.blind(), mode).toEqual([]);
  }
});

test('a service that broke is always told, and so is a blind USB side', () => {
  const made = board();
  made.take(usbmuxdDown('usbmuxd.down'));
  made.take({ source: 'usb', up: false, why: 'usb.hung' });
  expect(made.blind()).toEqual([
    { source: 'usbmuxd', why: 'usbmuxd.down' },
    { source: 'usb', why: 'usb.hung' },
  ]);
});

test('an iPhone has its socket from the first word of both sources on, whichever speaks first', () => {
  for (const order of [
    ['usb', 'usbmuxd'],
    ['usbmuxd', 'usb'],
  ] as const) {
    const made = board();
    for (const source of order)
      made.take(seen(source, source === 'usb' ? ['waiting-for-usbmuxd', null] : ['iphone', '1']));
    expect(made.all()).toMatchObject([{ port: PORT, mode: 'iphone', transport: '1' }]);
  }
});

test('leaving and coming back under another number is marked, and its return is waited for', async () => {
  const made = board();
  made.take(seen('usb', ['waiting-for-usbmuxd', null]));
  made.take(seen('usbmuxd', ['iphone', '1']));
  const since = made.mark(PORT);
  const { signal } = new AbortController();
  const back = made.awaitReturn({ port: PORT, since, modes: ['iphone'], withinMs: 5_000, signal });
  made.take(seen('usbmuxd'));
  made.take(seen('usb'));
  await made.awaitAbsence({ port: PORT, since, withinMs: 100, signal });
  made.take(seen('usb', ['waiting-for-usbmuxd', null]));
  made.take(seen('usbmuxd', ['iphone', '2']));
  expect(await back).toMatchObject({ mode: 'iphone', transport: '2' });
});
