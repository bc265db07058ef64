import { expect, test } from 'vitest';
import type { ReaderTransport } from '../../../../domain/reader.ts';
import { FrameInbox } from '../../../../native-adapters/felica/readers/frame-inbox.ts';
import { Port100Stream } from '../../../../native-adapters/felica/readers/rc-s380/frame.ts';
import { bytesOf, vector } from '../vectors.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** A reader that says one thing after the other, each after its time; `asked` keeps how long it was waited for. */
function slowReader(clock: VirtualClock, everyMs: number, next: () => Uint8Array | null) {
  const asked: number[] = [];
  const transport: ReaderTransport = {
    write: () => Promise.reject(new Error('nobody writes here')),
    read: async (withinMs) => {
      asked.push(withinMs);
      clock.pass(Math.min(withinMs, everyMs));
      return withinMs < everyMs ? null : next();
    },
    close: async () => undefined,
  };
  return { asked, inbox: new FrameInbox(transport, new Port100Stream(), clock) };
}

test('a reader that trickles garbage is waited for as long as was said, and no longer', async () => {
  const clock = new VirtualClock();
  const { asked, inbox } = slowReader(clock, 100, () => bytesOf('aa'));
  expect(await inbox.next(1000)).toEqual({ is: 'damaged', afterGarbage: true });
  expect(clock.now()).toBe(1000);
  expect(asked).toEqual([1000, 900, 800, 700, 600, 500, 400, 300, 200, 100]);
});

test('what could be an error frame is not waited for to the end', async () => {
  const clock = new VirtualClock();
  const parts = [bytesOf('0000ff'), bytesOf('ffff')];
  const { asked, inbox } = slowReader(clock, 1, () => parts.shift() ?? null);
  expect(await inbox.next(1000)).toEqual({ is: 'error', afterGarbage: false });
  expect(asked).toEqual([1000, 999, 50]);
});

test('what comes slowly but whole is a frame, and nothing is nothing', async () => {
  const clock = new VirtualClock();
  const bytes = [...vector('V1', '<')].map((byte) => Uint8Array.of(byte));
  const { inbox } = slowReader(clock, 10, () => bytes.shift() ?? null);
  expect(await inbox.next(1000)).toMatchObject({ is: 'data' });
  expect(await inbox.next(30)).toBeNull();
});

test('draining ends with silence, or with patience', async () => {
  const clock = new VirtualClock();
  const left = [bytesOf('0000ff00ff00'), bytesOf('0000ff')];
  const some = slowReader(clock, 1, () => left.shift() ?? null);
  await some.inbox.drain(10);
  expect(some.asked).toEqual([10, 10, 10]);
  expect(await some.inbox.next(5)).toBeNull();
  const endless = slowReader(clock, 1, () => bytesOf('aa'));
  await endless.inbox.drain(10);
  expect(endless.asked).toHaveLength(64);
});
