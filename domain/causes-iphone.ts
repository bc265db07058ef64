import { asked, type CauseLine, detected, EVERYWHERE } from './cause.ts';

/** Why an iPhone is not seen or not usable. */
export const IPHONE_CAUSES = {
  'iphone.usbmuxd-missing': detected('usbmuxd', ['linux'], { who: 'administrator' }),
  'iphone.usbmuxd-silent': detected('usbmuxd', ['linux', 'macos'], { who: 'technician' }),
  'iphone.apple-service-missing': detected('usbmuxd', ['windows'], { who: 'administrator' }),
  'iphone.locked': asked(),
  'iphone.not-trusted': asked(),
  'iphone.trust-refused': asked(),
  'iphone.restricted': asked(),
  'iphone.recovery': detected('usb-devices'),
  'iphone.dfu': detected('usb-devices', EVERYWHERE, { who: 'technician' }),
  'iphone.off-or-flat': asked(),
  'iphone.cable': asked(),
} as const satisfies Readonly<Record<`iphone.${string}`, CauseLine>>;
