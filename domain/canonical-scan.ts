import { DEEPEST_JSON } from './canonical.ts';

// A reader that only answers "is this canonical, and where does it end?". It builds nothing, which is what makes it
// several times faster than parsing and writing again; property tests hold it to exactly the same answer.
// Every function returns the position after what it read, or -1.

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const FIRST_SURROGATE = 0xd800;

/** Tells whether the whole text is one canonical JSON value (RFC 8785), nested no deeper than DEEPEST_JSON. */
export function isCanonical(text: string): boolean {
  return scanValue(text, 0, 0) === text.length && text.length > 0;
}

/** Reads one canonical JSON value that starts at `at`; `depth` is the nesting around it. Returns the position after it, or -1. */
export function scanValue(text: string, at: number, depth: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return scanString(text, at);
  if (first === OPEN_OBJECT) return depth >= DEEPEST_JSON ? -1 : scanObject(text, at, depth + 1);
  if (first === OPEN_ARRAY) return depth >= DEEPEST_JSON ? -1 : scanArray(text, at, depth + 1);
  if (first === 116) return scanWord(text, at, 'true');
  if (first === 102) return scanWord(text, at, 'false');
  if (first === 110) return scanWord(text, at, 'null');
  return scanNumber(text, at);
}

/** Reads the exact word at `at`; returns the position after it, or -1. */
export function scanWord(text: string, at: number, word: string): number {
  return text.startsWith(word, at) ? at + word.length : -1;
}

/** Reads one canonical JSON string with its quotes at `at`; returns the position after it, or -1. */
export function scanString(text: string, at: number): number {
  if (text.charCodeAt(at) !== QUOTE) return -1;
  let position = at + 1;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) return position + 1;
    if (code >= 32 && code !== BACKSLASH && code < FIRST_SURROGATE) position += 1;
    else {
      position = scanUnusual(text, position, code);
      if (position === -1) return -1;
    }
  }
}

function scanUnusual(text: string, at: number, code: number): number {
  if (code === BACKSLASH) return scanEscape(text, at);
  if (code > 0xdfff) return at + 1;
  if (code < FIRST_SURROGATE || code > 0xdbff) return -1;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff ? at + 2 : -1;
}

// RFC 8785 §3.2.2.2: the seven short escapes where they exist, \u00xx in lower case for the other controls, nothing else escaped.
const SHORT_ESCAPES = '"\\bfnrt';
const LONG_ESCAPE = /\\u00(?:0[0-7be-f]|1[0-9a-f])/y;

function scanEscape(text: string, at: number): number {
  const letter = text.charAt(at + 1);
  if (letter !== '' && SHORT_ESCAPES.includes(letter)) return at + 2;
  return text.charAt(at + 1) === 'u' && matchesAt(LONG_ESCAPE, text, at) ? at + 6 : -1;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function scanNumber(text: string, at: number): number {
  const negative = text.charCodeAt(at) === 45;
  const from = negative ? at + 1 : at;
  let end = from;
  while (isDigit(text.charCodeAt(end))) end += 1;
  const digits = end - from;
  const next = text.charCodeAt(end);
  const isPlain = next !== 46 && next !== 101;
  if (!isPlain || digits > 15) return scanPrintedNumber(text, at);
  if (digits === 0) return -1;
  if (text.charCodeAt(from) === 48) return digits === 1 && !negative ? end : -1;
  return end;
}

const NUMBER = /-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?/y;

function scanPrintedNumber(text: string, at: number): number {
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text)?.[0];
  if (found === undefined || String(Number(found)) !== found) return -1;
  return at + found.length;
}

function scanArray(text: string, at: number, depth: number): number {
  let position = at + 1;
  if (text.charCodeAt(position) === CLOSE_ARRAY) return position + 1;
  for (;;) {
    position = scanValue(text, position, depth);
    if (position === -1) return -1;
    const code = text.charCodeAt(position);
    if (code === CLOSE_ARRAY) return position + 1;
    if (code !== COMMA) return -1;
    position += 1;
  }
}

function scanObject(text: string, at: number, depth: number): number {
  let position = at + 1;
  if (text.charCodeAt(position) === CLOSE_OBJECT) return position + 1;
  let keyBefore = -1;
  for (;;) {
    const keyEnd = scanString(text, position);
    if (keyEnd === -1 || text.charCodeAt(keyEnd) !== COLON) return -1;
    if (keyBefore !== -1 && !isBefore(text, keyBefore, position)) return -1;
    keyBefore = position;
    position = scanValue(text, keyEnd + 1, depth);
    if (position === -1) return -1;
    const code = text.charCodeAt(position);
    if (code === CLOSE_OBJECT) return position + 1;
    if (code !== COMMA) return -1;
    position += 1;
  }
}

/** Compares two scanned keys by where their opening quotes stand; equal keys are not "before". */
function isBefore(text: string, left: number, right: number): boolean {
  for (let offset = 1; ; offset += 1) {
    const a = text.charCodeAt(left + offset);
    const b = text.charCodeAt(right + offset);
    // An escape hides the real code unit, so such keys are compared decoded.
    if (a === BACKSLASH || b === BACKSLASH) return keyAt(text, left) < keyAt(text, right);
    // The shorter key ends first and comes first: its quote must not be weighed against the other's character.
    if (a === QUOTE) return b !== QUOTE;
    if (b === QUOTE) return false;
    if (a !== b) return a < b;
  }
}

function keyAt(text: string, at: number): string {
  return JSON.parse(text.slice(at, scanString(text, at))) as string;
}
