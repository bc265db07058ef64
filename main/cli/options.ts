import type { z } from 'zod';
import { WorkstationError } from '../../domain/errors.ts';

/** Reads the options of a command; throws `command.usage` with the name of the first that does not fit. */
export function readOptions<T>(shape: z.ZodType<T>, given: unknown): T {
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = `--${String(issue?.path[0] ?? '')}`;
  const values = issue?.code === 'invalid_value' ? ` (${issue.values.map(String).join(', ')})` : '';
  throw new WorkstationError('command.usage', { what: `${name}${values}` });
}

/** Reads a whole number of an option; throws `command.usage` when it is none or out of range. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < least || number > most) {
    throw new WorkstationError('command.usage', { what: `${name} ${text} (${least}-${most})` });
  }
  return number;
}

/** Reads `HOST:PORT` of an adb server on this computer; throws `command.usage` for anything else. */
export function adbAddress(text: string): { host: string; port: number } {
  const [, host, port] = /^(127\.0\.0\.1|localhost):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || port === undefined) {
    throw new WorkstationError('command.usage', { what: `--adb ${text} (127.0.0.1:1-65535)` });
  }
  return { host, port: wholeNumber('--adb', port, 1, 65_535) };
}
