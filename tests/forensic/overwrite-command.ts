import { fileURLToPath } from 'node:url';
import { overwriterArguments } from '../../native-adapters/android/overwriter/command.ts';
import { type OverwriteResult, parseOverwriterLine } from '../../native-adapters/android/overwriter/report.ts';

/** The overwriter as it is shipped for this kind of processor. */
export const OVERWRITER = fileURLToPath(new URL('../../resources/overwriter/x86_64/overwriter', import.meta.url));

/** Returns the shell words that run `program` over the free space of `folder`, as the product asks for it. */
export function overwriteCommand(program: string, folder: string): string {
  return [program, ...overwriterArguments({ folder, key: new Uint8Array(32).fill(7), job: 'forensic' })].join(' ');
}

/** Reads the last line that the overwriter said; throws when that is not a result. */
export function overwriteResult(said: string): OverwriteResult {
  const line = parseOverwriterLine(said.trimEnd().split('\n').at(-1) ?? '');
  if (line.kind !== 'result') throw new Error(`the overwriter ended with: ${JSON.stringify(line)}`);
  return line;
}
