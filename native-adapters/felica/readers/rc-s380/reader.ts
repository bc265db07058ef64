import type { ContactlessReader, ReaderSighting, ReaderTransport } from '../../../../domain/reader.ts';
import { GuardedReader, type Radio } from '../../guarded-reader.ts';
import { attempt, openedOr } from '../bring-up.ts';
import type { ReaderClock } from '../reader-clock.ts';
import { Port100Chipset } from './chipset.ts';

function radioOf(chipset: Port100Chipset, transport: ReaderTransport): Radio {
  return {
    transmit: (frame, withinMs, signal) => chipset.transmit(frame, withinMs, signal),
    renewField: () => chipset.renewField(),
    keepAlive: null,
    end: async () => {
      await attempt(() => chipset.stop());
      await attempt(() => transport.close());
    },
  };
}

/** Brings an RC-S380 up and owns its transport from then on; a transport over which it cannot be brought up is closed. */
export async function openRcS380(
  transport: ReaderTransport,
  sighting: ReaderSighting,
  clock: ReaderClock,
  signal: AbortSignal,
): Promise<ContactlessReader> {
  const chipset = new Port100Chipset(transport, clock);
  const radio = radioOf(chipset, transport);
  const firmware = await openedOr(
    () => radio.end(),
    () => chipset.start(signal),
    signal,
  );
  return new GuardedReader({ model: 'rc-s380', firmware, serial: sighting.serial }, radio, clock);
}
