import { z } from 'zod';

const byte = z.int().min(0).max(0xff);
const word = z.int().min(0).max(0xffff);
const text = z.string().max(256).nullable();
const requestId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Most devices that one list holds: a bus has 127 addresses (USB 2.0, 8.3.2.1), and no workstation has eight full buses. */
export const MOST_DEVICES = 1024;

/** One device as its descriptors describe it; `ports` leads from the root of the bus to its socket. */
export const usbDeviceSchema = z.strictObject({
  bus: z.string().max(256),
  address: z.int().min(0).max(0xffff),
  // USB 2.0, 4.1.1: seven tiers at most, the root among them.
  ports: z.array(byte).max(7),
  vendorId: word,
  productId: word,
  serial: text,
  maker: text,
  product: text,
  interfaces: z.array(z.strictObject({ class: byte, subclass: byte, protocol: byte, name: text })).max(64),
});

/** What the USB process is asked. */
export const toUsbSchema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('list'), id: requestId })]);

/** What the USB process says: an answer to a numbered question, or that something was plugged or pulled. */
export const fromUsbSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('devices'), id: requestId, devices: z.array(usbDeviceSchema).max(MOST_DEVICES) }),
  z.strictObject({ kind: z.literal('no-bus'), id: requestId, why: z.string().max(300) }),
  z.strictObject({ kind: z.literal('failed'), id: requestId, why: z.string().max(300) }),
  z.strictObject({ kind: z.literal('changed') }),
]);

/** One device on a USB bus. */
export type UsbDeviceFacts = z.infer<typeof usbDeviceSchema>;
/** A message to the USB process. */
export type ToUsb = z.infer<typeof toUsbSchema>;
/** A message from the USB process. */
export type FromUsb = z.infer<typeof fromUsbSchema>;
