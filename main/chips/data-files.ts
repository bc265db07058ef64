import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DataFileCode } from '../../domain/chip-data-file.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_FILES = 200;

/** Reads data files one by one; whatever is wrong with one is kept as a fault, and the others are read all the same. */
export class DataFiles {
  readonly #faults: RecordedError[] = [];
  readonly #code: DataFileCode;

  /** `code` is what a fault is called. */
  constructor(code: DataFileCode = 'chip.data-file') {
    this.#code = code;
  }

  /** What was wrong, file by file. */
  get faults(): readonly RecordedError[] {
    return this.#faults;
  }

  /** What a file holds; null for one that is not there or cannot be used. */
  read<T>(file: string, parse: (json: string) => T): T | null {
    const json = this.#text(file);
    if (json === null) return null;
    try {
      return parse(json);
    } catch (thrown) {
      this.#note(file, thrown);
      return null;
    }
  }

  /** As `read`, for a file that has to be there: that it is missing is a fault as well. */
  need<T>(file: string, parse: (json: string) => T): T | null {
    if (existsSync(file)) return this.read(file, parse);
    this.#faults.push({ code: this.#code, facts: { file: basename(file), why: 'missing' } });
    return null;
  }

  /** What every file of a folder that ends in .json holds, in the order of their names. */
  readAll<T>(folder: string, parse: (file: string, json: string) => T): readonly T[] {
    return namesIn(folder).flatMap((name) => {
      const found = this.read(join(folder, name), (json) => parse(name, json));
      return found === null ? [] : [found];
    });
  }

  #text(file: string): string | null {
    try {
      if (statSync(file).size > MOST_BYTES) throw new WorkstationError(this.#code, { file, why: 'too large' });
      return readFileSync(file, 'utf8');
    } catch (thrown) {
      if (!isMissing(thrown)) this.#note(file, thrown);
      return null;
    }
  }

  #note(file: string, thrown: unknown): void {
    const { why = 'cannot be read' } = asWorkstationError(thrown).facts;
    this.#faults.push({ code: this.#code, facts: { file: basename(file), why } });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    return names.toSorted().slice(0, MOST_FILES);
  } catch {
    // Most shops have no files of their own.
    return [];
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
}
