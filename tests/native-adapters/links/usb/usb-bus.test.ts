import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { shareUsb } from '../../../../native-adapters/links/usb/usb-bus.ts';
import { answering, fakeUsb, usbDevice, viewsUntil } from './fake-usb-process.ts';

const one = usbDevice([1, 2], 'A1');
const first = (seen: readonly string[]): boolean => seen.length === 1;

test('many watchers are told by one process, the late one at once', async () => {
  const usb = fakeUsb([answering(one)], { pollMs: 60_000 });
  const bus = shareUsb(usb);
  const stop = new AbortController();
  const early = viewsUntil(bus.watch(stop.signal), (seen) => seen.length === 2);
  await pause(30);
  expect(await viewsUntil(bus.watch(stop.signal), first)).toEqual(['up 1']);
  usb.launched[0]?.say({ kind: 'changed' });
  expect(await early).toEqual(['up 1', 'up 1']);
  expect(usb.launched).toHaveLength(1);
  stop.abort();
});

test('the process ends with the last watcher, however that one goes, and another watcher starts anew', async () => {
  const usb = fakeUsb([answering(one)], { pollMs: 60_000 });
  const bus = shareUsb(usb);
  const [stays, goes] = [new AbortController(), new AbortController()];
  const staying = viewsUntil(bus.watch(stays.signal), () => false);
  await viewsUntil(bus.watch(goes.signal), first);
  const going = viewsUntil(bus.watch(goes.signal), () => false);
  goes.abort();
  expect(await going).toEqual(['up 1']);
  await pause(10);
  expect(usb.launched.map(({ isKilled }) => isKilled)).toEqual([false]);
  stays.abort();
  await staying;
  await pause(10);
  expect(usb.launched.map(({ isKilled }) => isKilled)).toEqual([true]);
  expect(await viewsUntil(bus.watch(new AbortController().signal), first)).toEqual(['up 1']);
  await pause(10);
  expect(usb.launched.map(({ isKilled }) => isKilled)).toEqual([true, true]);
});

test('whoever forgets to look on after stopping keeps no process alive', async () => {
  const usb = fakeUsb([answering(one)], { pollMs: 60_000 });
  const stop = new AbortController();
  const views = shareUsb(usb).watch(stop.signal)[Symbol.asyncIterator]();
  await views.next();
  stop.abort();
  await pause(10);
  expect(usb.launched.map(({ isKilled }) => isKilled)).toEqual([true]);
});

test('a watcher that stopped before it began is told nothing and starts nothing', async () => {
  const usb = fakeUsb([answering(one)]);
  expect(await viewsUntil(shareUsb(usb).watch(AbortSignal.abort()), first)).toEqual([]);
  expect(usb.launched).toEqual([]);
});

test('a slow watcher misses what was in between and is told the newest', async () => {
  const usb = fakeUsb([(self, message) => answering(...Array(message.id).fill(one))(self, message)], { pollMs: 5 });
  const stop = new AbortController();
  const bus = shareUsb(usb);
  const seen: number[] = [];
  for await (const view of bus.watch(stop.signal)) {
    seen.push(view.up ? view.devices.length : -1);
    if (seen.length === 2) break;
    await pause(100);
  }
  const [before = 0, after = 0] = seen;
  expect(before).toBe(1);
  expect(after).toBeGreaterThan(3);
});
