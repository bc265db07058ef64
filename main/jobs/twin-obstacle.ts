import { type Claim, type DeviceFacts, known } from '../../domain/device.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { PortId } from '../../domain/ids.ts';
import type { PortBoard } from '../devices/port-board.ts';

/** A phone that was read on a Port, with what a person said of it. */
export interface ReadPhone {
  readonly port: PortId;
  readonly facts: DeviceFacts;
  readonly claims: readonly Claim[];
}

/** Why nobody can tell a phone from another one here: an equal serial number on another Port makes it ambiguous, unless its own IMEI tells it apart. Null when it is the only one. */
export function twinObstacle(
  { port, facts, claims }: ReadPhone,
  read: Iterable<ReadPhone>,
  board: Pick<PortBoard, 'at' | 'all'>,
): WorkstationError | null {
  const serial = known(facts.serial);
  const twins = [...read].filter(
    (other) => other.port !== port && serial !== null && known(other.facts.serial) === serial && board.at(other.port),
  );
  // A number that a person typed does not come back with the phone after a restart, so it cannot tell twins apart.
  const imeis = claims.length > 0 ? [] : (known(facts.imeis) ?? []);
  const isShared = twins.some((twin) => (known(twin.facts.imeis) ?? []).some((imei) => imeis.includes(imei)));
  // Another phone of that serial number may be plugged in and not have been read yet.
  const seenAs = board.at(port)?.serial ?? null;
  const seenTwice = board.all().some((other) => other.port !== port && seenAs !== null && other.serial === seenAs);
  const isAmbiguous = (twins.length > 0 || seenTwice) && (imeis.length === 0 || isShared);
  return isAmbiguous ? new WorkstationError('device.identity-ambiguous') : null;
}
