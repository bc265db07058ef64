import type { Evidence, OverwriteFigures } from '../../../domain/evidence.ts';
import type { OverwriteResult } from '../overwriter/report.ts';

/** The figures that grade and certificate read, from the overwriter's own result. */
export function figuresOf(result: OverwriteResult, fileSystem: string): OverwriteFigures {
  return {
    generator: 'keyed-on-phone',
    freeBefore: result.freeBefore,
    written: result.writtenAllPasses,
    verified: result.verifiedAllPasses,
    mismatched: result.mismatched,
    unreached: result.unreached,
    passes: result.passes,
    bypass: result.bypass,
    missProbability: result.missProbability ?? 0,
    removed: result.removed,
    fileSystem,
  };
}

/** The type of the file system that /data lies on, from the phone's `mount`; `unknown` when it does not say. */
export function parseFileSystem(mounts: string): string {
  for (const line of mounts.split('\n')) {
    const newer = / on \/data type (\S+)/.exec(line)?.[1];
    const older = /^\S+ \/data (\S+) /.exec(line)?.[1];
    const found = newer ?? older;
    if (found && /^[a-z0-9]{2,16}$/.test(found)) return found;
  }
  return 'unknown';
}

/** The figures inside an overwrite's evidence, or null when there are none. */
export function figuresIn(evidence: Evidence | null): OverwriteFigures | null {
  const figures = evidence?.data.figures;
  return figures && typeof figures === 'object' && !Array.isArray(figures)
    ? (figures as unknown as OverwriteFigures)
    : null;
}
