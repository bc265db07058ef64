import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { causeOfMode } from '../../../../domain/not-detected.ts';
import type { AdbListing } from '../../../../native-adapters/android/adb/listing.ts';
import { sightingOf } from '../../../../native-adapters/watchers/adb-watcher.ts';
import { describeWhere } from '../../../needs.ts';
import { PhoneRig } from './phone-rig.ts';

const limits = { withinMs: 10_000 };
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'it succeeded',
    (error: unknown) => (error instanceof WorkstationError ? [error.code, error.facts['text'] ?? ''] : error),
  );
}

const causeOn = (listing: AdbListing) => causeOfMode(sightingOf(listing).mode);

describeWhere(['adb'], 'phones that are not simply ready, behind the real adb server', () => {
  let rig: PhoneRig;

  beforeAll(async () => {
    rig = await PhoneRig.start();
  });

  afterAll(async () => {
    await rig.stop();
  });

  test('unauthorized until a person allows it, on the same attachment', async () => {
    const rigPhone = await rig.plugIn('xperia-10-v', { condition: { hostKey: 'asks' } });
    const { listing, phone } = await rig.ready(rigPhone, 'unauthorized');
    expect(causeOn(listing)).toBe('android.unauthorized');
    expect(await errorOf(phone.shell('true', limits))).toEqual([
      'device.unauthorized',
      expect.stringMatching(/unauthorized/),
    ]);
    expect(await errorOf(phone.push(new Uint8Array(1), '/data/local/tmp/x', 0o644, limits))).toEqual([
      'device.unauthorized',
      expect.stringMatching(/unauthorized/),
    ]);
    expect(rigPhone.phone.allowHost()).toBe(true);
    const ready = await rig.ready(rigPhone);
    expect((await ready.phone.shell('exit 3', limits)).exitCode).toBe(3);
  });

  test('a phone that never completes the handshake is offline, and calls say so', async () => {
    const rigPhone = await rig.plugIn('galaxy-s23', { condition: { silent: true } });
    const { listing, phone } = await rig.ready(rigPhone, 'offline');
    expect(causeOn(listing)).toBe('android.offline');
    expect(await errorOf(phone.shell('true', limits))).toEqual(['device.offline', expect.stringMatching(/offline/)]);
  });

  test('the trade-in foyer answers its own command and refuses every other with "closed"', async () => {
    const { phone } = await rig.ready(await rig.plugIn('pixel-9'));
    const status = await phone.shell('tradeinmode getstatus', limits);
    expect([typeof JSON.parse(text(status.stdout)), status.exitCode]).toEqual(['object', 0]);
    expect(await errorOf(phone.shell('getprop', limits))).toEqual(['device.refused', 'closed']);
    expect(await errorOf(phone.push(new Uint8Array(1), '/data/local/tmp/x', 0o644, limits))).toEqual([
      'device.refused',
      'closed',
    ]);
  });

  test('rescue: its services answer as raw streams, the shell is refused', async () => {
    const rigPhone = await rig.plugIn('redmi-note-11');
    const { listing, phone } = await rig.ready(rigPhone, 'rescue');
    expect(causeOn(listing)).toBe('android.rescue');
    const stream = await phone.service('rescue-getprop:ro.product.brand', limits);
    const said: Uint8Array[] = [];
    for await (const chunk of stream) said.push(chunk);
    stream.close();
    expect(text(Buffer.concat(said)).trim()).not.toBe('');
    expect(await errorOf(phone.shell('true', limits))).toEqual(['device.refused', 'closed']);
  });

  test('recovery and sideload are states of the same phone after its reboot', async () => {
    const rigPhone = await rig.plugIn('pixel-7a');
    await (await rig.ready(rigPhone)).phone.reboot('recovery', limits);
    expect(causeOn((await rig.ready(rigPhone, 'recovery')).listing)).toBe('android.recovery');
    await rigPhone.phone.restart('sideload');
    const { listing, phone } = await rig.ready(rigPhone, 'sideload');
    expect(causeOn(listing)).toBe('android.sideload');
    expect(await errorOf(phone.shell('true', limits))).toEqual(['device.refused', 'closed']);
  });
});
