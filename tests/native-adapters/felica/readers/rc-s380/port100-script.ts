import { readerId } from '../../../../../domain/ids.ts';
import type { ContactlessReader, ReaderSighting } from '../../../../../domain/reader.ts';
import { rcS380Adapter } from '../../../../../native-adapters/felica/readers/rc-s380/index.ts';
import { expectBytes, give, quiet, ScriptedTransport, type Step } from '../../scripted-transport.ts';
import { bytesOf, vector } from '../../vectors.ts';
import { VirtualClock } from '../../virtual-clock.ts';

/** As it comes from the reader, and goes to it. */
export const ACK: Uint8Array = bytesOf('0000ff00ff00');

/** A command, the ACK to it, and its answer. */
export const asked = (command: Uint8Array, answer: Uint8Array): readonly Step[] => [
  expectBytes(command),
  give(ACK),
  give(answer),
];

/** What opening takes: V1, with nothing left over from another program. */
export const OPENING: readonly Step[] = [
  expectBytes(vector('V1', '>', 0)),
  quiet,
  ...[0, 1, 2, 3].flatMap((nth) => asked(vector('V1', '>', nth + 1), vector('V1', '<', nth))),
];
/** Radio and protocol, before the first frame: P1 and P2. */
export const SET_UP: readonly Step[] = [
  ...asked(vector('P1', '>'), vector('P1', '<')),
  ...asked(vector('P2', '>'), vector('P2', '<')),
];
/** What is sent after each failed command. */
export const RECOVERY: readonly Step[] = [expectBytes(ACK), quiet];
/** Field off and the last ACK, as V18 has them. */
export const CLOSING: readonly Step[] = [
  ...asked(vector('V18', '>', 0), vector('V18', '<')),
  expectBytes(vector('V18', '>', 1)),
];

/** An RC-S380/P as a source sees it. */
export const SIGHTING: ReaderSighting = {
  reader: readerId('usb:1-2'),
  vendorId: 0x054c,
  productId: 0x06c3,
  serial: '0123456',
  name: 'RC-S380/P',
};

/** An open reader at the end of a script that begins with OPENING. */
export async function openReader(...steps: readonly Step[]): Promise<{
  readonly reader: ContactlessReader;
  readonly transport: ScriptedTransport;
  readonly clock: VirtualClock;
}> {
  const clock = new VirtualClock();
  const transport = new ScriptedTransport(clock, [...OPENING, ...steps]);
  const reader = await rcS380Adapter(clock).open(transport, SIGHTING, new AbortController().signal);
  return { reader, transport, clock };
}

/** The FeliCa frame inside an InCommRF command, and the time that it asks for. */
export function airFrameIn(command: Uint8Array): { readonly frame: Uint8Array; readonly withinMs: number } {
  const tenths = (command[10] ?? 0) | ((command[11] ?? 0) << 8);
  return { frame: command.slice(12, -2), withinMs: tenths / 10 - 1 };
}
