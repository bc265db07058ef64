import type { ReaderManifest } from '../../../../domain/reader.ts';

/** Sony RC-S380, which Sony calls NFC Port-100. */
export const manifest: ReaderManifest = {
  id: 'rc-s380',
  products: [
    { vendorId: 0x054c, productId: 0x06c1, name: 'RC-S380/S' },
    { vendorId: 0x054c, productId: 0x06c3, name: 'RC-S380/P' },
  ],
  limits: [
    'speaks FeliCa at 212 kbps only; 424 kbps, Type A and Type B are not asked for',
    'on Linux the kernel driver port100 must be kept away, on Windows the reader must be bound to WinUSB',
    'of several chips in the field it tells that there are several, not which',
  ],
  seenOn: [],
};
