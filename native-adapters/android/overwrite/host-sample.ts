import { createHash, randomInt } from 'node:crypto';
import type { StepContext } from '../../../domain/adapter.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { PhoneFolderEntry } from '../adb/sync-stat.ts';
import { type AndroidBench, COMMAND_WITHIN_MS, steadily } from '../android-bench.ts';
import { keystreamAt, keystreamFileOf } from '../overwriter/keystream.ts';

const BLOCK_BYTES = 4096;
const SAMPLES = 256;
const SAMPLES_PER_CALL = 64;

/** One block of one file, by its number. */
export interface Sample {
  readonly name: string;
  readonly block: number;
}

/** Bytes in the files of an overwrite as the phone lists them; other files in its folder do not count. */
function listedBytes(files: readonly PhoneFolderEntry[]): number {
  return files.reduce((sum, file) => (keystreamFileOf(file.name) ? sum + file.sizeBytes : sum), 0);
}

/** Picks blocks that the phone cannot foresee: half weighted by size, half one per file, so that small files are seen too. */
export function chooseSamples(files: readonly PhoneFolderEntry[], pick: (below: number) => number): readonly Sample[] {
  const usable = files.filter((file) => keystreamFileOf(file.name) && file.sizeBytes >= BLOCK_BYTES);
  const blocksOf = (file: PhoneFolderEntry): number => Math.floor(file.sizeBytes / BLOCK_BYTES);
  const total = usable.reduce((sum, file) => sum + blocksOf(file), 0);
  if (total === 0) return [];
  const bySize = (): Sample | null => {
    let at = pick(total);
    for (const file of usable) {
      if (at < blocksOf(file)) return { name: file.name, block: at };
      at -= blocksOf(file);
    }
    return null;
  };
  const byFile = (): Sample | null => {
    const file = usable[pick(usable.length)];
    return file ? { name: file.name, block: pick(blocksOf(file)) } : null;
  };
  const samples = new Map<string, Sample>();
  // A block drawn twice proves nothing new; a small medium has fewer blocks than are wanted.
  for (let tries = 0; samples.size < Math.min(SAMPLES, total) && tries < SAMPLES * 64; tries += 1) {
    const sample = tries % 2 === 0 ? bySize() : byFile();
    if (sample) samples.set(`${sample.name}:${sample.block}`, sample);
  }
  return [...samples.values()];
}

/** Says of one block that was read from the phone whether it is as it must be. */
export type BlockJudge = (block: Uint8Array, name: string, offset: number) => boolean;

/** Judges by the job's own keystream: the block must be equal to it, byte by byte. */
export function equalsKeystream(key: Uint8Array): BlockJudge {
  return (block, name, offset) => {
    const file = keystreamFileOf(name);
    return file !== null && Buffer.compare(keystreamAt(key, file, offset, BLOCK_BYTES), block) === 0;
  };
}

// 4 KiB of random bytes show about 7.95 bits of entropy; text, pictures' headers and repeated blocks stay below.
const LOWEST_ENTROPY_BITS = 7.8;

/** Judges bytes that nobody can foretell: they must look random and no block may come twice. */
export function looksRandom(): BlockJudge {
  const seen = new Set<string>();
  return (block) => {
    const digest = createHash('sha256').update(block).digest('hex');
    const isNew = !seen.has(digest);
    seen.add(digest);
    return isNew && entropyBits(block) >= LOWEST_ENTROPY_BITS;
  };
}

function entropyBits(block: Uint8Array): number {
  const counts = new Array<number>(256).fill(0);
  for (const byte of block) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.reduce(
    (sum, count) => (count === 0 ? sum : sum - (count / block.length) * Math.log2(count / block.length)),
    0,
  );
}

function readCommand(folder: string, samples: readonly Sample[]): string {
  const reads = samples.map(({ name, block }) => `d ${name} ${block}`).join(';');
  return `cd ${folder}&&d(){ dd if=$1 bs=${BLOCK_BYTES} skip=$2 count=1 2>/dev/null;}&&{ ${reads};}`;
}

/**
 * Reads randomly chosen blocks of a job's files from the phone and judges them on this workstation, so that the phone's
 * own report need not be believed.
 */
export async function sampleFromHost(
  bench: AndroidBench,
  context: StepContext,
  folder: string,
  judge: BlockJudge,
): Promise<Evidence> {
  const limits = { signal: context.signal, withinMs: COMMAND_WITHIN_MS };
  const files = await steadily(bench, context, (phone) => phone.list(folder, limits));
  const samples = chooseSamples(files, (below) => randomInt(below));
  let compared = 0;
  let equal = 0;
  for (let at = 0; at < samples.length; at += SAMPLES_PER_CALL) {
    const batch = samples.slice(at, at + SAMPLES_PER_CALL);
    const maxBytes = batch.length * BLOCK_BYTES + BLOCK_BYTES;
    const bytes = await steadily(bench, context, (phone) =>
      phone.exec(readCommand(folder, batch), { ...limits, maxBytes }),
    );
    // A missing block would shift all that follow; then none of the batch was compared, which is neither equal nor different.
    if (bytes.length !== batch.length * BLOCK_BYTES) continue;
    compared += batch.length;
    for (const [place, sample] of batch.entries()) {
      const block = bytes.subarray(place * BLOCK_BYTES, (place + 1) * BLOCK_BYTES);
      if (judge(block, sample.name, sample.block * BLOCK_BYTES)) equal += 1;
    }
    context.reportProgress({
      stage: 'sampling',
      done: (at + batch.length) * BLOCK_BYTES,
      total: samples.length * BLOCK_BYTES,
    });
  }
  const places = samples.map(({ name, block }) => `${name}:${block}`);
  return {
    kind: 'host-sample',
    source: 'blocks chosen and compared by the workstation',
    data: {
      blockBytes: BLOCK_BYTES,
      wanted: SAMPLES,
      samples: compared,
      equal,
      files: files.length,
      listedBytes: listedBytes(files),
      places,
    },
  };
}
