import type { ReaderAdapter } from '../../../../domain/reader.ts';
import type { ReaderClock } from '../reader-clock.ts';
import { manifest } from './manifest.ts';
import { openRcS300 } from './reader.ts';

/** Makes the driver of RC-S300 readers over a clock. */
export function rcS300Adapter(clock: ReaderClock): ReaderAdapter {
  return {
    manifest,
    recognise: ({ vendorId, productId }) =>
      manifest.products.some((product) => product.vendorId === vendorId && product.productId === productId),
    open: (transport, sighting, signal) => openRcS300(transport, sighting, clock, signal),
  };
}
