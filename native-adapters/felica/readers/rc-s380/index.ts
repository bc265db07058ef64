import type { ReaderAdapter } from '../../../../domain/reader.ts';
import type { ReaderClock } from '../reader-clock.ts';
import { manifest } from './manifest.ts';
import { openRcS380 } from './reader.ts';

/** Makes the driver of RC-S380 readers over a clock. */
export function rcS380Adapter(clock: ReaderClock): ReaderAdapter {
  return {
    manifest,
    recognise: ({ vendorId, productId }) =>
      manifest.products.some((product) => product.vendorId === vendorId && product.productId === productId),
    open: (transport, sighting, signal) => openRcS380(transport, sighting, clock, signal),
  };
}
