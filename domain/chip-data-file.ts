import type { BothLanguages } from './chip-guide.ts';
import { WorkstationError } from './errors.ts';
import { objectOf, type Shape, ShapeError, text, textLike } from './shape.ts';

/** A text in both languages, neither of them empty. */
export const bothLanguages: Shape<BothLanguages> = objectOf<BothLanguages>({
  ja: textLike(/\S/u, 'a text'),
  en: textLike(/\S/u, 'a text'),
});

/** A node, system or area code as four upper-case hex digits. */
export const hexCode: Shape<number> = (value, path = '') =>
  Number.parseInt(textLike(/^[0-9A-F]{4}$/, 'four hex digits')(value, path), 16);

/** The only version of the form of these files. */
export const dataSchema: Shape<1> = (value, path = '') => {
  if (value !== 1) throw new ShapeError(path, 'schema 1');
  return value;
};

/** Which data could not be read: the shop's about chips, the program's own about them, or about Apple's models. */
export type DataFileCode = 'chip.data-file' | 'chip.program-file' | 'apple.data-file';

/** Reads one data file; whatever is wrong with it becomes `chip.data-file`, or the code that is given, with the file and the place. */
export function readDataFile<T>(file: string, json: string, read: Shape<T>, code: DataFileCode = 'chip.data-file'): T {
  try {
    return read(JSON.parse(json));
  } catch (cause) {
    if (cause instanceof WorkstationError) throw cause;
    const why = cause instanceof ShapeError ? cause.message : 'not JSON';
    throw new WorkstationError(code, { file, why }, { cause });
  }
}

/** Any text that is not empty. */
export const someText: Shape<string> = (value, path = '') => {
  const found = text(value, path);
  if (found.trim() === '') throw new ShapeError(path, 'a text that is not empty');
  return found;
};

/**
 * Tells whether a pattern fits a text: compared without case and outer blanks, one `*` stands for any run of characters, an empty
 * one included. A text that is not known fits nothing.
 */
export function fitsPattern(pattern: string, candidate: string | null): boolean {
  if (candidate === null) return false;
  const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
  const [wanted, found] = [fold(pattern), fold(candidate)];
  const star = wanted.indexOf('*');
  if (star < 0) return wanted === found;
  const [head, tail] = [wanted.slice(0, star), wanted.slice(star + 1)];
  return found.length >= head.length + tail.length && found.startsWith(head) && found.endsWith(tail);
}

/** How exactly a pattern speaks: the letters that it names, and a whole name before any pattern. */
export function sharpness(pattern: string): number {
  return pattern.includes('*') ? pattern.trim().length - 1 : 1000 + pattern.trim().length;
}
