import { z } from 'zod';
import { WorkstationError } from '../../../domain/errors.ts';

/** The overwriter's phases, in the order in which they can come. */
export const OVERWRITE_PHASES = ['fill', 'rotate', 'small', 'settle', 'verify', 'hold', 'delete', 'done'] as const;

/** No line of the overwriter is longer (job.h STATUS_BYTES). */
const LONGEST_LINE = 1024;
const count = z.int().nonnegative();
const jobName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,95}$/);
const errorCode = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/);

const PROGRESS = z.strictObject({
  phase: z.enum(OVERWRITE_PHASES),
  pass: z.int().min(1).max(10),
  written: count,
  verified: count,
  mismatched: count,
  total: count,
  done: count,
  work: count,
  ms: count,
  job: jobName,
});

const RESULT = z.strictObject({
  written: count,
  verified: count,
  mismatched: count,
  unreached: count,
  passes: z.int().min(1).max(10),
  direct: z.boolean(),
  bypass: z.enum(['direct', 'fadvise', 'none']),
  ms: count,
  freeBefore: count,
  freeAfter: count,
  leftAvailable: count,
  reserved: count,
  files: count,
  sampled: count,
  missProbability: z.number().min(0).max(1).optional(),
  writtenAllPasses: count,
  verifiedAllPasses: count,
  removed: z.boolean(),
  ok: z.boolean(),
  job: jobName,
  error: errorCode.optional(),
});

const REFUSAL = z.strictObject({
  ok: z.literal(false),
  error: z.enum(['usage', 'running', 'dir', 'status', 'cannot-delete-here', 'memory']),
  detail: errorCode.optional(),
  pid: z.int().positive().optional(),
});

const STARTED = z.strictObject({ pid: z.int().positive() });
const STATUS_ENDING = /^(\{.*),"pid":([1-9]\d{0,9}),"check":"([0-9a-f]{8})"\} *\n?$/;

/** Where a run stands. `written` and `verified` are bytes alive now; `done` of `work` bytes is for a progress bar. */
export type OverwriteProgress = Readonly<z.infer<typeof PROGRESS>> & { readonly kind: 'progress' };
/**
 * How a run ended, in bytes. `written` = in the files when the medium was fullest, `verified` = of these, read back equal;
 * `unreached` = promised but not written; `reserved` = free but kept back by the file system; `missProbability` = how likely
 * damage to one block in a hundred meets none of the `sampled` blocks (`sampled` 0: all was read back).
 */
export type OverwriteResult = Readonly<z.infer<typeof RESULT>> & { readonly kind: 'result' };
/** A run that never began. */
export type OverwriteRefusal = Readonly<z.infer<typeof REFUSAL>> & { readonly kind: 'refusal' };
/** A detached run has this process id. */
export type OverwriteStarted = Readonly<z.infer<typeof STARTED>> & { readonly kind: 'started' };
/** Any line that the overwriter prints. */
export type OverwriterLine = OverwriteProgress | OverwriteResult | OverwriteRefusal | OverwriteStarted;
/** The newest record of a status file. */
export interface OverwriterStatus {
  readonly pid: number;
  readonly report: OverwriteProgress | OverwriteResult;
}

function refuse(why: string, cause?: unknown): never {
  throw new WorkstationError('device.protocol', { what: `overwriter: ${why}` }, { cause });
}

function progressContradictions(line: z.infer<typeof PROGRESS>): readonly (readonly [boolean, string])[] {
  return [
    [line.verified > line.written, 'more verified than written'],
    [line.done > line.work, 'more done than there is to do'],
  ];
}

function resultContradictions(line: z.infer<typeof RESULT>): readonly (readonly [boolean, string])[] {
  const all = line.sampled === 0;
  return [
    [line.verified > line.written, 'more verified than written'],
    [line.written > line.writtenAllPasses, 'more written at the end than in all passes'],
    [line.verified > line.verifiedAllPasses, 'more verified at the end than in all passes'],
    [line.verifiedAllPasses > line.writtenAllPasses, 'more verified than written in all passes'],
    [line.unreached !== Math.max(0, line.freeBefore - line.written), 'unreached is not the rest'],
    [line.direct !== (line.bypass === 'direct'), 'direct and bypass contradict'],
    [all !== (line.missProbability === undefined), 'a miss probability belongs to a sample'],
    [line.missProbability === 0, 'a sample can always miss'],
    [line.ok === (line.error !== undefined), 'ok and error contradict'],
    [line.ok && line.mismatched > 0, 'ok with mismatched bytes'],
    [line.ok && !line.removed, 'ok with files left'],
    [line.ok && line.written === 0, 'ok with nothing written'],
    [line.ok && line.verified === 0, 'ok with nothing verified'],
    [line.ok && all && line.verified !== line.written, 'ok with unverified bytes'],
    [line.ok && all && line.verifiedAllPasses !== line.writtenAllPasses, 'ok with unverified bytes in an earlier pass'],
  ];
}

function refuseContradictions(list: readonly (readonly [boolean, string])[]): void {
  for (const [wrong, why] of list) if (wrong) refuse(why);
}

function readJson(text: string): object {
  if (text.length > LONGEST_LINE) refuse('too long');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    refuse('no JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('no object');
  return value;
}

function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): z.infer<Shape> {
  const read = shape.safeParse(value);
  return read.success ? read.data : refuse('unknown shape', read.error);
}

function readReport(value: object): OverwriteProgress | OverwriteResult {
  if ('phase' in value) {
    const line = parse(PROGRESS, value);
    refuseContradictions(progressContradictions(line));
    return { kind: 'progress', ...line };
  }
  const line = parse(RESULT, value);
  refuseContradictions(resultContradictions(line));
  return { kind: 'result', ...line };
}

/** Reads one line of the overwriter's stdout; throws `device.protocol` for garbage and for contradictory numbers. */
export function parseOverwriterLine(text: string): OverwriterLine {
  const value = readJson(text.trim());
  if ('phase' in value || 'written' in value) return readReport(value);
  if ('ok' in value) return { kind: 'refusal', ...parse(REFUSAL, value) };
  return { kind: 'started', ...parse(STARTED, value) };
}

/** FNV-1a, 32 bits, over UTF-16 code units; the record is ASCII. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Reads a status record; throws `device.protocol` when it is torn (read it again) or otherwise not one. */
export function parseOverwriterStatus(text: string): OverwriterStatus {
  if (text.length > LONGEST_LINE) refuse('too long');
  const parts = STATUS_ENDING.exec(text);
  if (parts === null) refuse('no status record');
  const [, body = '', pid = '', check = ''] = parts;
  if (fnv1a(`${body},"pid":${pid}`) !== Number.parseInt(check, 16)) refuse('the check is wrong');
  return { pid: Number(pid), report: readReport(readJson(`${body}}`)) };
}

/** Returns how far a run is, 0 to 1; only the phase `done` may reach 1. */
export function overwriteFraction(progress: OverwriteProgress): number {
  if (progress.phase === 'done') return 1;
  return progress.work === 0 ? 0 : Math.min(0.999, progress.done / progress.work);
}
