import { styleText } from 'node:util';
import type { Progress } from '../../domain/adapter.ts';
import { known } from '../../domain/device.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Grade } from '../../domain/grade.ts';
import type { FindingOutcome } from '../../domain/proof.ts';
import { type Language, sayByName, sayError } from '../../domain/text.ts';
import type { ShortChip } from '../chips/chip-on-record.ts';
import type { Job } from '../jobs/job.ts';
import { columnsOf, cutTo, padTo } from './columns.ts';
import { plain } from './terminal.ts';

/** How a phone ended, as far as a row shows it. */
export interface RowEnd {
  readonly port: string;
  readonly model: string | null;
  readonly verdict: FindingOutcome;
  readonly grade: Grade | null;
  readonly reason: ErrorCode | null;
  readonly record: string | null;
  /** What is known of its chip; null for a phone without a record. */
  readonly chip: ShortChip | null;
}

/** What is known of one Port: the phone's name, its job's state, its progress, and its end. */
export interface Row {
  readonly port: string;
  readonly name: string;
  readonly state: Job['state'] | null;
  readonly progress: Progress | null;
  readonly end: RowEnd | null;
}

const MOST_PORT_COLUMNS = 20;
const MOST_BAR_CELLS = 24;
const LEAST_BAR_CELLS = 6;
const PERCENT_COLUMNS = 5;
const END_COLUMNS = 14;

/** The name of a job's phone, safe to print; an iPhone's with its iOS version. */
export function phoneName(job: Job): string {
  const { apple, model } = job.device;
  const ios = apple && known(apple.osVersion);
  if (apple) return plain(`${known(model) ?? 'iPhone'}${ios ? ` iOS ${ios}` : ''}`);
  return plain(`${known(job.device.maker) ?? '?'} ${known(job.device.model) ?? ''}`.trim());
}

/** What a row says its phone is doing, or how it ended. */
export function whatOf(language: Language, { state, progress, end }: Omit<Row, 'port' | 'name'>): string {
  if (end) {
    const grade = end.verdict === 'pass' && end.grade ? ` ${end.grade}` : '';
    return `${MARKS[end.verdict]} ${sayByName(language, `verdict.${end.verdict}`)}${grade}`;
  }
  const isAtWork = state === 'performing' && progress !== null;
  return `  ${sayByName(language, isAtWork ? `stage.${progress.stage}` : `state.${state ?? 'drafted'}`)}`;
}

const MARKS = { pass: '●', fail: '✕', inconclusive: '▲' } as const;

/** The share of a stage that is done, 0 to 1, or null when its total is not known. */
export function shareOf(progress: Progress | null): number | null {
  if (!progress || progress.total === null || progress.total <= 0) return null;
  return Math.min(1, progress.done / progress.total);
}

/** Lays rows out for a terminal of so many columns, one line each; what does not fit is left out, the name first. */
export function layOut(rows: readonly Row[], columns: number, language: Language): readonly string[] {
  const portColumns = Math.min(MOST_PORT_COLUMNS, Math.max(...rows.map(({ port }) => columnsOf(port)), 0));
  const isWide = columns >= 72;
  const nameColumns = isWide ? Math.min(24, 17 + Math.floor((columns - 72) / 4)) : 0;
  const left = columns - portColumns - 2 - (isWide ? nameColumns + 2 : 0);
  const whatColumns = Math.min(28, Math.max(12, left - 2 - MOST_BAR_CELLS - PERCENT_COLUMNS), Math.max(left, 0));
  const endColumns = Math.min(END_COLUMNS, Math.max(left, 0));
  return rows.map((row) => {
    const head = isWide ? [padTo(row.port, portColumns), padTo(row.name, nameColumns)] : [padTo(row.port, portColumns)];
    const cells = row.end
      ? [...head, padTo(whatOf(language, row), endColumns), cutTo(afterwards(language, row.end), left - endColumns - 2)]
      : [...head, padTo(whatOf(language, row), whatColumns), barOf(row.progress, left - whatColumns - 2)];
    return colour(row.end, cutTo(cells.join('  ').trimEnd(), columns));
  });
}

/** What follows the verdict of a phone: its record when it passed, otherwise why not. */
export function afterwards(language: Language, { verdict, reason, record }: RowEnd): string {
  if (verdict === 'pass' || reason === null) return record ?? '';
  return sayError(language, { code: reason, facts: {} }).title;
}

function barOf(progress: Progress | null, columns: number): string {
  const share = shareOf(progress);
  if (share === null) return '';
  const percent = `${String(Math.floor(share * 100)).padStart(3)}%`;
  const cells = Math.min(MOST_BAR_CELLS, columns - PERCENT_COLUMNS);
  if (cells < LEAST_BAR_CELLS) return columns >= percent.length ? percent : '';
  const full = Math.floor(share * cells);
  return `${'█'.repeat(full)}${'░'.repeat(cells - full)} ${percent}`;
}

function colour(end: RowEnd | null, line: string): string {
  if (!end) return line;
  const colours = { pass: 'green', fail: 'red', inconclusive: 'yellow' } as const;
  // Green is a phone that may be sold, and nothing else.
  const isHeld = end.verdict === 'pass' && end.chip?.sale !== 'allowed';
  return styleText(isHeld ? 'yellow' : colours[end.verdict], line);
}
