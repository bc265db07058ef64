import { styleText } from 'node:util';
import { asWorkstationError, type ErrorCode, type WorkstationError } from '../../domain/errors.ts';
import type { JsonValue } from '../../domain/json.ts';
import { type Language, sayError } from '../../domain/text.ts';

/** The exit codes of every command: done, the answer is no, wrong usage, the environment does not allow it. */
export const EXIT = { done: 0, no: 1, usage: 2, environment: 3 } as const;
/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const ENVIRONMENT: readonly string[] = [
  'adb.',
  'usb.',
  'reader.',
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
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const LONGEST_PHONE_TEXT = 60;

/** Makes a text that a phone supplied safe to print: one line, no control characters, no more than 60 characters. */
export function plain(text: string): string {
  const safe = [...plainLine(text)];
  return safe.length > LONGEST_PHONE_TEXT ? `${safe.slice(0, LONGEST_PHONE_TEXT - 1).join('')}…` : safe.join('');
}

/** Replaces what could steer a terminal and leaves the length of a text as it is. */
export function plainLine(text: string): string {
  return text.replaceAll(STEERING, '·');
}

/** The JSON of a value on one line; what could steer a terminal is escaped, which changes nothing for a reader of JSON. */
export function steadyJson(value: JsonValue | object): string {
  const escaped = (character: string): string =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join('');
  return JSON.stringify(value).replaceAll(STEERING, escaped);
}

/** Where a command speaks: lines for people go to stdout; with `json` stdout carries one object and nothing else. */
export class Terminal {
  readonly json: boolean;
  readonly language: Language;

  constructor(options: { readonly json: boolean; readonly language: Language }) {
    this.json = options.json;
    this.language = options.language;
  }

  /** Whether lines can be redrawn. */
  get isLive(): boolean {
    return !this.json && process.stdout.isTTY === true && process.env.TERM !== 'dumb';
  }

  /** Prints a line for people. */
  line(text: string): void {
    if (!this.json) process.stdout.write(`${text}\n`);
  }

  /** Says something that a person must not miss, also beside a JSON answer. */
  notice(text: string): void {
    (this.json ? process.stderr : process.stdout).write(`${text}\n`);
  }

  /** Prints the command's one JSON object. */
  answer(value: JsonValue | object): void {
    if (this.json) process.stdout.write(`${steadyJson(value)}\n`);
  }

  /** Prints an error in both languages, or as an object. */
  fail(thrown: unknown): ExitCode {
    const error = asWorkstationError(thrown);
    if (this.json) this.answer({ error: { code: error.code, facts: error.facts, ...sayError(this.language, error) } });
    else process.stderr.write(`${this.#mark(error)}\n`);
    return exitCodeOf(error.code);
  }

  #mark(error: WorkstationError): string {
    const said = (['ja', 'en'] as const).map((language) => sayError(language, error));
    const lines = [`[${error.code}]`, ...said.map(({ title, action }) => plainLine(`${title} ${action}`))];
    const text = lines.join('\n');
    return process.stderr.isTTY ? styleText('red', text, { stream: process.stderr }) : text;
  }
}
