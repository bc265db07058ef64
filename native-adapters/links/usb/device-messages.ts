import { z } from 'zod';
import { READER_FAULTS } from './usb-faults.ts';

const word = z.int().min(0).max(0xffff);
const requestId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const withinMs = z.number().min(0).max(120_000);
// The longest frames are those of an RC-S380, 1001 bytes of payload (felica.md, 1.1); a packet of USB 2 has 512 bytes at most.
const bytes = z.instanceof(Uint8Array).refine(({ length }) => length <= 4096);

/** What the process of one reader is asked: to claim it, to move bytes, to give it back. */
export const toDeviceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('open'),
    id: requestId,
    /** Its physical place, as `usbPath` says it. */
    path: z.string().max(256),
    vendorId: word,
    productId: word,
    serial: z.string().max(256).nullable(),
  }),
  z.strictObject({ kind: z.literal('out'), id: requestId, bytes, withinMs }),
  z.strictObject({ kind: z.literal('in'), id: requestId, withinMs }),
  z.strictObject({ kind: z.literal('close'), id: requestId }),
]);

/** What it answers; every message is the answer to a numbered question. */
export const fromDeviceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), id: requestId }),
  z.strictObject({ kind: z.literal('came'), id: requestId, bytes: bytes.nullable() }),
  z.strictObject({
    kind: z.literal('failed'),
    id: requestId,
    code: z.enum(READER_FAULTS),
    what: z.string().max(300),
  }),
]);

/** A message to the process of one reader. */
export type ToDevice = z.infer<typeof toDeviceSchema>;
/** A message from the process of one reader. */
export type FromDevice = z.infer<typeof fromDeviceSchema>;
