import type { ErrorCode } from '../../domain/errors.ts';
import type { SightingSource } from '../../domain/port.ts';
import type { WatchedPhones } from './watched-phones.ts';

/** Says once why a source sees nothing, and ends: a setting does not mend itself while the program runs. */
export async function* watchNothing(
  source: SightingSource,
  why: ErrorCode,
): AsyncGenerator<WatchedPhones, void, undefined> {
  yield { source, up: false, why };
}
