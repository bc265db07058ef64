import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeWhere } from '../needs.ts';
import { GUEST_PACKAGES, runInGuest } from './run-in-guest.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const waited = <Found extends z.ZodType>(found: Found) => z.strictObject({ found, afterMs: z.number() });
const factsSchema = z.strictObject({
  phone: z.object({ serial: z.string(), model: z.string() }),
  'adb lists the phone': waited(z.literal('android')),
  'our USB process sees the phone': waited(z.object({ path: z.string(), serial: z.string(), mode: z.string() })),
  'adb devices': z.string(),
  'hakushi ports --json': z.unknown(),
  'given without our rules': z.literal(false),
  'back after a replug': waited(z.literal('android')),
  'given with our rules': z.literal(true),
  'in its bootloader': waited(z.literal('bootloader')),
  'given in its bootloader': z.literal(true),
  'with debugging off': waited(z.literal('debugging-off')),
  'back in Android': waited(z.literal('android')),
  'given as a reader': z.literal(true),
  'the hang is told': waited(z.literal('usb.hung')),
  'phone beside the hang': z.literal('android'),
  'phone speaks beside the hang': z.string(),
  'a hung process makes room for another': z.literal(true),
});

describeWhere(['root', 'adb', 'udev', ...GUEST_PACKAGES], 'phones over a real USB stack', () => {
  test('adb, our USB watch and the command line agree on the port, over replugs, modes and a dead reader', async () => {
    const sharedFolder = await mkdtemp(join(tmpdir(), 'hakushi-usb-'));
    try {
      // A kernel with a stuck driver does not shut down in order; the last line restarts it at once, which ends the guest.
      const script = `
        cd ${PROJECT}
        /lib/systemd/systemd-udevd --daemon
        udevadm trigger && udevadm settle
        ${process.execPath} tests/guest/usb/usb-job.ts
        echo "GUEST exit $?"
        echo b > /proc/sysrq-trigger
      `;
      const modules = ['vhci-hcd', 'port100'];
      const run = await runInGuest({ script, sharedFolder, modules, memoryMiB: 2048, withinMs: 240_000 });
      console.log(`USB guest: ${Math.round(run.tookMs)} ms from start to gone\n${run.console}`);
      expect(run.exitCode, run.console).toBe(0);
      const facts = factsSchema.parse(JSON.parse(await readFile(join(sharedFolder, 'result.json'), 'utf8')));
      const { serial, model } = facts.phone;
      expect(facts['adb devices']).toMatch(new RegExp(`^${serial} +device usb:1-1 `, 'm'));
      expect(facts['our USB process sees the phone'].found).toMatchObject({
        path: 'usb:1-1',
        serial,
        mode: 'waiting-for-adb',
      });
      expect(facts['hakushi ports --json']).toEqual({
        ports: [{ port: 'usb:1-1', state: 'android', device: { maker: 'Google', model, serial } }],
      });
      expect(facts['phone speaks beside the hang']).toBe(model);
    } finally {
      await rm(sharedFolder, { recursive: true, force: true });
    }
  });
});
