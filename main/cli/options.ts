import { WorkstationError } from '../../domain/errors.ts';

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
  if (host === undefined || port === undefined) throw new WorkstationError('command.usage', { what: `--adb ${text}` });
  return { host, port: wholeNumber('--adb', port, 1, 65_535) };
}
