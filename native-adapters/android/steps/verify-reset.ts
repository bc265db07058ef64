import type { StepContext } from '../../../domain/adapter.ts';
import { type DeviceFacts, known } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import type { AndroidBench } from '../android-bench.ts';
import { markerIsThere } from './reset-marker.ts';

function changed(before: DeviceFacts, after: DeviceFacts): boolean | null {
  const [one, other] = [known(before.androidIdHash), known(after.androidIdHash)];
  return one === null || other === null ? null : one !== other;
}

/**
 * Judges whether a reset really happened between two readings of a phone: the marker must be gone, and the android_id,
 * where it could be read on both sides, must have changed. Android makes a new one at every factory reset.
 */
export async function findReset(bench: AndroidBench, context: StepContext): Promise<Finding> {
  const there = await markerIsThere(bench, context);
  const newId = changed(context.device, context.latest);
  const evidence: Evidence = {
    kind: 'command',
    source: 'reset marker and android_id',
    data: { markerThere: there, androidIdChanged: newId },
  };
  if (there || newId === false) return Finding.failed('reset-observed', 'erase.refused', [evidence]);
  return Finding.proven('reset-observed', 'marker gone', [evidence]);
}
