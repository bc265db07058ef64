import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type PortId, portId } from '../../../domain/ids.ts';
import type { PhoneMode, Sighting } from '../../../domain/port.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import type { WatchedPhones } from '../../../native-adapters/index.ts';

const ONE = portId('usb:1-1');
const TWO = portId('usb:1-2');

function adb(
  ...phones: readonly (readonly [path: string | null, serial: string, transport: string, mode?: PhoneMode])[]
): WatchedPhones {
  const sightings = phones.map(
    ([path, serial, transport, mode = 'android']): Sighting => ({
      source: 'adb',
      path,
      serial,
      mode,
      transport,
      detail: null,
    }),
  );
  return { source: 'adb', up: true, sightings };
}

function usb(...phones: readonly (readonly [path: string, serial: string | null, mode: PhoneMode])[]): WatchedPhones {
  const sightings = phones.map(
    ([path, serial, mode]): Sighting => ({ source: 'usb', path, serial, mode, transport: null, detail: null }),
  );
  return { source: 'usb', up: true, sightings };
}

const both = (): PortBoard => new PortBoard(['adb', 'usb']);
const shown = (board: PortBoard): readonly string[] => board.all().map(({ port, mode }) => `${port} ${mode}`);

test('each source replaces only its own word', () => {
  const board = both();
  board.take(adb(['usb:1-1', 'A', '1']));
  board.take(usb(['usb:1-1', 'A', 'waiting-for-adb'], ['usb:1-2', 'B', 'debugging-off']));
  expect(shown(board)).toEqual(['usb:1-1 android', 'usb:1-2 debugging-off']);
  board.take({ source: 'usb', up: false, why: 'usb.hung' });
  expect(shown(board)).toEqual(['usb:1-1 android']);
  expect([board.mark(ONE), board.blind()]).toEqual([0, [{ source: 'usb', why: 'usb.hung' }]]);
  board.take(usb(['usb:1-2', 'B', 'debugging-off']));
  board.take({ source: 'adb', up: false, why: 'adb.server-down' });
  expect(shown(board)).toEqual(['usb:1-2 debugging-off']);
  expect(board.blind()).toEqual([{ source: 'adb', why: 'adb.server-down' }]);
});

test('a socket keeps its port over adb, nothing, the bootloader and adb again, and each leave-taking is marked', () => {
  const board = both();
  board.take(usb(['usb:1-1', 'A', 'waiting-for-adb']));
  board.take(adb(['usb:1-1', 'A', '1']));
  const since = board.mark(ONE);
  board.take(usb());
  expect(board.mark(ONE)).toBe(since);
  board.take(adb());
  expect([board.at(ONE), board.mark(ONE)]).toEqual([null, since + 1]);
  board.take(usb(['usb:1-1', 'A', 'bootloader']));
  expect(board.at(ONE)?.mode).toBe('bootloader');
  board.take(usb(['usb:1-1', 'A', 'waiting-for-adb']));
  board.take(adb(['usb:1-1', 'A', '2']));
  expect(board.at(ONE)?.transport).toBe('2');
  expect(board.mark(ONE)).toBeGreaterThan(since + 1);
});

test('losing the USB side while a job runs neither moves nor marks a phone of adb, with a path or without', () => {
  const board = both();
  board.take(adb(['usb:1-1', 'A', '1'], [null, 'B', '2']));
  expect(board.at(ONE)?.serial).toBe('A');
  // The phone without a path waits for the first word of the USB side.
  expect([board.hasHeardAll(), board.all().length]).toEqual([false, 1]);
  board.take(usb(['usb:1-1', 'A', 'waiting-for-adb'], ['usb:1-2', 'B', 'waiting-for-adb']));
  expect([board.hasHeardAll(), board.at(TWO)?.serial]).toEqual([true, 'B']);
  board.take({ source: 'usb', up: false, why: 'usb.restarting' });
  board.take(adb(['usb:1-1', 'A', '1'], [null, 'B', '2']));
  expect([board.at(ONE)?.transport, board.at(TWO)?.transport]).toEqual(['1', '2']);
  expect([board.mark(ONE), board.mark(TWO)]).toEqual([0, 0]);
});

test('a phone that only the USB bus shows has not come back', async () => {
  const board = both();
  board.take(usb());
  board.take(adb(['usb:1-1', 'A', '1']));
  const since = board.mark(ONE);
  const signal = new AbortController().signal;
  const back = board.awaitReturn({ port: ONE, since, modes: ['android'], withinMs: 100, signal });
  board.take(adb());
  board.take(usb(['usb:1-1', 'A', 'debugging-off']));
  await expect(back).rejects.toMatchObject({ code: 'device.not-returned' });
  const again = board.awaitReturn({ port: ONE, since, modes: ['android'], withinMs: 5_000, signal });
  await pause(5);
  board.take(adb(['usb:1-1', 'A', '2']));
  expect((await again).transport).toBe('2');
});

test('a loopback phone waits for nobody, and equal serials without a path stay unplaced', () => {
  const board = both();
  board.take(adb([null, 'emulator-5600', '1'], [null, 'X', '2'], [null, 'X', '3']));
  expect(shown(board)).toEqual(['emulator-5600 android']);
  board.take(usb(['usb:1-1', 'X', 'waiting-for-adb']));
  expect(board.ambiguous()).toHaveLength(2);
  const ports: readonly PortId[] = board.all().map(({ port }) => port);
  expect(ports).toEqual(['emulator-5600']);
});
