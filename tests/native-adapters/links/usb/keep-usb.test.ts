import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepUsb } from '../../../../native-adapters/links/usb/keep-usb.ts';
import { answering, type Behaviour, fakeUsb, usbDevice, viewsUntil } from './fake-usb-process.ts';

let stop = new AbortController();
beforeEach(() => {
  stop = new AbortController();
});
afterEach(() => stop.abort());

const silent: Behaviour = () => undefined;
const crashing: Behaviour = (self) => self.die();
const one = usbDevice([1, 2], 'A1');

test('yields what the process lists, again at every poll and at once after a change', async () => {
  const usb = fakeUsb([answering(one)], { pollMs: 60_000 });
  const seen = viewsUntil(keepUsb(stop.signal, usb), (views) => views.length === 3);
  for (let plug = 0; plug < 2; plug += 1) {
    await pause(20);
    usb.launched[0]?.say({ kind: 'changed' });
  }
  expect(await seen).toEqual(['up 1', 'up 1', 'up 1']);
  const polled = fakeUsb([answering(one)]);
  expect(await viewsUntil(keepUsb(stop.signal, polled), (views) => views.length === 3)).toHaveLength(3);
  expect(polled.launched).toHaveLength(1);
});

test('a process that does not answer is killed and replaced; the hang is told as one', async () => {
  const usb = fakeUsb([silent, answering(one)]);
  expect(await viewsUntil(keepUsb(stop.signal, usb), (views) => views.includes('up 1'))).toEqual(['usb.hung', 'up 1']);
  expect(usb.launched.map(({ isKilled }) => isKilled)).toEqual([true, true]);
});

test('a process that hangs only later is found out by its next answer', async () => {
  const hangsAtTwo: Behaviour = (self, message) => {
    if (self.asked.length < 2) answering(one)(self, message);
  };
  const views = keepUsb(stop.signal, fakeUsb([hangsAtTwo, answering(one, one)]));
  expect(await viewsUntil(views, (seen) => seen.includes('up 2'))).toEqual(['up 1', 'usb.hung', 'up 2']);
});

test('beside a process that cannot be killed no other is started until it is gone', async () => {
  const usb = fakeUsb([silent, answering(one)]);
  const { launch } = usb;
  const parts = {
    ...usb,
    launch: () => {
      const process = launch();
      if (usb.launched.length === 1) Object.assign(process, { outlivesKill: true });
      return process;
    },
  };
  const seen = viewsUntil(keepUsb(stop.signal, parts), (views) => views.includes('up 1'));
  await pause(500);
  expect(usb.launched).toHaveLength(1);
  usb.launched[0]?.die();
  expect(await seen).toEqual(['usb.hung', 'up 1']);
});

test('a crash is a restart, later each time', async () => {
  const startedAt: number[] = [];
  const usb = fakeUsb([crashing, crashing, crashing, answering()], { firstRestartMs: 30, longestRestartMs: 60 });
  const parts = {
    ...usb,
    launch: () => {
      startedAt.push(performance.now());
      return usb.launch();
    },
  };
  const seen = await viewsUntil(keepUsb(stop.signal, parts), (views) => views.includes('up 0'));
  expect(seen).toEqual(['usb.restarting', 'usb.restarting', 'usb.restarting', 'up 0']);
  const [first = 0, second = 0, third = 0, fourth = 0] = startedAt;
  expect(second - first).toBeGreaterThanOrEqual(29);
  expect(third - second).toBeGreaterThanOrEqual(59);
  expect(fourth - third).toBeGreaterThanOrEqual(59);
});

const nonsense: readonly (readonly [string, unknown])[] = [
  ['no object', 7],
  ['an unknown kind', { kind: 'devoices', id: 1, devices: [] }],
  ['an answer to no question', { kind: 'devices', id: 99, devices: [] }],
  ['a port beyond a byte', { kind: 'devices', id: 1, devices: [{ ...one, ports: [256] }] }],
  ['a device with more than it may have', { kind: 'devices', id: 1, devices: [{ ...one, extra: 1 }] }],
  ['an endless serial', { kind: 'devices', id: 1, devices: [{ ...one, serial: 'x'.repeat(257) }] }],
  ['more devices than buses hold', { kind: 'devices', id: 1, devices: Array(1025).fill(one) }],
];

test.each(nonsense)('%s is a fault of the process, which is replaced', async (_name, message) => {
  const usb = fakeUsb([(self) => self.say(message), answering(one)]);
  const seen = await viewsUntil(keepUsb(stop.signal, usb), (views) => views.includes('up 1'));
  expect(seen).toEqual(['usb.restarting', 'up 1']);
  expect(usb.launched[0]?.isKilled).toBe(true);
});

test('a process that floods is replaced', async () => {
  const flood: Behaviour = (self, message) => {
    answering(one)(self, message);
    for (let count = 0; count < 100; count += 1) self.say({ kind: 'changed' });
  };
  const usb = fakeUsb([flood, answering()]);
  const seen = await viewsUntil(keepUsb(stop.signal, usb), (views) => views.includes('up 0'));
  expect(seen.at(-2)).toBe('usb.restarting');
});

test('a slow process is waited for within its limit', async () => {
  const slow: Behaviour = (self, message) => void setTimeout(() => answering(one)(self, message), 30);
  const views = keepUsb(stop.signal, fakeUsb([slow], { startMs: 5000, answerMs: 5000 }));
  expect(await viewsUntil(views, (seen) => seen.length === 2)).toEqual(['up 1', 'up 1']);
});

test('where there is no bus no process is started, until there is one', async () => {
  const usb = fakeUsb([answering(one)]);
  let looks = 0;
  const parts = { ...usb, hasBus: () => ++looks > 2 };
  const seen = await viewsUntil(keepUsb(stop.signal, parts), (views) => views.includes('up 1'));
  expect([seen, usb.launched.length]).toEqual([['usb.unavailable', 'usb.unavailable', 'up 1'], 1]);
  const bare = fakeUsb([(self, { id }) => self.say({ kind: 'no-bus', id, why: 'none' }), answering(one)]);
  const later = await viewsUntil(keepUsb(stop.signal, bare), (views) => views.includes('up 1'));
  expect(later).toEqual(['usb.unavailable', 'up 1']);
});

test('the signal ends the process and the watch, whatever it waits for', async () => {
  for (const behaviour of [silent, answering(one)]) {
    const stopped = new AbortController();
    const usb = fakeUsb([behaviour], { startMs: 60_000, pollMs: 60_000 });
    const seen = viewsUntil(keepUsb(stopped.signal, usb), () => false);
    await pause(20);
    stopped.abort();
    await seen;
    expect(usb.launched.map(({ isKilled }) => isKilled)).toEqual([true]);
  }
});
