import type { JsonValue } from './json.ts';

/** The deepest nesting that is written or accepted; it bounds the stack of every reader. */
export const DEEPEST_JSON = 64;

/** Says why a value has no canonical text; `path` leads to the place, such as `body.written`. */
export class NotCanonicalError extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`no canonical text at ${path === '' ? 'the top' : path}: ${why}`);
    this.name = 'NotCanonicalError';
    this.path = path;
  }
}

/**
 * Writes a value as canonical JSON (RFC 8785): keys ordered by UTF-16 code units, no white space, numbers as ECMAScript prints them.
 * Throws NotCanonicalError for undefined, NaN, infinities, lone surrogates, other objects than plain ones, and nesting beyond DEEPEST_JSON.
 * Minus zero is written as 0, as the RFC asks.
 */
export function canonicalText(value: JsonValue): string {
  return write(value, '', 0);
}

function write(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonicalError(path, 'the number is not finite');
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= DEEPEST_JSON) throw new NotCanonicalError(path, `nested deeper than ${DEEPEST_JSON}`);
      return Array.isArray(value) ? writeArray(value, path, depth) : writeObject(value, path, depth);
    default:
      throw new NotCanonicalError(path, `${typeof value} is not JSON`);
  }
}

function writeString(value: string, path: string): string {
  // JSON.stringify would escape a lone surrogate, and UTF-8 would replace it: two strings could then share one hash.
  if (!value.isWellFormed()) throw new NotCanonicalError(path, 'the text holds a lone surrogate');
  return JSON.stringify(value);
}

function writeArray(value: readonly unknown[], path: string, depth: number): string {
  let text = '[';
  for (let index = 0; index < value.length; index += 1) {
    text += (index === 0 ? '' : ',') + write(value[index], `${path}[${index}]`, depth + 1);
  }
  return `${text}]`;
}

function writeObject(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonicalError(path, 'not a plain object');
  const keys = Object.keys(value).sort();
  const fields = value as Record<string, unknown>;
  let text = '{';
  for (const [index, key] of keys.entries()) {
    const inside = path === '' ? key : `${path}.${key}`;
    text += `${index === 0 ? '' : ','}${writeString(key, inside)}:${write(fields[key], inside, depth + 1)}`;
  }
  return `${text}}`;
}
