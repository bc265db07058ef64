import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppleFacts } from '../../../../domain/apple-facts.ts';
import { type DeviceFacts, isIdentified, known } from '../../../../domain/device.ts';
import type { PhoneMode } from '../../../../domain/port.ts';
import { Lockdown } from '../../../../native-adapters/apple/lockdownd/lockdown.ts';
import { sampleIphone } from '../../../domain/iphone-facts.ts';
import { IphoneBench } from '../iphone-bench.ts';

const apple = (facts: DeviceFacts): AppleFacts => {
  if (!facts.apple) throw new Error('no facts of an iPhone');
  return facts.apple;
};
/** The names of all facts that were read. */
const readOf = (facts: DeviceFacts): readonly string[] =>
  [...Object.entries(facts), ...Object.entries(apple(facts))]
    .filter(([, reading]) => typeof reading === 'object' && 'is' in reading && reading.is === 'value')
    .map(([name]) => name)
    .toSorted();

const OPEN = ['buildVersion', 'colour', 'ecid', 'maker', 'model', 'osVersion', 'product', 'productType', 'udid'];

describe('a phone that is asked to trust', () => {
  let bench: IphoneBench;
  beforeAll(async () => {
    bench = await IphoneBench.start({
      iphones: 4,
      iphoneModels: ['iphone-13'],
      iphoneSituations: { 0: ['not-trusted'], 1: ['phone-locked'], 2: ['supervised'], 3: ['already-erased'] },
    });
  });
  afterAll(() => bench.stop());

  test('is recognised by the mode of its port and by nothing else', () => {
    const modes: readonly PhoneMode[] = ['android', 'waiting-for-usbmuxd', 'debugging-off', 'unknown', 'recovery'];
    for (const mode of modes) expect(bench.adapter.recognise({ ...bench.at(), mode })).toBe('none');
    for (const mode of ['iphone', 'iphone-recovery', 'iphone-dfu'] as const)
      expect(bench.adapter.recognise({ ...bench.at(), mode })).toBe('generic');
    expect(bench.adapter.canShowPort(sampleIphone())).toBe(false);
  });

  test('tells before that its numbers, type and versions and nothing that names its owner', async () => {
    const facts = await bench.identify(0);
    expect(readOf(facts)).toEqual(OPEN);
    expect(apple(facts).trust.is).toBe('not-readable');
    expect([isIdentified(facts), known(facts.serial), known(facts.imeis)]).toEqual([true, null, null]);
  });

  test('is trusted once a person has tapped, after any number of questions of which it sees one', async () => {
    expect([await bench.trust(0), await bench.trust(0)]).toEqual(['asked', 'asked']);
    expect(known(apple(await bench.identify(0)).trust)).toBe('asked');
    await bench.follow('trust-computer', 0);
    expect(await bench.trust(0)).toBe('trusted');
    expect(known(apple(await bench.identify(0)).trust)).toBe('trusted');
    const { serial } = bench.at(0);
    const record = await bench.bench.trust.record(serial ?? '');
    expect(await bench.trust(0)).toBe('trusted');
    expect((await bench.bench.trust.record(serial ?? ''))?.hostId).toBe(record?.hostId);
  });

  test('waits while it is locked, and asks after it was unlocked', async () => {
    expect([await bench.trust(1), await bench.trust(1)]).toEqual(['locked', 'locked']);
    await bench.follow('unlock-screen', 1);
    await bench.trustUntil('trusted', 1);
  });

  test('of another organisation says so, and shows no question', async () => {
    expect(await bench.trust(2)).toBe('supervised-elsewhere');
    expect(known(apple(await bench.identify(2)).trust)).toBe('supervised-elsewhere');
  });

  test('in set-up trusts at once, and is left alone after its job until it is plugged in anew', async () => {
    expect(await bench.trust(3)).toBe('trusted');
    const { serial, transport } = bench.at(3);
    bench.bench.trust.leaveAlone({ udid: serial ?? '', deviceId: Number(transport) });
    expect(await bench.trust(3)).toBe('not-needed');
    await bench.replug(3);
    expect(await bench.trust(3)).toBe('trusted');
  });

  test('is not called trusted by what it said before, once it has forgotten the pairing', async () => {
    const { serial, transport } = bench.at(0);
    const record = await bench.bench.trust.record(serial ?? '');
    if (!record) throw new Error('no record');
    const phone = { udid: serial ?? '', deviceId: Number(transport) };
    const lockdown = await Lockdown.open(bench.usbmuxd, phone.deviceId);
    expect(await lockdown.unpair(record)).toMatchObject({ ok: true });
    lockdown.close();
    expect(await bench.bench.trust.tryRecord(phone, record, { withinMs: 5_000 })).toBe('InvalidHostID');
    expect(known(apple(await bench.identify(0)).trust)).not.toBe('trusted');
  });
});

test('a phone on which Don’t Trust was tapped stays denied until it is plugged in anew, and is not asked before', async () => {
  const bench = await IphoneBench.start({ iphones: 1, iphoneModels: ['iphone-13'], faults: ['trust-denied'] });
  try {
    await bench.trustUntil('denied');
    const before = bench.usbmuxd.traffic();
    expect([await bench.trust(), await bench.trust()]).toEqual(['denied', 'denied']);
    expect(bench.usbmuxd.traffic()).toEqual(before);
    expect(known(apple(await bench.identify()).trust)).toBe('denied');
    await bench.replug();
    expect(known(apple(await bench.identify()).trust)).toBeNull();
    expect(await bench.trust()).toBe('asked');
  } finally {
    await bench.stop();
  }
});

test('a look at a phone changes nothing: no pairing is made, and no question stands on its screen', async () => {
  const bench = await IphoneBench.start({ iphones: 1, iphoneSituations: { 0: ['not-trusted'] } });
  try {
    const [first, second] = [await bench.identify(), await bench.identify()];
    expect(second).toEqual(first);
    expect((await bench.rack.truth(bench.port())).leftFiles).toBe(0);
    // Whoever is sent to tap Trust now finds nothing to tap, so that the phone asks when it is asked.
    await bench.follow('trust-computer');
    expect(await bench.trust()).toBe('asked');
    await bench.identify();
    expect((await bench.rack.truth(bench.port())).leftFiles).toBe(0);
  } finally {
    await bench.stop();
  }
});
