import { canonicalText } from './canonical.ts';
import { scanString, scanValue, scanWord } from './canonical-scan.ts';
import type { JsonObject } from './json.ts';
import type { LedgerEntry } from './ledger.ts';

/** What the chain check needs from an entry's text, found without building the entry. Positions are string indexes. */
export interface EntryFrame {
  readonly seq: number;
  readonly practice: boolean;
  /** Where the 64 hex digits of `prev` begin. */
  readonly prevAt: number;
  /** Where the kind's text begins; a quote ends it. */
  readonly kindAt: number;
  /** Where the workstation id's text begins; `"}` ends it and the entry. */
  readonly workstationAt: number;
}

const QUOTE = 34;

// The order of the fields is the canonical one, so it is the same in every entry and each is read where it must stand.

/**
 * Reads the text of one entry in one pass and returns its frame, or null unless the text is exactly the canonical text of an
 * object of LedgerEntry's shape (all thirteen fields, no other, each of its type).
 */
export function readFrame(text: string): EntryFrame | null {
  const bodyAt = readHead(text);
  if (bodyAt === -1 || text.charCodeAt(bodyAt) !== 123) return null;
  const jobAt = after(text, scanValue(text, bodyAt, 1), ',"clock":"workstation","job":');
  const kindAt = after(text, scanId(text, jobAt), ',"kind":"');
  const offsetAt = after(text, scanKind(text, kindAt), '","offsetMinutes":');
  const portAt = after(text, scanInteger(text, offsetAt), ',"port":');
  const practiceAt = after(text, scanId(text, portAt), ',"practice":');
  if (practiceAt === -1) return null;
  const practice = text.charCodeAt(practiceAt) === 116;
  const prevAt = after(text, scanWord(text, practiceAt, practice ? 'true' : 'false'), ',"prev":"');
  const recordAt = after(text, scanHex(text, prevAt), '","record":');
  const seqAt = after(text, scanId(text, recordAt), ',"seq":');
  const seqEnd = scanInteger(text, seqAt);
  const workstationAt = after(text, seqEnd, ',"workstation":"');
  const end = workstationAt === -1 ? -1 : scanString(text, workstationAt - 1);
  if (end === -1 || end - workstationAt < 2 || text.charCodeAt(end) !== 125 || end + 1 !== text.length) return null;
  return { seq: numberAt(text, seqAt, seqEnd), practice, prevAt, kindAt, workstationAt };
}

/** An entry read back: any kind and any body, so that an older program can read a newer one's ledger. */
export interface ReadEntry extends Omit<LedgerEntry, 'kind' | 'body'> {
  readonly kind: string;
  readonly body: JsonObject;
}

/** Parses a stored text whose shape has been checked; throws RangeError when it does not read back to the same text. */
export function readEntry(text: string): ReadEntry {
  const entry = JSON.parse(text) as ReadEntry;
  if (readFrame(text) === null || canonicalText(entry as unknown as JsonObject) !== text) {
    throw new RangeError('not the canonical text of a ledger entry');
  }
  return entry;
}

/** Returns where the body begins, or -1. */
function readHead(text: string): number {
  const actorAt = after(text, 0, '{"actor":');
  if (actorAt === -1 || text.charCodeAt(actorAt + 1) === QUOTE) return -1;
  const atAt = after(text, scanString(text, actorAt), ',"at":"');
  return atAt !== -1 && isTime(text, atAt) ? after(text, atAt + 24, '","body":') : -1;
}

function after(text: string, at: number, word: string): number {
  return at === -1 ? -1 : scanWord(text, at, word);
}

/** null, or a string that is not empty. */
function scanId(text: string, at: number): number {
  if (at === -1) return -1;
  if (text.charCodeAt(at) === 110) return scanWord(text, at, 'null');
  return text.charCodeAt(at + 1) === QUOTE ? -1 : scanString(text, at);
}

function scanKind(text: string, at: number): number {
  if (at === -1) return -1;
  let position = at;
  while (isKindCode(text.charCodeAt(position))) position += 1;
  return text.charCodeAt(position) === QUOTE && position > at ? position : -1;
}

function isKindCode(code: number): boolean {
  return (code >= 97 && code <= 122) || code === 45 || isDigit(code);
}

/** An integer of at most nine digits after an optional minus, without leading zeros. */
function scanInteger(text: string, at: number): number {
  if (at === -1) return -1;
  const negative = text.charCodeAt(at) === 45;
  const from = negative ? at + 1 : at;
  let end = from;
  while (isDigit(text.charCodeAt(end))) end += 1;
  if (end === from || end - from > 9) return -1;
  if (text.charCodeAt(from) === 48 && (end - from > 1 || negative)) return -1;
  return end;
}

function scanHex(text: string, at: number): number {
  if (at === -1) return -1;
  for (let position = at; position < at + 64; position += 1) {
    const code = text.charCodeAt(position);
    if (!isDigit(code) && !(code >= 97 && code <= 102)) return -1;
  }
  return at + 64;
}

const TIME = '0000-00-00T00:00:00.000Z';

function isTime(text: string, at: number): boolean {
  for (let index = 0; index < 24; index += 1) {
    const wanted = TIME.charCodeAt(index);
    const code = text.charCodeAt(at + index);
    if (wanted === 48 ? !isDigit(code) : code !== wanted) return false;
  }
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function numberAt(text: string, from: number, to: number): number {
  return text.charCodeAt(from) === 45 ? -1 : Number(text.slice(from, to));
}
