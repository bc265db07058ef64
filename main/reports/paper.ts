import type { Content, TableCell } from 'pdfmake';
import type { RecordedTime } from '../../domain/report.ts';
import { type Language, say, sayByName, type TextKey } from '../../domain/text.ts';
import type { PaperFonts } from './fonts.ts';
import { printable } from './printable.ts';

/** The colours of paper; every state also has a word and a shape, so that none is told by colour alone. */
export const INK = {
  text: '#111827',
  quiet: '#4b5563',
  line: '#9ca3af',
  tint: '#eef1f5',
  band: '#1f2937',
  pass: '#14602f',
  fail: '#991b1b',
  inconclusive: '#8a4b08',
} as const;

/** A piece of a line of text. */
export interface Piece {
  readonly text: string;
  readonly fontSize?: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly wordBreak?: 'break-all';
  readonly noWrap?: boolean;
}

/** What is said in both languages: the leading one first. */
export interface Both {
  readonly first: string;
  readonly second: string;
}

const SMALL = 5.4;
const MOST_SHOWN = 120;
// The last moment that a Date can hold (ECMA-262, time values).
const MOST_DATE_MS = 8.64e15;
// Our own sentences are never cut; what is put into them from outside is bounded all the same.
const MOST_OWN = 1_000;

/** The words of one paper: which language leads, and which characters its font can draw. */
export class PaperWords {
  readonly language: Language;
  readonly #fonts: PaperFonts;

  constructor(language: Language, fonts: PaperFonts) {
    this.language = language;
    this.#fonts = fonts;
  }

  /**
   * Marks the lines that fit into a width as not to be broken. Looking for places to break Japanese makes each character a piece of
   * its own, which is most of the cost of a page; most lines fit and need no such place.
   */
  fitted(pieces: readonly Piece[], widthPt: number, style: Readonly<{ fontSize: number; bold?: boolean }>): Piece[] {
    const fitted: Piece[] = [];
    let line: Piece[] = [];
    const endLine = (): void => {
      const width = line.reduce((sum, piece) => sum + this.#widthOf(piece, style), 0);
      fitted.push(...(width < widthPt ? line.map((piece) => ({ ...piece, noWrap: true })) : line));
      line = [];
    };
    for (const piece of pieces) {
      if (piece.text === '\n') {
        endLine();
        fitted.push(piece);
      } else line.push(piece);
    }
    endLine();
    return fitted;
  }

  #widthOf(piece: Piece, style: Readonly<{ fontSize: number; bold?: boolean }>): number {
    const isBold = piece.bold ?? style.bold ?? false;
    return this.#fonts.widthOf(piece.text, piece.fontSize ?? style.fontSize, isBold ? 'bold' : 'regular');
  }

  /** A text in both languages. */
  both(key: TextKey, facts: Readonly<Record<string, string | number>> = {}): Both {
    const [first, second] = this.#languages().map((language) => sayByName(language, key, facts));
    return { first: first ?? '', second: second ?? '' };
  }

  /** A pair of texts with the leading language first. */
  pair(ja: string, en: string): Both {
    return this.language === 'ja' ? { first: ja, second: en } : { first: en, second: ja };
  }

