import { WorkstationError } from '../../../domain/errors.ts';
import type { ServerRefusal } from './smart-socket.ts';

type RefusalCode =
  | 'device.absent'
  | 'device.unauthorized'
  | 'device.offline'
  | 'device.no-permissions'
  | 'device.unplugged';

// Texts: AOSP adb/transport.cpp acquire_one_transport() and adb/sockets.cpp; newer servers quote the id, older ones do not.
const KNOWN_TEXTS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/no devices?\b.*(found|with transport id)|^device .*not found|unknown host service.*transport/i, 'device.absent'],
  [/device (is )?(still )?unauthorized|device still authorizing/i, 'device.unauthorized'],
  [/device (still )?(offline|connecting)/i, 'device.offline'],
  [/insufficient permissions|no permissions/i, 'device.no-permissions'],
];

/** Turns the server's FAIL text into a catalogue error: the phone's state where the text says it, device.refused otherwise. */
export function explainRefusal(service: string, refusal: ServerRefusal): WorkstationError {
  const known = KNOWN_TEXTS.find(([pattern]) => pattern.test(refusal.text));
  const facts = { service: service.slice(0, 80), text: refusal.text };
  return new WorkstationError(known?.[1] ?? 'device.refused', facts, { cause: refusal });
}
