import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { usbDeviceSchema } from '../../../native-adapters/links/usb/usb-messages.ts';
import {
  type PracticeRack,
  type PracticeRackOptions,
  practiceAndroidFaults,
  practiceFaults,
  practiceFaultTexts,
  practiceIphoneFaults,
  practiceIphoneModels,
  startPracticeRack,
  startPracticeRackApart,
} from '../../../practice/index.ts';
import { until } from './one-rack.ts';
import { TestComputer } from './test-computer.ts';

type Start = (options: PracticeRackOptions) => Promise<PracticeRack>;

async function withRack(
  wishes: Partial<PracticeRackOptions>,
  work: (rack: PracticeRack) => Promise<void>,
  start: Start = startPracticeRack,
): Promise<void> {
  const workFolder = mkdtempSync(join(tmpdir(), 'rack-apple-'));
  try {
    const plain = { phones: 0, seed: 'mixed', faults: [], workFolder, adb: 'in-process' as const };
    const rack = await start({ ...plain, ...wishes });
    try {
      await work(rack);
    } finally {
      await rack.stop();
    }
    expect(readdirSync(workFolder)).toEqual([]);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

describe('a rack with iPhones', () => {
  it('stands beside Android phones, which come first', () =>
    withRack({ phones: 2, iphones: 3, iphoneSituations: { 1: ['recovery'] } }, async (rack) => {
      expect(rack.phones.map(({ port, platform, model }) => [port, platform, model])).toEqual([
        ['usb:1-1.1', 'android', 'pixel-9'],
        ['usb:1-1.2', 'android', 'aquos-sense4'],
        ['usb:9-1', 'iphone', 'iphone-13'],
        ['usb:9-2', 'iphone', 'iphone-8'],
        ['usb:9-3', 'iphone', 'iphone-se-2'],
      ]);
      expect(rack.phones[3]?.situations).toEqual(['recovery']);
      const computer = await TestComputer.at(rack.usbmuxd?.port ?? 0);
      expect(await computer.devices()).toHaveLength(2);
      expect(rack.usb.devices().map((device) => usbDeviceSchema.parse(device))).toEqual(rack.usb.devices());
      expect((await rack.person.follow('usb:9-2', 'look-at-screen')).saw).toBe('no-command');
      expect((await rack.person.follow('usb:1-1.2', 'trust-computer')).saw).toBe('home');
      expect((await rack.truth('usb:9-1')).userData).toBeGreaterThan(0);
      expect((await rack.truth('usb:1-1.2')).userData).toBeGreaterThan(0);
      await expect(rack.truth('usb:9-4')).rejects.toThrow('no practice phone');
    }));

  it('needs no Android phone, has no daemon without iPhones, and refuses what it cannot hold', async () => {
    await withRack({ iphones: 1 }, async (rack) => {
      expect([rack.adb, rack.phones.length, rack.adbServer.port > 0]).toEqual(['in-process', 1, true]);
    });
    await withRack({ phones: 1 }, async (rack) => {
      expect([rack.usbmuxd, rack.usb.devices()]).toEqual([null, []]);
    });
    const refused = async (wishes: Partial<PracticeRackOptions>, why: string) =>
      expect(withRack({ iphones: 1, ...wishes }, async () => undefined)).rejects.toThrow(why);
    await refused({ iphones: 65 }, '0 to 64');
    await refused({ iphones: 0 }, '1 to 64');
    await refused({ iphoneModels: ['no-such'] }, 'no practice iPhone model');
    await refused({ iphoneSituations: { 0: ['no-such'] } }, 'no practice situation');
    await refused({ faults: ['unplugged'] }, 'no phone is left');
    await refused({ faults: ['rrts-nvram', 'stale-nvram'] }, 'as many phones');
  });

  it('is the same for the same seed', async () => {
    const look = async (seed: string) => {
      const seen: unknown[] = [];
      await withRack(
        { iphones: 4, phones: 2, seed, faults: ['never-returns', 'rrts-nvram', 'unplugged'] },
        async (rack) => {
          seen.push(
            rack.phones,
            rack.usb.devices().map(({ serial }) => serial),
          );
        },
      );
      return seen;
    };
    const first = await look('one');
    expect(await look('one')).toEqual(first);
    expect(await look('two')).not.toEqual(first);
  });

  it('gives faults to phones of the platform that knows them, and shared ones to either', async () => {
    const hit = new Set<string>();
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      await withRack(
        { iphones: 2, phones: 2, seed, faults: ['never-returns', 'stale-nvram', 'unplugged'] },
        async (rack) => {
          const platformOf = (fault: string) => rack.phones.find((phone) => phone.fault === fault)?.platform ?? 'none';
          expect([platformOf('stale-nvram'), platformOf('unplugged')]).toEqual(['iphone', 'android']);
          hit.add(platformOf('never-returns'));
        },
      );
    }
    expect([...hit].sort()).toEqual(['android', 'iphone']);
    expect(new Set(practiceFaults).size).toBe(practiceFaults.length);
    expect(new Set([...practiceAndroidFaults, ...practiceIphoneFaults])).toEqual(new Set(practiceFaults));
    expect([...practiceFaultTexts.keys()]).toEqual(practiceFaults);
  });

  it('tells its USB changes and its daemon from a process of its own', () =>
    withRack(
      { iphones: 2, iphoneModels: practiceIphoneModels.slice(2, 4) },
      async (rack) => {
        const [first] = rack.usb.devices();
        expect(rack.usb.devices()).toHaveLength(2);
        const seen: number[] = [];
        const off = rack.usb.onChange(() => seen.push(rack.usb.devices().length));
        const computer = await TestComputer.at(rack.usbmuxd?.port ?? 0);
        expect((await computer.devices()).map(({ udid }) => udid.replace('-', ''))).toEqual(
          rack.usb.devices().map(({ serial }) => serial),
        );
        expect((await rack.person.follow('usb:9-1', 'erase-in-ios-settings')).saw).toBe('setup-screen');
        expect(await until(() => seen.length === 2)).toBe(true);
        expect(seen).toEqual([1, 2]);
        expect(rack.usb.devices()[0]).toMatchObject({ serial: first?.serial, ports: [1] });
        expect(await rack.truth('usb:9-1')).toMatchObject({ userData: 0, wipes: 1 });
        off();
        let told = 0;
        rack.usb.onChange(() => {
          told += 1;
        });
        await rack.stop();
        expect([told > 0, rack.usb.devices()]).toEqual([true, []]);
      },
      (options) => startPracticeRackApart(options, forkLauncher),
    ));

  it('holds sixty-four iPhones that are listed at once', () =>
    withRack({ iphones: 64 }, async (rack) => {
      const computer = await TestComputer.at(rack.usbmuxd?.port ?? 0);
      const devices = await computer.devices();
      expect(new Set(devices.map(({ udid }) => udid)).size).toBe(64);
      expect(new Set(devices.map(({ location }) => location)).size).toBe(64);
    }));
});
