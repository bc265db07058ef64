import { expect, test } from 'vitest';
import { portId } from '../../../domain/ids.ts';
import type { PhoneMode, Sighting } from '../../../domain/port.ts';
import { lookOnce, portLines, readPorts } from '../../../main/cli/ports-command.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import type { Bench, WatchedPhones } from '../../../native-adapters/index.ts';

function onUsb(path: string, mode: PhoneMode, detail: string | null = 'SHARP SH-M24'): Sighting {
  return { source: 'usb', path, serial: 'S1', mode, transport: null, detail };
}

const seen = (...sightings: Sighting[]): WatchedPhones => ({ source: 'usb', up: true, sightings });

test('a phone that only the USB bus shows is listed with its name and what to do', async () => {
  const board = new PortBoard(['adb', 'usb']);
  board.take(
    seen(
      onUsb('usb:1-1', 'debugging-off'),
      onUsb('usb:1-2', 'bootloader', null),
      onUsb('usb:1-3', 'waiting-for-adb', 'x\u001b[2J'),
    ),
  );
  const ports = await readPorts({ adapters: [] }, board);
  expect(ports[0]).toEqual({ port: 'usb:1-1', state: 'debugging-off', usb: { name: 'SHARP SH-M24', serial: 'S1' } });
  const lines = portLines('en', ports, board.blind());
  expect(lines.slice(0, 2)).toEqual([
    'usb:1-1  debugging-off  SHARP SH-M24 S1',
    '   The phone is seen on USB, but its USB debugging is off',
  ]);
  expect(lines).toContain('usb:1-2  bootloader  ? S1');
  expect(lines[2]).toMatch(/^ {3}→ /);
  expect(lines.join('')).not.toContain('\u001b');
  expect(portLines('ja', ports, [])[1]).toContain('USBデバッグが切られています');
});

test('a USB watch that failed is told, a computer without USB buses is not, and no phone is said to be none', () => {
  expect(portLines('en', [], [{ source: 'usb', why: 'usb.hung' }])[0]).toContain('The USB watch does not answer');
  expect(portLines('en', [], [{ source: 'usb', why: 'usb.unavailable' }])).toEqual(portLines('en', [], []));
  expect(portLines('en', [], [])).toHaveLength(1);
});

test('one look ends as soon as every source has spoken', async () => {
  async function* watch(signal: AbortSignal): AsyncGenerator<WatchedPhones> {
    yield seen(onUsb('usb:1-1', 'bootloader'));
    yield { source: 'adb', up: true, sightings: [] };
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  const bench: Pick<Bench, 'watch' | 'sources'> = { watch, sources: ['adb', 'usb'] };
  const from = performance.now();
  const board = await lookOnce(bench);
  expect([board.all().length, board.hasHeardAll()]).toEqual([1, true]);
  expect(performance.now() - from).toBeLessThan(4_000);
});

test('an iPhone is listed with its model and iOS version, and one without a name as unknown', () => {
  const device = { maker: 'Apple', model: 'iPhone 14 Pro', serial: 'F2LXK0AB0D', ios: '18.6' };
  const at = (one: typeof device) => portLines('en', [{ port: portId('usb:1-1'), state: 'iphone', device: one }], []);
  expect(at(device)).toEqual(['usb:1-1  iphone  Apple iPhone 14 Pro iOS 18.6 F2LXK0AB0D']);
  expect(at({ ...device, model: 'iPhone99,9' })[0]).toContain('unknown model (iPhone99,9) iOS 18.6');
});

test('that usbmuxd does not run is told only when an iPhone waits for it, and that it was lost always', () => {
  const waiting = { port: portId('usb:1-1'), state: 'waiting-for-usbmuxd' } as const;
  const absent = [{ source: 'usbmuxd', why: 'usbmuxd.absent' }] as const;
  expect(portLines('en', [], absent)).toEqual(portLines('en', [], []));
  expect(portLines('en', [waiting], absent).join()).toContain('(usbmuxd) is not running');
  expect(portLines('en', [], [{ source: 'usbmuxd', why: 'usbmuxd.down' }])[0]).toContain('was lost');
});
