import { CANARY_CLASSES } from './canary.ts';
import type { Carved } from './run-photorec.ts';
import type { CanaryCount } from './scan-for-canaries.ts';

/** One measured line: what was done to which medium, and what was still found. */
export interface ResidueRow {
  readonly medium: string;
  readonly after: string;
  readonly raw: CanaryCount;
  /** Null where no carving tool was run. */
  readonly carved: Carved | null;
}

/** Returns the rows as a text table with one column a class; PhotoRec's files stand last. */
export function residueTable(title: string, rows: readonly ResidueRow[]): string {
  const head = ['medium', 'after', ...CANARY_CLASSES, 'PhotoRec'];
  const lines = rows.map((row) => [
    row.medium,
    row.after,
    ...CANARY_CLASSES.map((kind) => String(row.raw[kind])),
    row.carved === null
      ? '-'
      : Object.entries(row.carved.files)
          .map(([ending, n]) => `${n} ${ending}`)
          .join(' ') || '0',
  ]);
  const width = head.map((name, at) => Math.max(name.length, ...lines.map((line) => line[at]?.length ?? 0)));
  const print = (line: readonly string[]) =>
    line
      .map((cell, at) => cell.padEnd(width[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [title, print(head), ...lines.map(print)].join('\n');
}
