import { styleText } from 'node:util';
import { asWorkstationError, type ErrorCode, type WorkstationError } from '../../domain/errors.ts';
import type { JsonValue } from '../../domain/json.ts';
import { type Language, sayError, sayErrorInBoth } from '../../domain/text.ts';

/** The exit codes of every command: done, the answer is no, wrong usage, the environment does not allow it. */
export const EXIT = { done: 0, no: 1, usage: 2, environment: 3 } as const;
/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const ENVIRONMENT: readonly string[] = [
  'adb.',
  'store.',
  'ledger.write',
  'ledger.key',
  'ledger.file',
  'practice.',
  'overwriter.binary',
  'certificate.not-writable',
  'app.',
];

/** The exit code of a command that ended with an error. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === 'command.usage') return EXIT.usage;
  return ENVIRONMENT.some((prefix) => code.startsWith(prefix)) ? EXIT.environment : EXIT.no;
}

// Control characters, bidirectional controls and line separators: what a phone says must not steer the terminal.
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const LONGEST_PHONE_TEXT = 60;

/** Makes a text that a phone supplied safe to print: one line, no control characters, no more than 60 characters. */
export function plain(text: string): string {
  const safe = text.replaceAll(STEERING, '·');
  return safe.length > LONGEST_PHONE_TEXT ? `${safe.slice(0, LONGEST_PHONE_TEXT - 1)}…` : safe;
}

/** Where a command speaks: people read stderr-free lines on stdout; with `json` stdout carries one object and nothing else. */
export class Terminal {
  readonly json: boolean;
  readonly language: Language;

  constructor(options: { readonly json: boolean; readonly language: Language }) {
    this.json = options.json;
    this.language = options.language;
  }

  /** Whether lines can be redrawn. */
  get isLive(): boolean {
    return !this.json && process.stdout.isTTY === true;
  }

  /** Prints a line for people. */
  line(text: string): void {
    if (!this.json) process.stdout.write(`${text}\n`);
  }

  /** Prints the command's one JSON object. */
  answer(value: JsonValue | object): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Prints an error in both languages, or as an object. */
  fail(thrown: unknown): ExitCode {
    const error = asWorkstationError(thrown);
    if (this.json) this.answer({ error: { code: error.code, facts: error.facts, ...sayError(this.language, error) } });
    else process.stderr.write(`${this.#mark(error)}\n`);
    return exitCodeOf(error.code);
  }

  #mark(error: WorkstationError): string {
    const text = sayErrorInBoth(error).split('\n').map(plainLine).join('\n');
    return process.stderr.isTTY ? styleText('red', text) : text;
  }
}

function plainLine(text: string): string {
  return text.replaceAll(STEERING, '·');
}
