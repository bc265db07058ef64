import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeWhere } from '../needs.ts';
import { GUEST_PACKAGES } from './run-in-guest.ts';
import { runNodeJob } from './run-node-job.ts';

const waited = <Found extends z.ZodType>(found: Found) => z.strictObject({ found, afterMs: z.number() });
const looked = z.object({
  saw: z.object({
    devices: z.array(z.record(z.string(), z.unknown())),
    sockets: z.number().min(1),
    unanswered: z.array(z.string()),
  }),
});
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
  'causes: in its bootloader': looked,
  'causes: with debugging off': looked,
  'causes: beside the hang': looked,
  'the hang is told': waited(z.literal('usb.hung')),
  'phone beside the hang': z.literal('android'),
  'phone speaks beside the hang': z.string(),
  'a hung process makes room for another': z.literal(true),
});

describeWhere(['root', 'adb', 'udev', ...GUEST_PACKAGES], 'phones over a real USB stack', () => {
  test('adb, our USB watch and the command line agree on the port, over replugs, modes and a dead reader', async () => {
    const facts = factsSchema.parse(await runNodeJob('tests/guest/usb/usb-job.ts'));
    const { serial, model } = facts.phone;
    expect(facts['adb devices']).toMatch(new RegExp(`^${serial} +device usb:1-1 `, 'm'));
    expect(facts['our USB process sees the phone'].found).toMatchObject({
      path: 'usb:1-1',
      serial,
      mode: 'waiting-for-adb',
    });
    expect(facts['hakushi ports --json']).toEqual({
      ports: [{ port: 'usb:1-1', state: 'android', device: { maker: 'Google', model, serial } }],
      blind: [],
    });
    expect(facts['phone speaks beside the hang']).toBe(model);
    const usable = { port: 'usb:1-1', opens: true, allowed: true, configured: true };
    expect(facts['causes: in its bootloader'].saw).toMatchObject({
      unanswered: [],
      devices: [{ ...usable, kind: 'phone-bootloader' }],
    });
    expect(facts['causes: with debugging off'].saw.devices).toMatchObject([{ ...usable, kind: 'phone-files' }]);
    // The driver holds the reader's lock for ever: what only the locked files hold is said not to be known, the rest is.
    expect(facts['causes: beside the hang'].saw).toMatchObject({
      unanswered: ['power'],
      devices: [
        { ...usable, kind: 'phone-debugging' },
        { port: 'usb:1-2', kind: 'rc-s380', heldBy: 'port100' },
        { ...usable, port: 'usb:1-3', kind: 'rc-s300', heldBy: null },
      ],
    });
  });
});
