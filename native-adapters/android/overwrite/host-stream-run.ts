import type { StepContext } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { type AndroidBench, phoneOn, steadily } from '../android-bench.ts';
import { keystreamAt } from '../overwriter/keystream.ts';
import { fallbackFolder, fallbackPath, fillWith, prepareFolder, removeFolder } from './fallback-files.ts';
import { equalsKeystream, sampleFromHost } from './host-sample.ts';

const WRITE_WITHIN_MS = 60 * 60_000;
const IDLE_WITHIN_MS = 60_000;
const CHUNK_BYTES = 256 * 1024;
/** The share of damaged data that the miss probability speaks of. */
const DAMAGED_SHARE = 0.01;

async function* keystream(key: Uint8Array, index: number, sizeBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < sizeBytes; at += CHUNK_BYTES) {
    yield keystreamAt(key, { index, generation: 0 }, at, Math.min(CHUNK_BYTES, sizeBytes - at));
  }
}

async function writeOne(bench: AndroidBench, context: StepContext, index: number, wanted: number): Promise<number> {
  const path = fallbackPath(context, index);
  const limits = { signal: context.signal, withinMs: WRITE_WITHIN_MS, idleWithinMs: IDLE_WITHIN_MS };
  try {
    await phoneOn(bench, context).execWrite(`cat >${path}`, keystream(context.overwriteKey, index, wanted), limits);
  } catch {
    // A full phone shows itself only as a stream that ends early; the size of the file tells how far it got.
  }
  const found = await steadily(bench, context, (phone) => phone.stat(path, limits));
  return found?.sizeBytes ?? 0;
}

/**
 * Overwrites with the job's keystream generated on this computer and sent over the cable: for phones that cannot
 * run the overwriter and have no urandom or no checksum tool. Read back by the host's samples only, so the figures carry their miss probability.
 */
export async function runHostStream(bench: AndroidBench, context: StepContext): Promise<readonly Evidence[]> {
  await prepareFolder(bench, context);
  const freeBefore = known(context.latest.freeBytes) ?? 0;
  const files = await fillWith(context, freeBefore, (index, wanted) => writeOne(bench, context, index, wanted));
  const written = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const sample = await sampleFromHost(bench, context, fallbackFolder(context), equalsKeystream(context.overwriteKey));
  const removed = await removeFolder(bench, context);
  const samples = Number(sample.data.samples);
  const isEqual = samples > 0 && sample.data.equal === samples;
  const figures = {
    generator: 'keyed-from-host',
    freeBefore,
    written,
    verified: isEqual ? samples * Number(sample.data.blockBytes) : 0,
    mismatched: isEqual ? 0 : (samples - Number(sample.data.equal)) * Number(sample.data.blockBytes),
    unreached: Math.max(0, freeBefore - written),
    passes: 1,
    bypass: 'none',
    missProbability: (1 - DAMAGED_SHARE) ** samples,
    removed,
    fileSystem: 'unknown',
  } as const;
  return [{ kind: 'overwrite', source: 'keystream from the workstation', data: { figures } }, sample];
}
