/** One breach of one rule: where it is, which rule, and what to do about it. */
export interface Fault {
  readonly rule: string;
  readonly where: string;
  readonly what: string;
}

/** What a gate returns: the faults, and a count of what it read, which must not be zero. */
export interface GateResult {
  readonly gate: string;
  readonly faults: readonly Fault[];
  readonly read: Readonly<Record<string, number>>;
}

/** Prints the faults and one summary line, and returns the exit code: 0 only when something was read and nothing is wrong. */
export function reportGate(result: GateResult): 0 | 1 {
  const empty = Object.entries(result.read)
    .filter(([, count]) => count === 0)
    .map(
      ([noun]): Fault => ({ rule: 'nothing-read', where: '.', what: `the gate read no ${noun}, so it proves nothing` }),
    );
  const faults = [...result.faults, ...empty];
  for (const { rule, where, what } of faults) process.stdout.write(`${result.gate} ${rule} ${where}: ${what}\n`);
  const counts = Object.entries(result.read).map(([noun, count]) => `${count} ${noun}`);
  process.stdout.write(`${result.gate}: ${counts.join(', ')} read, ${faults.length} faults\n`);
  return faults.length === 0 ? 0 : 1;
}

/** Reads `--root DIR` from the command line; without it the gate looks at the folder it was started in. */
export function rootFromCommandLine(): string {
  const at = process.argv.indexOf('--root');
  return (at >= 0 ? process.argv[at + 1] : undefined) ?? process.cwd();
}
