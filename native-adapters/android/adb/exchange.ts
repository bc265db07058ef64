import type { ShellResult } from './shell.ts';

/** Hears what a phone is asked and what it answers, for people to read; never a reason to conclude anything. */
export type HearExchange = (transport: string, direction: 'sent' | 'received', text: string) => void;

const MOST_CHARACTERS = 600;
const MOST_LINES = 12;

/**
 * A text of an exchange as a person may see it: a few lines, without control characters, and without what names a person or opens a
 * job's random stream (IMEIs, telephone numbers, long hex). Parcels hold such numbers as UTF-16 and are left out whole.
 */
export function shownText(raw: string): string {
  const lines = raw
    .slice(0, MOST_CHARACTERS * 4)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const kept = lines.slice(0, MOST_LINES).map((line) => (/0x[0-9a-f]{8}:|Parcel\(/.test(line) ? '(parcel)' : line));
  const more = lines.length > MOST_LINES || raw.length > MOST_CHARACTERS * 4 ? ['…'] : [];
  const text = [...kept, ...more].join('\n').replaceAll(/[^\P{C}\n]/gu, '·');
  return text
    .replaceAll(/\b[0-9a-fA-F]{16,}\b/g, '•••')
    .replaceAll(/\d(?:[ .-]?\d){9,}/g, '•••')
    .slice(0, MOST_CHARACTERS);
}

/** Runs a command and lets it and its answer, or how it failed, be heard. */
export async function heeded(
  hear: ((direction: 'sent' | 'received', text: string) => void) | null,
  command: string,
  run: () => Promise<ShellResult>,
): Promise<ShellResult> {
  if (hear === null) return run();
  hear('sent', shownText(command));
  try {
    const result = await run();
    const said = [result.stdout, result.stderr].map((bytes) => Buffer.from(bytes).toString('utf8')).join('');
    hear('received', shownText(`${said}\n[${result.exitCode ?? '?'}]`));
    return result;
  } catch (error) {
    hear('received', shownText(`(${error instanceof Error ? error.message : 'failed'})`));
    throw error;
  }
}
