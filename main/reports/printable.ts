// Bidirectional controls (UAX #9), zero-width and other invisible formatting, tags; line ends are dealt with as controls.
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]$/u;
const VARIATION = /^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;
const LONG_WORD = /[\u0021-\u2fff]{25,}/;

/** A text made safe to print: what cannot be seen or drawn is written as its code, and what is too long is cut. */
export interface Printable {
  readonly text: string;
  /** How many characters were left out at the end. */
  readonly left: number;
  /** True when it has no place to break a line in a narrow column. */
  readonly unbroken: boolean;
}

/**
 * Makes any text, also one from a hostile phone, safe to print: every control, invisible or undrawable character becomes ‹U+XXXX›,
 * so that two different texts never look alike, and at most `most` characters are shown.
 */
export function printable(text: string, canDraw: (codePoint: number) => boolean, most = 120): Printable {
  const characters = Array.from(text);
  const shown = characters.slice(0, most).map((character, index) => drawn(character, index, canDraw));
  const joined = shown.join('');
  return { text: joined, left: Math.max(0, characters.length - most), unbroken: LONG_WORD.test(joined) };
}

function drawn(character: string, index: number, canDraw: (codePoint: number) => boolean): string {
  const codePoint = character.codePointAt(0) ?? 0;
  // A variation selector belongs to the character before it and has no glyph of its own.
  if (VARIATION.test(character) && index > 0) return character;
  if (!INVISIBLE.test(character) && canDraw(codePoint)) return character;
  return `‹U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}›`;
}
