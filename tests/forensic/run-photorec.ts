import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../guest/run-tool.ts';
import { CanaryCollector, type CanaryCount } from './scan-for-canaries.ts';

/** What a carving tool brought back from an image. */
export interface Carved {
  /** Recovered files by their ending. */
  readonly files: Readonly<Record<string, number>>;
  /** Distinct canaries inside the recovered files. */
  readonly canaries: CanaryCount;
}

// Every block is looked at, also those that the file system calls used.
const COMMANDS = [
  'partition_none,options,paranoid_no,fileopt,everything,disable',
  'jpg,enable,txt,enable,sqlite,enable,wholespace,search',
].join(',');

/** Lets PhotoRec carve pictures, texts and databases out of the whole image, as a buyer with a free tool would. */
export async function runPhotorec(image: string): Promise<Carved> {
  const folder = await mkdtemp(join(tmpdir(), 'hakushi-carved-'));
  try {
    await runTool('photorec', ['/d', join(folder, 'out'), '/cmd', image, COMMANDS], { cwd: folder, withinMs: 120_000 });
    const files: Record<string, number> = {};
    const collector = new CanaryCollector();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const ending = /\.(\w+)$/.exec(entry.name)?.[1];
      if (!entry.isFile() || ending === undefined || ending === 'xml' || ending === 'ses') continue;
      files[ending] = (files[ending] ?? 0) + 1;
      collector.add(await readFile(join(entry.parentPath, entry.name)));
    }
    return { files, canaries: collector.count() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
