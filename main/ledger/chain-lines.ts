import { TextDecoder } from 'node:util';
import type { ChainLink } from '../../domain/ledger.ts';

const START = '{"entry":';
const MIDDLE = ',"hash":"';
const HASH = /^[0-9a-f]{64}$/;
const END_LENGTH = MIDDLE.length + 64 + 2;

/** One line of an export, without its line feed: the entry's exact text and its hash, together a JSON object. */
export function lineOf(link: ChainLink): string {
  return `${START}${link.text}${MIDDLE}${link.hash}"}`;
}

/** Takes a line of an export apart without parsing the entry; null when it is not such a line. */
export function linkOf(line: string): ChainLink | null {
  const end = line.length - END_LENGTH;
  const hash = line.slice(end + MIDDLE.length, -2);
  const isLine = line.startsWith(START) && line.startsWith(MIDDLE, end) && line.endsWith('"}') && HASH.test(hash);
  return isLine ? { text: line.slice(START.length, end), hash } : null;
}

/** Decodes UTF-8; null for bytes that are no UTF-8, which a forgiving decoder would turn into another text. */
export function strictText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
