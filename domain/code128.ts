// Widths of bars and spaces of each symbol value, a bar first (ISO/IEC 15417, table 1); the last is the stop pattern.
const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');
const TO_B = 100;
const START_B = 104;
const START_C = 105;
const STOP = 106;
const CHECK_MODULUS = 103;
const FIRST_CHARACTER = 32;
const MOST_CHARACTERS = 48;

/** The white room that a reader wants on either side of the bars, in modules (ISO/IEC 15417 §4.3.4). */
export const QUIET_MODULES = 10;

/** One dark bar: where it begins and how wide it is, in modules. */
export interface Bar {
  readonly at: number;
  readonly width: number;
}

/** A Code 128 symbol: its bars, and its width in modules without the quiet zones. */
export interface Code128 {
  readonly bars: readonly Bar[];
  readonly modules: number;
}

/** Draws a text as Code 128: digits in pairs (set C), the rest letter by letter (set B). Null when it holds a character that is not printable ASCII, is empty or too long. */
export function code128(text: string): Code128 | null {
  if (!/^[ -~]+$/.test(text) || text.length > MOST_CHARACTERS) return null;
  const values = valuesOf(text);
  const check = values.reduce((sum, value, place) => sum + value * Math.max(1, place), 0) % CHECK_MODULUS;
  return barsOf([...values, check, STOP]);
}

/** Only a long run of digits at the start is worth the change of set: an IMEI is one, and its last digit stands alone. */
function valuesOf(text: string): readonly number[] {
  const [digits = ''] = /^\d*/.exec(text) ?? [];
  const paired = digits.length >= 4 ? digits.length - (digits.length % 2) : 0;
  const pairs = (text.slice(0, paired).match(/\d\d/g) ?? []).map(Number);
  const letters = [...text.slice(paired)].map((letter) => letter.charCodeAt(0) - FIRST_CHARACTER);
  if (pairs.length === 0) return [START_B, ...letters];
  return [START_C, ...pairs, ...(letters.length === 0 ? [] : [TO_B, ...letters])];
}

function barsOf(values: readonly number[]): Code128 {
  const widths = [...values.map((value) => PATTERNS[value] ?? '').join('')].map(Number);
  const bars: Bar[] = [];
  let at = 0;
  for (const [place, width] of widths.entries()) {
    // Each symbol but the stop has six widths, so bars stand at even places throughout.
    if (place % 2 === 0) bars.push({ at, width });
    at += width;
  }
  return { bars, modules: at };
}

/** The bars as one SVG path of the given height, both in modules, without quiet zones. */
export function code128Svg({ bars, modules }: Code128, height: number): string {
  const path = bars.map(({ at, width }) => `M${at} 0h${width}v${height}h-${width}z`).join('');
  return `<svg viewBox="0 0 ${modules} ${height}" preserveAspectRatio="none"><path d="${path}" fill="#000"/></svg>`;
}
