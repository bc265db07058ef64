import type { ReaderManifest } from '../../../../domain/reader.ts';

/** Sony RC-S300 and its sister, which Sony calls NFC Port-400. */
export const manifest: ReaderManifest = {
  id: 'rc-s300',
  products: [
    { vendorId: 0x054c, productId: 0x0dc8, name: 'RC-S300/S' },
    { vendorId: 0x054c, productId: 0x0dc9, name: 'RC-S300/P' },
    { vendorId: 0x054c, productId: 0x0d8f, name: 'RC-S660/U' },
  ],
  limits: [
    'speaks FeliCa at 212 kbps only; 424 kbps, Type A and Type B are not asked for',
    'its frames carry no checksum of their own; only USB protects them',
    'how it tells of two chips that answer at once is not known, so that it never says so',
    'the reader has one session: another program that takes it away ends ours',
  ],
  seenOn: [],
};
