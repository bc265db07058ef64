import type { StepContext } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { type AndroidBench, readOnly, steadily } from '../android-bench.ts';
import {
  type FallbackFile,
  fallbackFolder,
  fallbackPath,
  fillWith,
  prepareFolder,
  removeFolder,
} from './fallback-files.ts';
import { looksRandom, sampleFromHost } from './host-sample.ts';

const WRITE_WITHIN_MS = 30 * 60_000;
const BLOCK_BYTES = 16 * 1024;

/** Tells whether the phone has dd, urandom and a checksum (Android 5 has none); this fallback needs all three. */
export async function canUseUrandom(bench: AndroidBench, context: StepContext): Promise<boolean> {
  const { text } = await readOnly(
    bench,
    context,
    'dd if=/dev/urandom of=/dev/null bs=4096 count=1 2>/dev/null && { sha256sum /dev/null || sha1sum /dev/null || md5sum /dev/null; } >/dev/null 2>&1 && echo able',
  );
  return text.trim() === 'able';
}

async function sizeOf(bench: AndroidBench, context: StepContext, path: string): Promise<number> {
  const limits = { signal: context.signal, withinMs: WRITE_WITHIN_MS };
  const found = await steadily(bench, context, (phone) => phone.stat(path, limits));
  return found?.sizeBytes ?? 0;
}

/** The checksum that the phone itself computes; null where it has no tool for it (Android 5). */
async function checksum(bench: AndroidBench, context: StepContext, path: string): Promise<string | null> {
  const { text } = await readOnly(
    bench,
    context,
    `sha256sum ${path} 2>/dev/null || sha1sum ${path} 2>/dev/null || md5sum ${path}`,
    WRITE_WITHIN_MS,
  );
  return /^[0-9a-f]{32,64}(?= )/.exec(text.trim())?.[0] ?? null;
}

/**
 * Overwrites from the phone's own /dev/urandom. Nothing can foretell the bytes, so read-back means: the checksum taken
 * right after writing is the same at the end. It is weaker than a keyed stream, and the grade says so.
 */
export async function runUrandom(bench: AndroidBench, context: StepContext): Promise<readonly Evidence[]> {
  await prepareFolder(bench, context);
  const freeBefore = known(context.latest.freeBytes) ?? 0;
  const first = new Map<number, string | null>();
  const files = await fillWith(context, freeBefore, async (index, wanted) => {
    const path = fallbackPath(context, index);
    await readOnly(
      bench,
      context,
      `dd if=/dev/urandom of=${path} bs=${BLOCK_BYTES} count=${wanted / BLOCK_BYTES} 2>/dev/null; sync`,
      WRITE_WITHIN_MS,
    );
    first.set(index, await checksum(bench, context, path));
    return sizeOf(bench, context, path);
  });
  const same = await bytesUnchanged(bench, context, files, first);
  const written = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const sample = await sampleFromHost(bench, context, fallbackFolder(context), looksRandom());
  const removed = await removeFolder(bench, context);
  const figures = {
    generator: 'urandom-on-phone',
    freeBefore,
    written,
    verified: same,
    mismatched: written - same,
    unreached: Math.max(0, freeBefore - written),
    passes: 1,
    bypass: 'none',
    missProbability: 0,
    removed,
    fileSystem: 'unknown',
  } as const;
  return [{ kind: 'overwrite', source: '/dev/urandom on the phone', data: { figures } }, sample];
}

async function bytesUnchanged(
  bench: AndroidBench,
  context: StepContext,
  files: readonly FallbackFile[],
  first: ReadonlyMap<number, string | null>,
): Promise<number> {
  let same = 0;
  for (const file of files) {
    const before = first.get(file.index) ?? null;
    if (before !== null && before === (await checksum(bench, context, file.path))) same += file.sizeBytes;
    context.reportProgress({ stage: 'reading-back', done: same, total: null });
  }
  return same;
}
