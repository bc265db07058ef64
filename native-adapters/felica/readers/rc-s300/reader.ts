import type { ContactlessReader, ReaderSighting, ReaderTransport } from '../../../../domain/reader.ts';
import { GuardedReader, type Radio } from '../../guarded-reader.ts';
import { attempt, openedOr } from '../bring-up.ts';
import type { ReaderClock } from '../reader-clock.ts';
import { Port400Chipset } from './chipset.ts';

function radioOf(chipset: Port400Chipset, transport: ReaderTransport): Radio {
  return {
    transmit: (frame, withinMs) => chipset.transmit(frame, withinMs),
    renewField: () => chipset.renewField(),
    keepAlive: () => chipset.keepAlive(),
    end: async () => {
      await attempt(() => chipset.fieldOff());
      await attempt(() => chipset.endSession());
      await attempt(() => transport.close());
    },
  };
}

/** Brings an RC-S300 up and owns its transport from then on; a transport over which it cannot be brought up is closed. */
export async function openRcS300(
  transport: ReaderTransport,
  sighting: ReaderSighting,
  clock: ReaderClock,
  signal: AbortSignal,
): Promise<ContactlessReader> {
  const chipset = new Port400Chipset(transport, clock);
  const radio = radioOf(chipset, transport);
  const firmware = await openedOr(
    () => radio.end(),
    () => chipset.start(signal),
    signal,
  );
  return new GuardedReader({ model: 'rc-s300', firmware, serial: sighting.serial }, radio, clock);
}
