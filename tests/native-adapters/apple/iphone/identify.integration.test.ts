import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppleFacts } from '../../../../domain/apple-facts.ts';
import { type DeviceFacts, known } from '../../../../domain/device.ts';
import { deviceFacts } from '../../../../domain/device-shape.ts';
import { IphoneBench } from '../iphone-bench.ts';

const apple = (facts: DeviceFacts | undefined): AppleFacts => {
  if (!facts?.apple) throw new Error('no facts of an iPhone');
  return facts.apple;
};

/** What the practice plants in every phone and no record may hold: names of owners, telephone numbers, SIMs, Find My. */
const SECRETS = [
  /planted/i,
  /•/,
  /\+81 90/,
  /8981\d{15}/,
  /佐藤|鈴木|高橋|田中|伊藤|Watson/,
  /のiP(hone|ad)/,
  /fm-(account|spkeys)/,
];

function expectNoSecret(facts: DeviceFacts): void {
  const text = JSON.stringify(facts);
  for (const secret of SECRETS) expect(text).not.toMatch(secret);
}

const SLOTS: readonly (readonly [name: string, model: string, situations: readonly string[]])[] = [
  ['plain', 'iphone-13', []],
  ['mdm', 'iphone-13', ['mdm']],
  ['find-my-unreadable', 'iphone-13', ['find-my-unreadable']],
  ['nvram-by-diagnostics-only', 'iphone-13', ['nvram-by-diagnostics-only']],
  ['an eSIM and little charge', 'iphone-13', ['esim', 'low-battery']],
  ['in set-up', 'iphone-13', ['already-erased']],
  ['unheard of', 'iphone-future', []],
  ['an iPad', 'ipad-9', []],
  ['old', 'iphone-6', []],
];