  /** Both languages on one line, the second one small; once only when they say the same. */
  inline({ first, second }: Both): Piece[] {
    if (first === second) return this.given(first, MOST_OWN);
    return [...this.given(first, MOST_OWN), { text: '  ' }, ...this.#small(second, MOST_OWN)];
  }

  /** The words of a key in both languages on one line. */
  words(key: TextKey, facts: Readonly<Record<string, string | number>> = {}): Piece[] {
    return this.inline(this.both(key, facts));
  }

  /** Both languages on two lines, the second one small. */
  stacked({ first, second }: Both): Piece[] {
    if (first === second) return this.given(first, MOST_OWN);
    return [...this.given(first, MOST_OWN), { text: '\n' }, ...this.#small(second, MOST_OWN)];
  }

  /** A text from outside, made safe to print and cut when it is long. */
  given(text: string, most = MOST_SHOWN): Piece[] {
    const safe = printable(text, this.#fonts.canDraw, most);
    const shown: Piece = safe.unbroken ? { text: safe.text, wordBreak: 'break-all' } : { text: safe.text };
    if (safe.left === 0) return [shown];
    const cut = this.both('certificate.value.cut', { left: safe.left });
    return [shown, { text: `… ${cut.first}`, fontSize: SMALL, color: INK.quiet }];
  }

  /** A remark in small print on the next line. */
  remark(text: string): Piece[] {
    return [{ text: '\n' }, ...this.#small(text)];
  }

  /** A moment in local time with its offset, and in UTC. */
  time(moment: RecordedTime | null): Piece[] {
    if (moment === null) return this.words('certificate.value.unknown');
    const shown = localTime(moment);
    if (shown === null) return this.given(moment.at);
    return [{ text: shown }, { text: '  ' }, ...this.#small(`${moment.at.slice(5, 19).replace('T', ' ')} UTC`)];
  }

  /** A number of bytes, rounded and in full. */
  bytes(bytes: number): Piece[] {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    const power = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
    const amount = `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 2)} ${units[power]}`;
    const full = bytes.toLocaleString('en-US');
    return [{ text: say(this.language, 'certificate.value.bytes', { amount, bytes: full }) }];
  }

  #small(text: string, most = MOST_SHOWN * 2): Piece[] {
    const safe = printable(text, this.#fonts.canDraw, most);
    const piece = { text: safe.text, fontSize: SMALL, color: INK.quiet };
    return [safe.unbroken ? { ...piece, wordBreak: 'break-all' } : piece];
  }

  #languages(): readonly Language[] {
    return this.language === 'ja' ? ['ja', 'en'] : ['en', 'ja'];
  }
}

/** A moment in local time with its offset, `2026-03-04 14:06:07 +09:00`; null when the recorded time cannot be read. */
export function localTime(moment: RecordedTime): string | null {
  const localMs = Date.parse(moment.at) + moment.offsetMinutes * 60_000;
  if (Number.isNaN(localMs) || Math.abs(localMs) > MOST_DATE_MS) return null;
  const local = new Date(localMs).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${offset(moment.offsetMinutes)}`;
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** One labelled value of a grid. */
export interface Labelled {
  readonly label: Both;
  readonly value: readonly Piece[];
}

const hairlines = {
  hLineWidth: () => 0.4,
  vLineWidth: () => 0,
  hLineColor: () => INK.line,
  paddingLeft: () => 4,
  paddingRight: () => 4,
  paddingTop: () => 1,
  paddingBottom: () => 1,
};

const CELL_PADDING = 8;
const PAGE_WIDTH = 527;
const LABEL_WIDTH = 78;

/** A style of text: its size, and what else a cell of it has. */
export interface CellStyle {
  readonly fontSize: number;
  readonly bold?: boolean;
  readonly fillColor?: string;
}

const VALUE: CellStyle = { fontSize: 7.4 };
const LABEL: CellStyle = { fontSize: 6.2, fillColor: INK.tint };

function cell(words: PaperWords, pieces: readonly Piece[], widthPt: number, style: CellStyle): TableCell {
  return { text: words.fitted(pieces, widthPt, style), ...style };
}

/** Labelled values in `columns` columns side by side. */
export function grid(words: PaperWords, values: readonly Labelled[], columns: 1 | 2 = 2): Content {
  const valueWidth = PAGE_WIDTH / columns - LABEL_WIDTH - 2 * CELL_PADDING;
  const body: TableCell[][] = [];
  for (let at = 0; at < values.length; at += columns) {
    const row: TableCell[] = [];
    for (let column = 0; column < columns; column += 1) {
      const labelled = values[at + column];
      if (labelled === undefined) row.push('', '');
      else {
        row.push(cell(words, words.stacked(labelled.label), LABEL_WIDTH, LABEL));
        row.push(cell(words, labelled.value, valueWidth, VALUE));
      }
    }
    body.push(row);
  }
  const widths = columns === 1 ? [LABEL_WIDTH, '*'] : [LABEL_WIDTH, valueWidth, LABEL_WIDTH, '*'];
  return { table: { widths, body }, layout: hairlines };
}

/** A table with a head row; `widths` in points, what is left over goes to the column given as 0. */
export function listing(
  words: PaperWords,
  widths: readonly number[],
  head: readonly Both[],
  rows: readonly (readonly (readonly Piece[])[])[],
): Content {
  const given = widths.reduce((sum, width) => sum + width, 0);
  const left = (PAGE_WIDTH - given - widths.length * CELL_PADDING) / widths.filter((width) => width === 0).length;
  const full = widths.map((width) => (width === 0 ? left : width));
  const widthAt = (at: number): number => full[at] ?? left;
  const headStyle = { ...LABEL, bold: true };
  const headRow = head.map((label, at) => cell(words, words.stacked(label), widthAt(at), headStyle));
  const body = rows.map((row) => row.map((pieces, at) => cell(words, pieces, widthAt(at), { fontSize: 7 })));
  return {
    table: { headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths: full, body: [headRow, ...body] },
    layout: hairlines,
  };
}

/** Lines with a dot before each, in a column of the given width. */
export function bullets(words: PaperWords, lines: readonly (readonly Piece[])[], widthPt = PAGE_WIDTH): Content {
  const style = { fontSize: 6.8 };
  const line = (pieces: readonly Piece[]): Content => ({
    text: words.fitted([{ text: '・' }, ...pieces], widthPt - CELL_PADDING, style),
    ...style,
    margin: [4, 0.4, 0, 0],
  });
  return { stack: lines.map(line), margin: [0, 1.5, 0, 0] };
}

/** A section under its heading, which never stands alone at the foot of a page; `whole` keeps all of it on one page. */
export function section(words: PaperWords, heading: Both, content: readonly Content[], whole = true): Content {
  const style = { fontSize: 8.2, bold: true };
  const text = words.fitted(words.inline(heading), PAGE_WIDTH / 2 - 2 * CELL_PADDING, style);
  const title: Content = {
    table: { widths: ['*'], body: [[{ text, ...style }]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (at: number) => (at === 0 ? 3 : 0),
      vLineColor: () => INK.band,
      paddingTop: () => 0.5,
      paddingBottom: () => 0.5,
    },
    margin: [0, 5, 0, 2],
  };
  if (whole) return { stack: [title, ...content], unbreakable: true };
  const [first = '', ...rest] = content;
  return { stack: [{ stack: [title, first], unbreakable: true }, ...rest] };
}
