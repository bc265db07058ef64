import { MOST_LEVELS, MOST_VALUES, plistFault } from './plist-fault.ts';
import { exactWhole, type PlistValue } from './plist-value.ts';

// Elements of Apple's DTD: http://www.apple.com/DTDs/PropertyList-1.0.dtd.
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const LONGEST_WHOLE = 40;

interface Tag {
  readonly name: string;
  readonly is: 'open' | 'close' | 'empty';
}

/** Reads a property list in XML; throws device.protocol on anything that is not one. No entity, no document type and no address of the text is ever followed. */
export function readXml(text: string): PlistValue {
  return new XmlReader(text).document();
}

/** One pass over the text, never back: the time grows with the text alone. */
class XmlReader {
  readonly #text: string;
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): PlistValue {
    const root = this.#tag();
    if (root.name !== 'plist' || root.is !== 'open') throw plistFault('no plist element');
    const value = this.#value(this.#tag(), 0);
    this.#close('plist');
    this.#skip();
    if (this.#at < this.#text.length) throw plistFault('text after the end');
    return value;
  }

  /** Skips white space, comments, processing instructions and a document type without declarations of its own. */
  #skip(): void {
    for (;;) {
      while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
      if (this.#text.startsWith('<!--', this.#at)) this.#past('-->', 4);
      else if (this.#text.startsWith('<?', this.#at)) this.#past('?>', 2);
      else if (this.#text.startsWith('<!DOCTYPE', this.#at)) this.#skipDocumentType();
      else return;
    }
  }

  #skipDocumentType(): void {
    const type = this.#past('>', 9);
    if (/[[<]/.test(type)) throw plistFault('declarations');
  }

  /** Moves behind the next occurrence and returns what lay before it. */
  #past(end: string, from: number): string {
    const start = this.#at + from;
    const at = this.#text.indexOf(end, start);
    if (at < 0) throw plistFault('cut off');
    this.#at = at + end.length;
    return this.#text.slice(start, at);
  }

  #tag(): Tag {
    this.#skip();
    if (this.#text[this.#at] !== '<') throw plistFault('text between elements');
    const inside = this.#past('>', 1);
    const found = /^(\/?)([a-z]+)(?:\s[^<]*)?$/.exec(inside.endsWith('/') ? inside.slice(0, -1) : inside);
    const [, slash, name] = found ?? [];
    if (name === undefined) throw plistFault('element');
    return { name, is: slash === '/' ? 'close' : inside.endsWith('/') ? 'empty' : 'open' };
  }

  #close(name: string): void {
    const tag = this.#tag();
    if (tag.name !== name || tag.is !== 'close') throw plistFault('nesting');
  }

  #value(tag: Tag, level: number): PlistValue {
    this.#values += 1;
    if (level > MOST_LEVELS || this.#values > MOST_VALUES) throw plistFault('too large');
    if (tag.is === 'close') throw plistFault('nesting');
    switch (tag.name) {
      case 'dict':
        return this.#dict(tag, level);
      case 'array':
        return this.#array(tag, level);
      case 'true':
      case 'false':
        this.#leaf(tag);
        return tag.name === 'true';
      default:
        return scalar(tag.name, this.#leaf(tag));
    }
  }

  #dict(tag: Tag, level: number): PlistValue {
    // Without a prototype: a key named __proto__ or constructor is a key like any other.
    const dict: Record<string, PlistValue> = Object.create(null);
    if (tag.is === 'empty') return dict;
    for (let next = this.#tag(); next.name !== 'dict' || next.is !== 'close'; next = this.#tag()) {
      if (next.name !== 'key' || next.is === 'close') throw plistFault('dictionary without key');
      const key = this.#leaf(next);
      dict[key] = this.#value(this.#tag(), level + 1);
    }
    return dict;
  }

  #array(tag: Tag, level: number): PlistValue {
    const array: PlistValue[] = [];
    if (tag.is === 'empty') return array;
    for (let next = this.#tag(); next.name !== 'array' || next.is !== 'close'; next = this.#tag()) {
      array.push(this.#value(next, level + 1));
    }
    return array;
  }

  /** Reads the text of an element up to and with its end. */
  #leaf(tag: Tag): string {
    if (tag.is === 'empty') return '';
    const parts: string[] = [];
    for (;;) {
      const end = this.#text.indexOf('<', this.#at);
      if (end < 0) throw plistFault('cut off');
      parts.push(withoutEntities(this.#text.slice(this.#at, end)));
      this.#at = end;
      if (this.#text.startsWith('<![CDATA[', end)) parts.push(this.#past(']]>', 9));
      else if (this.#text.startsWith('<!--', end)) this.#past('-->', 4);
      else break;
    }
    this.#close(tag.name);
    return parts.join('');
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0xfeff;
}

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  // Looked for first: replaceAll gathers every match of a long text before the first of them is judged.
  if (/&(?![#\w]{1,10};)/.test(text)) throw plistFault('entity');
  return text.replaceAll(/&([#\w]{1,10});/g, (_whole, name: string) => {
    const character = characterOf(name);
    if (character === undefined) throw plistFault('entity');
    return character;
  });
}

function characterOf(name: string): string | undefined {
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name];
  const [, decimal, hex] = /^#(?:(\d+)|x([0-9a-fA-F]+))$/.exec(name) ?? [];
  if (decimal === undefined && hex === undefined) return undefined;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  if (code > 0x10ffff) return undefined;
  // A control character stays as harmless here as it is as a plain byte; half a surrogate pair is no character.
  if (code < 0x20 && !isSpace(code)) return ' ';
  return String.fromCodePoint(code).toWellFormed();
}

function scalar(name: string, text: string): PlistValue {
  switch (name) {
    case 'string':
      return text;
    case 'integer':
      return whole(text.trim());
    case 'real':
      return real(text.trim());
    case 'data':
      return data(text.replaceAll(/\s+/g, ''));
    case 'date':
      return date(text.trim());
    default:
      throw plistFault('element');
  }
}

function whole(text: string): number | bigint {
  const [, sign, digits] = /^([+-]?)(\d+|0[xX][0-9a-fA-F]+)$/.exec(text) ?? [];
  if (digits === undefined || digits.length > LONGEST_WHOLE) throw plistFault('integer');
  const value = BigInt(digits);
  return exactWhole(sign === '-' ? -value : value);
}

function real(text: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
  throw plistFault('real');
}

function data(base64: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw plistFault('data');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function date(text: string): Date {
  const value = /^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? new Date(text) : null;
  if (value === null || Number.isNaN(value.getTime())) throw plistFault('date');
  return value;
}