describe('a trusted phone', () => {
  let bench: IphoneBench;
  const seen = new Map<string, DeviceFacts>();
  const of = (name: string): AppleFacts => apple(seen.get(name));

  beforeAll(async () => {
    bench = await IphoneBench.start({
      iphones: SLOTS.length,
      iphoneModels: SLOTS.map(([, model]) => model),
      iphoneSituations: Object.fromEntries(SLOTS.map(([, , situations], slot) => [slot, situations])),
    });
    for (const [slot, [name]] of SLOTS.entries()) {
      await bench.trustUntil('trusted', slot);
      seen.set(name, await bench.identify(slot));
    }
  });
  afterAll(() => bench.stop());

  test('tells its numbers, its name, its memory, its colour, its charge and its locks', () => {
    const facts = seen.get('plain');
    if (!facts) throw new Error('not read');
    expect(known(facts.serial)).toMatch(/^[0-9A-Z]{12}$/);
    expect(known(facts.imeis)).toHaveLength(2);
    expect([known(facts.model), known(facts.product)]).toEqual(['iPhone 13', 'iPhone14,5']);
    expect(known(facts.battery)).toEqual({ percent: 84, charging: true });
    const { trust, udid, ecid, capacityBytes, colour, activation, clock, ...locks } = apple(facts);
    expect([known(trust), known(activation), known(capacityBytes)]).toEqual(['trusted', 'Activated', 128e9]);
    expect(known(udid)).toBe(bench.at().serial);
    expect(known(udid)?.toLowerCase()).toContain(known(ecid) ?? 'none');
    expect(known(colour)).toMatch(/^.+ \(.+\)$/);
    expect(Math.abs((known(clock) ?? 0) - Date.now() / 1000)).toBeLessThan(600);
    const { activationLock, supervised, mdm, esim, needsActivation, isLocked, setupDone } = locks;
    const states = [activationLock, supervised, mdm, esim, needsActivation, isLocked, setupDone].map(known);
    expect(states).toEqual([false, false, false, false, false, false, true]);
  });

  test('that is managed, has an eSIM, little charge or is in set-up says so', () => {
    expect([known(of('mdm').mdm), known(of('mdm').supervised)]).toEqual([true, true]);
    expect(known(of('mdm').organisation)).toBe('株式会社 練習商事');
    expect(known(of('an eSIM and little charge').esim)).toBe(true);
    const { battery } = seen.get('an eSIM and little charge') ?? {};
    expect(battery && known(battery)).toEqual({ percent: 12, charging: false });
    const { activation, needsActivation, setupDone } = of('in set-up');
    expect([known(activation), known(needsActivation), known(setupDone)]).toEqual(['Unactivated', true, null]);
  });

  test('that withholds NVRAM leaves the lock unknown; the diagnostics relay tells it where it can', () => {
    const { activationLock, eraseRecord } = of('find-my-unreadable');
    expect([activationLock.is, eraseRecord.is]).toEqual(['not-readable', 'not-readable']);
    const relayed = of('nvram-by-diagnostics-only');
    expect([known(relayed.activationLock), relayed.activationLock.source]).toEqual([
      false,
      'diagnostics_relay IORegistry options',
    ]);
    expect(relayed.eraseRecord.is).not.toBe('not-readable');
  });

  test('of a type that no table knows is called by that type and read like every other', () => {
    const facts = seen.get('unheard of');
    if (!facts) throw new Error('not read');
    expect([known(facts.model), known(facts.product)]).toEqual(['iPhone99,9', 'iPhone99,9']);
    const { capacityBytes, colour, activationLock } = apple(facts);
    expect([known(capacityBytes), known(colour), known(activationLock)]).toEqual([512e9, '#a1b2c3', false]);
    expect(bench.adapter.propose(facts, 'inspection')).toMatchObject({
      plan: { rung: 'ios-eacs-mcinstall' },
      blockers: [],
    });
  });

  test('without a telephone has no IMEI, and an old one a UDID that says nothing of its chip', () => {
    expect(seen.get('an iPad')?.imeis.is).toBe('absent');
    expect(known(of('old').udid)).toMatch(/^[0-9A-Za-z]{40}$/);
    expect(known(of('old').capacityBytes)).toBe(16e9);
  });

  test('tells nothing that names its owner, and its facts come back from a record as they were', () => {
    expect(seen.size).toBe(SLOTS.length);
    for (const facts of seen.values()) {
      expectNoSecret(facts);
      expect(deviceFacts(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
    }
  });

  test('is read twice alike', async () => {
    const { apple: first, ...before } = seen.get('plain') ?? (await bench.identify());
    const { apple: second, ...after } = await bench.identify();
    expect(after).toEqual(before);
    expect({ ...second, clock: null }).toEqual({ ...first, clock: null });
  });
});

/** What one phone says, without what the hour changes. */
async function timelessFacts(situation: string | null): Promise<unknown> {
  const bench = await IphoneBench.start({
    iphones: 1,
    iphoneModels: ['iphone-13'],
    ...(situation === null ? {} : { iphoneSituations: { 0: [situation] } }),
  });
  try {
    await bench.trustUntil('trusted');
    const facts = await bench.identify();
    expectNoSecret(facts);
    expect(bench.board.all()).toHaveLength(1);
    return { ...facts, apple: { ...facts.apple, clock: null, eraseRecord: facts.apple?.eraseRecord.is } };
  } finally {
    await bench.stop();
  }
}

test('however its answers lie on the wire, a phone says the same', async () => {
  const plain = await timelessFacts(null);
  expect(plain).toMatchObject({ apple: { trust: { value: 'trusted' } } });
  for (const situation of ['wire-binary', 'wire-bytes', 'wire-merged', 'wire-control-bytes', 'network-twin'])
    expect(await timelessFacts(situation), situation).toEqual(plain);
});

describe.each(['recovery', 'dfu'] as const)('a phone in %s mode', (mode) => {
  test('tells its ECID without trust, is not asked for any, and is restored elsewhere', async () => {
    const bench = await IphoneBench.start({
      iphones: 1,
      iphoneModels: ['iphone-13'],
      iphoneSituations: { 0: [mode] },
    });
    try {
      expect([bench.at().mode, bench.at().source, bench.at().transport]).toEqual([`iphone-${mode}`, 'usb', null]);
      expect([bench.adapter.recognise(bench.at()), await bench.trust()]).toEqual(['generic', 'not-needed']);
      const facts = await bench.identify();
      const { udid, ecid, trust } = apple(facts);
      expect([facts.mode, known(trust), udid.is]).toEqual([`iphone-${mode}`, 'not-needed', 'not-readable']);
      expect(known(ecid)).toMatch(/^[1-9a-f][0-9a-f]+$/);
      expect(known(facts.serial) !== null).toBe(mode === 'recovery');
      expect(bench.adapter.propose(facts, 'inspection')).toMatchObject({
        plan: { rung: 'ios-restore-ipsw', closing: 'two-persons' },
        blockers: [],
      });
      expectNoSecret(facts);
    } finally {
      await bench.stop();
    }
  });
});
