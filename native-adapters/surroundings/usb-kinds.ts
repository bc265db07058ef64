import type { UsbKind } from '../../domain/observations.ts';

/** One interface of a device, by the numbers of its descriptor; `name` is in the device's own words. */
export interface UsbInterface {
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
  readonly name: string | null;
}

/** What a device says of itself before anybody opens it. */
export interface UsbNumbers {
  readonly vendorId: number;
  readonly productId: number;
  readonly interfaces: readonly UsbInterface[];
}

// Source: adb.h and fastboot.cpp of AOSP: class, subclass and protocol of their interfaces.
const ADB = [0xff, 0x42, 0x01] as const;
const FASTBOOT = [0xff, 0x42, 0x03] as const;
// Source: USB Still Image Capture Device Definition 1.0, 4.1; MTP and PTP share it, with cameras too.
const PICTURES = [0x06, 0x01, 0x01] as const;

/** Vendor numbers under which phones are sold (source: 51-android.rules of Debian's android-sdk-platform-tools-common). Makers of cameras are left out. */
const PHONE_MAKERS: ReadonlySet<number> = new Set([
  0x18d1, 0x04e8, 0x0fce, 0x04dd, 0x0482, 0x04c5, 0x0409, 0x1004, 0x0bb4, 0x22b8, 0x0b05, 0x17ef, 0x2717, 0x12d1,
  0x22d9, 0x2a70, 0x19d2, 0x1bbb, 0x05c6, 0x0e8d, 0x2e04, 0x0421, 0x0489,
]);
// Makers whose numbers also stand in modems, radios and parts of laptops: an unknown interface of theirs says nothing.
const MAKERS_OF_OTHER_THINGS: ReadonlySet<number> = new Set([0x04c5, 0x0409, 0x0b05, 0x17ef, 0x05c6, 0x0e8d, 0x0489]);
// Source: USB-IF class codes. What a phone shows beside files and debugging: vendor's own, modem, its data.
const PHONE_ONLY_CLASSES: ReadonlySet<number> = new Set([0xff, 0x02, 0x0a]);
const HUB_CLASS = 0x09;

const APPLE = 0x05ac;
const SONY = 0x054c;
const key = (vendorId: number, productId: number): number => vendorId * 0x10000 + productId;

/** Devices known by their numbers alone. Sources: 51-android.rules (Qualcomm, Samsung, MediaTek name the makers only, what the product numbers mean is from memory); usbmuxd's usb.h and pymobiledevice3 (Apple); nfcpy and libccid (Sony). */
const BY_NUMBER: ReadonlyMap<number, UsbKind> = new Map([
  [key(0x05c6, 0x9008), 'qualcomm-edl'],
  [key(0x04e8, 0x685d), 'samsung-download'],
  [key(0x0e8d, 0x2000), 'mediatek-preloader'],
  [key(0x0e8d, 0x0003), 'mediatek-preloader'],
  [key(APPLE, 0x1222), 'iphone-dfu'],
  [key(APPLE, 0x1227), 'iphone-dfu'],
  [key(SONY, 0x06c1), 'rc-s380'],
  [key(SONY, 0x06c3), 'rc-s380'],
  [key(SONY, 0x0dc8), 'rc-s300'],
  [key(SONY, 0x0dc9), 'rc-s300'],
  [key(SONY, 0x0d8f), 'rc-s300'],
  [key(SONY, 0x02e1), 'old-reader'],
  [key(SONY, 0x01bb), 'old-reader'],
]);

function offers({ interfaces }: UsbNumbers, wanted: readonly [number, number, number]): boolean {
  return interfaces.some((one) => [one.class, one.subclass, one.protocol].every((value, at) => value === wanted[at]));
}

function appleKind(productId: number): UsbKind | null {
  if (productId >= 0x1280 && productId <= 0x1283) return 'iphone-recovery';
  return productId >= 0x1290 && productId <= 0x12af ? 'iphone' : null;
}

function isCharging({ vendorId, interfaces }: UsbNumbers): boolean {
  if (!PHONE_MAKERS.has(vendorId) || MAKERS_OF_OTHER_THINGS.has(vendorId) || interfaces.length === 0) return false;
  return interfaces.every((one) => PHONE_ONLY_CLASSES.has(one.class));
}

/** Says what a device is by its numbers and interfaces; what is not known is `other`. */
export function usbKindOf(device: UsbNumbers): UsbKind {
  const { vendorId, productId, interfaces } = device;
  if (offers(device, FASTBOOT)) return 'phone-bootloader';
  if (offers(device, ADB)) return 'phone-debugging';
  const known = BY_NUMBER.get(key(vendorId, productId)) ?? (vendorId === APPLE ? appleKind(productId) : null);
  if (known) return known;
  if (interfaces.some((one) => one.class === HUB_CLASS)) return 'hub';
  if (interfaces.some(({ name }) => name === 'MTP')) return 'phone-files';
  if (PHONE_MAKERS.has(vendorId) && offers(device, PICTURES)) return 'phone-files';
  return isCharging(device) ? 'phone-charging' : 'other';
}
