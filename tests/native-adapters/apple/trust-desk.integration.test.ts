import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { known } from '../../../domain/device.ts';
import { HostIdentity } from '../../../native-adapters/apple/lockdownd/host-identity.ts';
import { TrustDesk } from '../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { watchUsbmuxd } from '../../../native-adapters/watchers/usbmuxd-watcher.ts';
import { layIphones } from '../../../practice/apple/iphone-rack.ts';
import type { PracticeRackOptions } from '../../../practice/index.ts';
import { SeededRandom } from '../../../practice/random.ts';
import { IphoneBench } from './iphone-bench.ts';

const ONE = { iphones: 1, iphoneModels: ['iphone-13'] } as const;
const LINUX = { ...ONE, muxLife: 'ends-with-last-phone' } as const;

async function onBench(
  options: Partial<PracticeRackOptions> & { readonly iphones: number },
  work: (bench: IphoneBench) => Promise<void>,
): Promise<void> {
  const bench = await IphoneBench.start(options);
  try {
    await work(bench);
  } finally {
    await bench.stop();
  }
}

/** The phone of a slot as trust knows it. */
function plugged(bench: IphoneBench, slot = 0) {
  const { serial, transport } = bench.at(slot);
  return { udid: serial ?? '', deviceId: Number(transport) };
}

describe.concurrent('where the daemon ends with its only iPhone and counts from 1 again', () => {
  test('a phone on which Don’t Trust was tapped is asked again once it was plugged in anew', () =>
    onBench({ ...LINUX, faults: ['trust-denied'] }, async (bench) => {
      await bench.trustUntil('denied');
      const before = bench.at().transport;
      await bench.replug();
      expect(bench.at().transport).toBe(before);
      expect(known((await bench.identify()).apple?.trust ?? { is: 'absent', source: '' })).toBeNull();
      expect(await bench.trust()).toBe('asked');
    }));

  test('a phone that was left alone after its job is asked again once it was plugged in anew', () =>
    onBench({ ...LINUX, iphoneSituations: { 0: ['already-erased'] } }, async (bench) => {
      expect(await bench.trust()).toBe('trusted');
      bench.bench.trust.leaveAlone(plugged(bench));
      expect(await bench.trust()).toBe('not-needed');
      await bench.replug();
      expect(await bench.trust()).toBe('trusted');
    }));
});

/** Whether the daemon keeps a record of the phone of a slot. */
async function isKept(bench: IphoneBench, slot = 0): Promise<boolean> {
  return (await bench.rack.truth(bench.port(slot))).leftFiles > 0;
}

describe.concurrent('the keys of a pairing', () => {
  test('are gone from this computer when a phone that was only looked at stays away', async ({ expect }) => {
    const { trust, phone, rack } = await trusting(10);
    try {
      trust.see([phone]);
      trust.see([]);
      await expect.poll(() => rack.keepsRecord(phone.udid)).toBe(false);
    } finally {
      await rack.stop();
    }
  });

  test('stay with a phone that is back soon, as one is that has just been paired', async ({ expect }) => {
    const { trust, phone, rack } = await trusting(60);
    try {
      trust.see([]);
      trust.see([phone]);
      await pause(150);
      expect(rack.keepsRecord(phone.udid)).toBe(true);
    } finally {
      await rack.stop();
    }
  });

  test('outlive the daemon, and are removed when it is back and the phone is not', async ({ expect }) => {
    const { trust, phone, rack } = await trusting(10);
    try {
      trust.see(null);
      await rack.usbmuxd.kill();
      trust.see([]);
      await pause(100);
      expect(rack.keepsRecord(phone.udid)).toBe(true);
      await rack.usbmuxd.start();
      trust.see([]);
      await expect.poll(() => rack.keepsRecord(phone.udid)).toBe(false);
    } finally {
      await rack.stop();
    }
  });

  test('are kept while a job needs them, wherever its phone is, and go when it has ended', () =>
    onBench(ONE, async (bench) => {
      await bench.trustUntil('trusted');
      const phone = plugged(bench);
      bench.bench.trust.keepForJob(phone.udid);
      bench.bench.trust.see([]);
      await bench.bench.trust.close();
      await bench.replug();
      expect(await isKept(bench)).toBe(true);
      expect(await bench.trust()).toBe('trusted');
      await bench.bench.trust.release(phone.udid, plugged(bench));
      expect(await isKept(bench)).toBe(false);
      // The phone has forgotten them as well, and asks again.
      expect(await bench.trust()).toBe('asked');
    }));

  test('that another program made are left to it', () =>
    onBench(ONE, async (bench) => {
      await bench.trustUntil('trusted');
      const phone = plugged(bench);
      const { usbmuxd } = bench;
      const other = new TrustDesk(usbmuxd, new HostIdentity(() => new Date()));
      expect(await other.trust(phone, { withinMs: 10_000 })).toBe('trusted');
      other.keepForJob(phone.udid);
      await other.release(phone.udid, phone);
      other.see([]);
      await other.close();
      expect(await isKept(bench)).toBe(true);
      expect(await bench.trust()).toBe('trusted');
    }));

  test('do not outlive the watch', async ({ expect }) => {
    const { trust, phone, rack, usbmuxd } = await trusting(60_000);
    try {
      const stop = new AbortController();
      const watch = watchUsbmuxd(usbmuxd, trust, stop.signal);
      await watch.next();
      expect(rack.keepsRecord(phone.udid)).toBe(true);
      stop.abort();
      expect((await watch.next()).done).toBe(true);
      expect(rack.keepsRecord(phone.udid)).toBe(false);
    } finally {
      await rack.stop();
    }
  });
});

describe.concurrent('a phone that was not erased', () => {
  test('is never let pass for one that pairs in silence, because somebody tapped Trust for this computer before', () =>
    onBench({ ...ONE, iphoneSituations: { 0: ['not-trusted'] } }, async (bench) => {
      // Debian's usbmuxd asks by itself as soon as a phone is plugged in, and names the same computer.
      const daemon = new TrustDesk(bench.usbmuxd, new HostIdentity(() => new Date()));
      const limits = { withinMs: 10_000 };
      expect(await daemon.trust(plugged(bench), limits)).toBe('asked');
      await bench.follow('trust-computer');
      expect(await bench.bench.trust.pair(plugged(bench), limits)).toMatchObject({ is: 'paired' });
      expect(await bench.bench.trust.pairAsStranger(plugged(bench), limits)).toEqual({
        is: 'refused',
        error: 'PairingDialogResponsePending',
      });
    }));
});

/** A phone that trusts this computer, and nobody who watches it. */
async function trusting(goneAfterMs: number) {
  const wishes = { iphones: 1, models: ['iphone-13'], situations: { 0: ['already-erased'] } };
  const rack = await layIphones(wishes, new SeededRandom('trust'));
  await rack.usbmuxd.start();
  const usbmuxd = new Usbmuxd({ is: 'tcp', host: '127.0.0.1', port: rack.usbmuxd.port });
  const trust = new TrustDesk(usbmuxd, new HostIdentity(() => new Date()), { goneAfterMs });
  const [phone] = await usbmuxd.listDevices();
  if (!phone || (await trust.trust(phone, { withinMs: 10_000 })) !== 'trusted') throw new Error('no trust');
  return { rack, usbmuxd, trust, phone };
}
