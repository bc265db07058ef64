import { expect, test } from 'vitest';
import { z } from 'zod';
import { WIRE_IDM, WIRE_PMM } from '../fixtures/felica-wire.ts';
import { describeWhere } from '../needs.ts';
import { GUEST_PACKAGES } from './run-in-guest.ts';
import { runNodeJob } from './run-node-job.ts';

const CARD = `1401${WIRE_IDM}${WIRE_PMM}fe00`;
const waited = z.strictObject({ afterMs: z.number() });
const sent = z.strictObject({ transfers: z.array(z.number()), overlaps: z.number().nullable() });
const factsSchema = z.strictObject({
  // The kernel's own driver speaks with the practice reader before ours does, and again afterwards.
  "Linux' driver has the reader": waited,
  'as it is seen': z.unknown(),
  'brought up': z.strictObject({ afterMs: z.number(), firmware: z.literal('1.11') }),
  'the driver while it is ours': z.literal('usbfs'),
  'a card on it': z.literal(CARD),
  'another program': z.literal('reader.busy'),
  'the card beside another program': z.literal(CARD),
  'RC-S380': sent,
  "Linux' driver has it back": waited,
  'what the kernel said': z.array(z.literal('NFC: Sony NFC Port-100 Series attached (firmware v1.11)')).length(2),
  'its place is empty': waited,
  'a reader with two interfaces is seen': waited,
  'drivers of its interfaces': z.tuple([z.null(), z.literal('usbfs')]),
  'a card on the RC-S300': z.literal(CARD),
  // One of eleven is there: 680B with key version 0001.
  'eleven nodes': z.literal(`2103${WIRE_IDM}0b${'ffff'.repeat(8)}0100ffffffff`),
  'RC-S300': sent,
  'a dead reader is seen': waited,
  'the dead reader': z.tuple([z.literal('reader.hung'), z.number()]),
  'the living one meanwhile': z.strictObject({ exchanges: z.number().min(5), longestMs: z.number() }),
  'a scan while the cable comes out': z.tuple([z.literal('reader.unplugged'), z.number()]),
  'the next exchange': z.literal('reader.unplugged'),
  'it is seen to be gone': waited,
  'a third reader is seen': waited,
  'frames that came back': z.unknown(),
  'transfers of those frames': z.unknown(),
  'a read without an answer': z.tuple([z.null(), z.number().min(299)]),
  'a read while the cable comes out': z.literal('reader.unplugged'),
});

describeWhere(['root', 'udev', ...GUEST_PACKAGES], 'contactless readers over a real USB stack', () => {
  test('readers are seen, claimed, used and given back, over cables that come out and readers that are dead', async () => {
    const facts = factsSchema.parse(await runNodeJob('tests/guest/usb/readers-job.ts'));
    expect(facts['as it is seen']).toEqual({
      reader: 'usb:1-1',
      vendorId: 0x054c,
      productId: 0x06c3,
      serial: '0000000',
      name: 'SONY RC-S380/P',
    });
    // Never a command before the last one was answered; an empty transfer after what fills a packet, and nowhere else.
    expect([facts['RC-S380'].overlaps, facts['RC-S300'].overlaps]).toEqual([0, 0]);
    expect(facts['RC-S300'].transfers.slice(-2)).toEqual([64, 0]);
    expect(facts['RC-S380'].transfers).not.toContain(0);
    expect(facts['transfers of those frames']).toEqual([1, 63, 64, 0, 65, 128, 0, 300]);
    expect(facts['frames that came back']).toEqual([1, 63, 64, 65, 128, 300]);
    const [, deadMs] = facts['the dead reader'];
    expect(facts['the living one meanwhile'].longestMs).toBeLessThan(deadMs);
  });
});
