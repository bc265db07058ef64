import { asked, type CauseLine, detected } from './cause.ts';

/** Why a contactless reader is not seen or not usable. */
export const READER_CAUSES = {
  'reader.not-plugged': asked(),
  'reader.old-model': detected('usb-devices'),
  'reader.not-permitted': detected('usb-devices', ['linux'], { who: 'administrator' }),
  'reader.kernel-driver': detected('usb-devices', ['linux'], { who: 'administrator' }),
  'reader.driver-not-blocked': detected('permissions', ['linux'], { who: 'administrator' }),
  'reader.held-by-program': detected('usb-devices', ['linux'], { who: 'technician' }),
  'reader.sony-driver': detected('usb-devices', ['windows'], { who: 'administrator' }),
  'reader.driver-missing': detected('usb-devices', ['windows'], { who: 'administrator' }),
  'reader.sony-software': asked({ platforms: ['windows', 'macos'] }),
  'reader.held-elsewhere': asked({ platforms: ['windows', 'macos'], who: 'technician' }),
} as const satisfies Readonly<Record<`reader.${string}`, CauseLine>>;
