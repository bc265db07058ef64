import type { StepContext } from '../../../domain/adapter.ts';
import { type DeviceFacts, known } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import { type AndroidBench, steadily } from '../android-bench.ts';
import { FACT_COMMANDS, readFacts } from '../probes/read-facts.ts';
import { askAll } from './identify.ts';
import { MARKER_SOURCE, markerIsThere } from './reset-marker.ts';

function changed(before: DeviceFacts, after: DeviceFacts): boolean | null {
  const [one, other] = [known(before.androidIdHash), known(after.androidIdHash)];
  return one === null || other === null ? null : one !== other;
}

/** Reads the android_id now: what the job knows of the phone may still be the one from before. */
function readId(bench: AndroidBench, context: StepContext): Promise<DeviceFacts> {
  return steadily(bench, context, async (phone) => {
    const answers = await askAll(phone, { 'android-id': FACT_COMMANDS['android-id'] }, context.signal);
    return readFacts(answers, 'android');
  });
}

/**
 * Judges whether a reset really happened between two readings of a phone: the marker must be gone and the android_id
 * must have changed. Android makes a new one at every factory reset. One sign alone decides nothing: a cleaning app takes
 * the marker, and a phone that forgets its android_id has not forgotten its owner.
 */
export async function findReset(bench: AndroidBench, context: StepContext): Promise<Finding> {
  const isLeft = context.evidence.some(({ source, data }) => source === MARKER_SOURCE && typeof data.left === 'string');
  if (!isLeft) return Finding.undecided('reset-observed', 'verify.inconclusive', []);
  const there = await markerIsThere(bench, context);
  const newId = changed(context.device, await readId(bench, context));
  const evidence: Evidence = {
    kind: 'command',
    source: 'reset marker and android_id',
    data: { markerThere: there, androidIdChanged: newId },
  };
  if (there || newId === false) return Finding.failed('reset-observed', 'erase.refused', [evidence]);
  if (newId === null) return Finding.undecided('reset-observed', 'verify.inconclusive', [evidence]);
  return Finding.proven('reset-observed', 'marker gone, android_id new', [evidence]);
}
