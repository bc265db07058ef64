import type { StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { type AndroidBench, COMMAND_WITHIN_MS, readOnly, steadily } from '../android-bench.ts';
import { clearLeftovers } from './leftovers.ts';
import { PHONE_FOLDER } from './phone-folder.ts';

/** The source of the evidence that a marker was left. */
export const MARKER_SOURCE = 'reset marker';

const markerPath = (context: StepContext): string => `${PHONE_FOLDER}/.hakushi-mark-${context.job}`;

/** Leaves a small file on the phone that a real reset must take away; its absence later shows that /data was wiped. */
export async function leaveMarker(bench: AndroidBench, context: StepContext): Promise<Evidence> {
  const path = markerPath(context);
  await clearLeftovers(bench, context);
  await steadily(bench, context, (phone) =>
    phone.push(new TextEncoder().encode(context.job), path, 0o600, {
      signal: context.signal,
      withinMs: COMMAND_WITHIN_MS,
    }),
  );
  if (!(await markerIsThere(bench, context))) throw new WorkstationError('erase.refused', { what: 'marker' });
  return { kind: 'command', source: MARKER_SOURCE, data: { left: path } };
}

/** Tells whether the marker is still on the phone. */
export async function markerIsThere(bench: AndroidBench, context: StepContext): Promise<boolean> {
  const path = markerPath(context);
  const found = await readOnly(
    bench,
    context,
    `ls ${PHONE_FOLDER} >/dev/null && if ls ${path} >/dev/null 2>&1; then echo there; else echo gone; fi`,
  );
  const word = found.text.trim();
  if (word !== 'there' && word !== 'gone') throw new WorkstationError('device.protocol', { what: 'reset marker' });
  return word === 'there';
}
