import type { StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { type AndroidBench, readOnly } from '../android-bench.ts';
import { keystreamFileName } from '../overwriter/keystream.ts';
import { PHONE_FOLDER } from '../steps/phone-folder.ts';

/** One file of a fallback overwrite. */
export interface FallbackFile {
  readonly index: number;
  readonly path: string;
  readonly sizeBytes: number;
}

// Far more than any phone holds; a phone that always says there is room left must not keep a port for ever.
const MOST_FILES = 50_000;

/** Sizes of the files that are written one after the other, each until the phone has no more room for one. */
export const FALLBACK_SIZES = [64 * 1024 * 1024, 4 * 1024 * 1024, 256 * 1024, 16 * 1024] as const;

/** The folder of a job's fallback files. */
export function fallbackFolder(context: StepContext): string {
  return `${PHONE_FOLDER}/.hakushi-${context.job}`;
}

/** The path of a job's fallback file. */
export function fallbackPath(context: StepContext, index: number): string {
  return `${fallbackFolder(context)}/${keystreamFileName({ index, generation: 0 })}`;
}

/** Makes the folder and proves that files in it can be removed again; throws `overwriter.failed` when they cannot. */
export async function prepareFolder(bench: AndroidBench, context: StepContext): Promise<void> {
  const folder = fallbackFolder(context);
  const { text } = await readOnly(
    bench,
    context,
    `rm -rf ${PHONE_FOLDER}/.hakushi-*/ ${folder}; mkdir -p ${folder} && echo x >${folder}/try && rm ${folder}/try && echo ready`,
  );
  if (text.trim() !== 'ready') throw new WorkstationError('overwriter.failed', { what: 'cannot-delete-here' });
}

/** Removes the files and tells whether they are gone. */
export async function removeFolder(bench: AndroidBench, context: StepContext): Promise<boolean> {
  const folder = fallbackFolder(context);
  const { text } = await readOnly(bench, context, `rm -rf ${folder}; sync; ls ${folder} >/dev/null 2>&1 || echo gone`);
  return text.trim() === 'gone';
}

/**
 * Writes files of falling sizes until none fits any more; `write` returns the bytes that arrived, which is less than
 * wanted when the phone is full. The remainder of a file that did not fit counts as far as it got.
 */
export async function fillWith(
  context: StepContext,
  freeBytes: number,
  write: (index: number, wantedBytes: number) => Promise<number>,
): Promise<readonly FallbackFile[]> {
  const files: FallbackFile[] = [];
  let total = 0;
  for (const size of FALLBACK_SIZES) {
    for (;;) {
      const index = files.length;
      if (index >= MOST_FILES) throw new WorkstationError('overwriter.failed', { what: 'never full' });
      const sizeBytes = await write(index, size);
      if (sizeBytes > 0) files.push({ index, path: fallbackPath(context, index), sizeBytes });
      total += sizeBytes;
      context.reportProgress({ stage: 'filling', done: total, total: freeBytes });
      if (sizeBytes < size) break;
    }
  }
  return files;
}
