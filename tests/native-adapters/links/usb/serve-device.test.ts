import { expect, test } from 'vitest';
import type { FromDevice, ToDevice } from '../../../../native-adapters/links/usb/device-messages.ts';
import { serveDevice } from '../../../../native-adapters/links/usb/serve-device.ts';
import { FakeUsbDevice } from './fake-usb-device.ts';

function serving(devices: () => Promise<readonly FakeUsbDevice[]>): {
  ask(message: ToDevice | Record<string, unknown>): Promise<FromDevice>;
} {
  let hear: (answer: FromDevice) => void = () => undefined;
  const serve = serveDevice({ devices, driverOf: async () => null, tell: (answer) => hear(answer) });
  return {
    ask: (message) =>
      new Promise((resolve) => {
        hear = resolve;
        serve(message);
      }),
  };
}

const OPEN = { kind: 'open', id: 1, path: 'usb:1-2', vendorId: 0x054c, productId: 0x06c3, serial: null } as const;

test('every question has one answer with its number, whatever it comes to', async () => {
  const device = new FakeUsbDevice();
  const { ask } = serving(async () => [device]);
  expect(await ask({ kind: 'in', id: 1, withinMs: 5 })).toMatchObject({ kind: 'failed', id: 1, code: 'reader.absent' });
  expect(await ask({ kind: 'close', id: 2 })).toEqual({ kind: 'done', id: 2 });
  expect(await ask({ ...OPEN, id: 3 })).toEqual({ kind: 'done', id: 3 });
  expect(await ask({ ...OPEN, id: 4 })).toMatchObject({ kind: 'failed', id: 4, code: 'reader.busy' });
  expect(await ask({ kind: 'in', id: 5, withinMs: 5 })).toEqual({ kind: 'came', id: 5, bytes: null });
  device.sends([1]);
  expect(await ask({ kind: 'in', id: 6, withinMs: 50 })).toEqual({ kind: 'came', id: 6, bytes: Uint8Array.of(1) });
  const out = { kind: 'out', bytes: Uint8Array.of(1), withinMs: 50 };
  expect(await ask({ ...out, id: 7 })).toEqual({ kind: 'done', id: 7 });
  device.failing.set('out', ['odd']);
  expect(await ask({ ...out, id: 8 })).toEqual({ kind: 'failed', id: 8, code: 'reader.protocol', what: 'odd' });
  expect(await ask({ kind: 'close', id: 9 })).toEqual({ kind: 'done', id: 9 });
  expect(device.isClosed).toBe(true);
});

test('buses that cannot be listed are an answer too, and what means nothing is none', async () => {
  const words = '/sys/bus/usb/devices/ not found (errno 2)';
  const { ask } = serving(() => Promise.reject(new Error(words)));
  const told: unknown[] = [];
  const serve = serveDevice({ devices: async () => [], driverOf: async () => null, tell: (one) => told.push(one) });
  for (const nonsense of [7, null, { kind: 'opens', id: 1 }, { ...OPEN, id: 0 }, { kind: 'out', id: 1, bytes: [1] }])
    serve(nonsense);
  expect(await ask(OPEN)).toEqual({ kind: 'failed', id: 1, code: 'reader.absent', what: words });
  expect(told).toEqual([]);
});
