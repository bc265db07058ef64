import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { practiceBus } from '../../../main/practice/practice-bus.ts';
import type { PracticeUsb, PracticeUsbDevice } from '../../../practice/index.ts';

const device = (address: number, productId = 0x12a8): PracticeUsbDevice => ({
  bus: '9',
  address,
  ports: [address],
  vendorId: 0x05ac,
  productId,
  serial: `S${address}`,
  maker: 'Apple Inc.',
  product: 'iPhone',
  interfaces: [],
});

/** A bus on which a test plugs and pulls. */
class Sockets implements PracticeUsb {
  here: PracticeUsbDevice[] = [];
  readonly listeners = new Set<() => void>();

  devices(): readonly PracticeUsbDevice[] {
    return this.here;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  show(...devices: PracticeUsbDevice[]): void {
    this.here = devices;
    for (const listener of this.listeners) listener();
  }
}

function follow(usb: Sockets) {
  const stop = new AbortController();
  const seen: string[] = [];
  const finished = (async () => {
    for await (const view of practiceBus({ usb }).watch(stop.signal))
      seen.push(view.up ? view.devices.map(({ serial }) => serial).join('+') : view.why);
  })();
  return { stop, seen, finished };
}

test('tells at once what is plugged in, and then every change', async () => {
  const usb = new Sockets();
  usb.here = [device(2)];
  const { stop, seen, finished } = follow(usb);
  await expect.poll(() => seen).toEqual(['S2']);
  usb.show(device(2), device(3));
  await expect.poll(() => seen).toEqual(['S2', 'S2+S3']);
  usb.show();
  await expect.poll(() => seen).toEqual(['S2', 'S2+S3', '']);
  stop.abort();
  await finished;
  expect(usb.listeners.size).toBe(0);
});

test('gives who is slow the newest state, and who stops nothing more', async () => {
  const usb = new Sockets();
  const stop = new AbortController();
  const views = practiceBus({ usb }).watch(stop.signal)[Symbol.asyncIterator]();
  expect(await views.next()).toMatchObject({ value: { up: true, devices: [] } });
  usb.show(device(2));
  usb.show(device(3), device(4));
  expect(await views.next()).toMatchObject({ value: { devices: [{ serial: 'S3' }, { serial: 'S4' }] } });
  const waiting = views.next();
  await pause(5);
  stop.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  usb.show(device(5));
  expect(await views.next()).toMatchObject({ done: true });
});

test('stops before it began where nobody wants it any more, and serves each watcher for itself', async () => {
  const usb = new Sockets();
  const over = AbortSignal.abort();
  for await (const view of practiceBus({ usb }).watch(over)) expect.fail(JSON.stringify(view));
  const [one, other] = [follow(usb), follow(usb)];
  await expect.poll(() => [one.seen.length, other.seen.length]).toEqual([1, 1]);
  one.stop.abort();
  await one.finished;
  usb.show(device(2));
  await expect.poll(() => other.seen).toEqual(['', 'S2']);
  expect(one.seen).toEqual(['']);
  other.stop.abort();
  await other.finished;
  expect(usb.listeners.size).toBe(0);
});

test('hands out copies, so that nobody changes the bus by what was seen of it', async () => {
  const usb = new Sockets();
  usb.here = [device(2)];
  const views = practiceBus({ usb }).watch(new AbortController().signal)[Symbol.asyncIterator]();
  const { value } = await views.next();
  expect(value?.up && value.devices[0]).toEqual(usb.here[0]);
  expect(value?.up && value.devices[0]).not.toBe(usb.here[0]);
  await views.return?.();
  expect(usb.listeners.size).toBe(0);
});
