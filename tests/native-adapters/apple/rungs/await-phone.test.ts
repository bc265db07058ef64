import { afterEach, expect, test } from 'vitest';
import { findAppleModel } from '../../../../domain/apple-models.ts';
import { WorkstationError } from '../../../../domain/errors.ts';
import { portId } from '../../../../domain/ids.ts';
import type { Attachment } from '../../../../domain/port.ts';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import { awaitReturning } from '../../../../native-adapters/apple/rungs/await-phone.ts';
import { TrustDesk } from '../../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { contextWith } from '../../android/fake-context.ts';
import { SHORT_PATIENCE } from '../../android/phone-bench.ts';
import { FakePhone, type Said } from '../fake-lockdown.ts';
import { FakeMux } from '../fake-mux.ts';

const HERE: Attachment = {
  port: portId('usb:1-1'),
  source: 'usbmuxd',
  path: null,
  serial: '00008030-001A2B3C4D5E6F70',
  mode: 'iphone',
  transport: '7',
  detail: null,
};
const RESTORED: Said = { Request: 'QueryType', Type: 'com.apple.mobile.restored' };
const open: FakeMux[] = [];

afterEach(async () => {
  for (const mux of open.splice(0)) await mux.stop();
});

/** A phone that comes to the port so many times and then no more, and what answers there each time. */
async function returning(times: number, answers: (visit: number) => Said | undefined) {
  const waited: (number | null)[] = [];
  const phone = new FakePhone({
    says: ({ Request: name }) => (name === 'QueryType' ? answers(waited.length) : undefined),
  });
  const mux = await FakeMux.start(phone.behindMux);
  open.push(mux);
  const usbmuxd = new Usbmuxd(mux.address);
  const trust = new TrustDesk(usbmuxd, new HostIdentity(() => new Date()));
  const findModel = () => findAppleModel([], { productType: null, modelNumber: null });
  const bench = { usbmuxd, trust, findModel, patience: { ...SHORT_PATIENCE, reconnectMs: 100 } };
  const context = contextWith({
    attachment: () => HERE,
    mark: () => waited.length,
    awaitReturn: async (since) => {
      if (waited.length >= times) throw new WorkstationError('device.not-returned');
      waited.push(since);
      return HERE;
    },
  });
  return { waited, returned: awaitReturning(context, bench, 0) };
}

test('a phone that runs its system has returned', async () => {
  const { returned, waited } = await returning(1, () => undefined);
  expect([(await returned).data, waited]).toMatchObject([{ mode: 'iphone', deviceId: '7' }, [0]]);
});

test('a phone that is being restored has not: it is waited for until it has left again and runs', async () => {
  const { returned, waited } = await returning(3, (visit) => (visit < 3 ? RESTORED : undefined));
  expect([(await returned).kind, waited]).toEqual(['return', [0, 1, 2]]);
});

test('a phone that is still being restored when patience ends is not known to have returned', async () => {
  const { returned } = await returning(1, () => RESTORED);
  await expect(returned).rejects.toThrow('device.not-returned');
});

test('a phone that does not say what it is has returned, and is read next', async () => {
  const { returned } = await returning(1, () => 'hang-up');
  expect((await returned).kind).toBe('return');
});
