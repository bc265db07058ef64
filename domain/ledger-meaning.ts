import type { JsonObject, JsonValue } from './json.ts';
import { CHAIN_KINDS, LEDGER_SCHEMA } from './ledger.ts';
import { type ReadEntry, readEntry, readFrame } from './ledger-frame.ts';

/** A signature that is looked at in the end, when it is clear which ones matter. */
export interface Signed {
  readonly seq: number;
  readonly why: 'bad-seal' | 'bad-rotation';
  /** The entry that holds the signature. */
  readonly entry: string;
  readonly statement: () => string;
  readonly publicKey: string;
}

/** Reads an entry that is signed or signs; null when it does not read back to itself, which is a fault and not a crash. */
export function meaningOf(text: string): ReadEntry | null {
  try {
    return readEntry(text);
  } catch {
    return null;
  }
}

/** Tells whether an opening entry agrees with itself about workstation, practice, schema and key. */
export function opensItself(entry: ReadEntry, keyId: string): boolean {
  const { body, workstation, practice } = entry;
  const isSame = body.workstation === workstation && body.practice === practice;
  return isSame && body.schema === LEDGER_SCHEMA && body.keyId === keyId;
}

/** A field of a JSON object, undefined when there is no such field or no object. */
export function fieldOf(value: JsonValue | undefined, field: string): JsonValue | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject)[field] : undefined;
}

/** A text field of a JSON object, empty when it is not there. */
export function textOf(value: JsonValue | undefined, field: string): string {
  const found = fieldOf(value, field);
  return typeof found === 'string' ? found : '';
}

/** Tells whether the kind that begins at `at` is this one. */
export function hasKind(text: string, at: number, kind: string): boolean {
  return text.startsWith(kind, at) && text.charCodeAt(at + kind.length) === 34;
}

/** Reads to the last character an entry that was taken by its end: its form, and that no kind of the chain's own hides behind a port. */
export function isSound(text: string): boolean {
  const frame = readFrame(text);
  if (frame === null) return false;
  const isChainKind = Object.values(CHAIN_KINDS).some((kind) => hasKind(text, frame.kindAt, kind));
  return !isChainKind || text.includes(',"port":null,', frame.kindAt);
}
