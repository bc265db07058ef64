import type { Content } from 'pdfmake';
import type { PaperFonts } from './fonts.ts';
import { printable } from './printable.ts';

const POINTS_PER_MM = 72 / 25.4;
const MOST_CHARACTERS = 80;
// The font's line begins this much above its characters, in parts of their size; places name where characters begin.
const ABOVE = 0.27;
const LINE_STEP = 1.16;

/** Millimetres in the points that the PDF library counts in. */
export const mm = (length: number): number => length * POINTS_PER_MM;

/** A place on a label: its left upper corner and how wide it is, in millimetres. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** How a text is to be set: as large as `size` points, or smaller down to `least` where that makes it fit. */
export interface Setting {
  readonly size: number;
  readonly least: number;
  readonly bold?: boolean;
  readonly isWhite?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** How many lines it may take; what does not fit then ends in an ellipsis. */
  readonly lines?: number;
}

/** Collects what is drawn on one label; every text is measured, so that nothing runs out of its place. */
export class LabelSheet {
  readonly #fonts: PaperFonts;
  readonly #drawn: Content[] = [];

  constructor(fonts: PaperFonts) {
    this.#fonts = fonts;
  }

  /** Everything that was drawn, in order. */
  get content(): Content[] {
    return [...this.#drawn];
  }

  /** Sets a text, which may come from a hostile phone, into a place; returns where the next line begins, in millimetres from the top. */
  text(text: string, place: Place, setting: Setting): number {
    const safe = printable(text, this.#fonts.canDraw, MOST_CHARACTERS).text;
    const { size, lines } = this.#fit(safe, mm(place.width), setting);
    const step = (size * LINE_STEP) / POINTS_PER_MM;
    for (const [at, line] of lines.entries())
      this.#line(line, { ...place, y: place.y + at * step }, { ...setting, size });
    return place.y + lines.length * step;
  }

  /** Draws a rectangle, black or white. */
  box({ x, y, width }: Place, height: number, isWhite = false): void {
    const color = isWhite ? '#ffffff' : '#000000';
    this.#put({ canvas: [{ type: 'rect', x: 0, y: 0, w: mm(width), h: mm(height), color }] }, { x, y });
  }

  /** Draws a black frame whose line lies inside its place. */
  frame({ x, y, width }: Place, height: number, linePt: number): void {
    const rect = { type: 'rect' as const, w: mm(width) - linePt, h: mm(height) - linePt, lineWidth: linePt };
    this.#put({ canvas: [{ ...rect, x: linePt / 2, y: linePt / 2, lineColor: '#000000' }] }, { x, y });
  }

  /** Draws an SVG picture of a width and height in millimetres. */
  picture(svg: string, place: Place, height: number): void {
    this.#put({ svg, width: mm(place.width), height: mm(height) }, place);
  }

  #put(content: object, { x, y }: Readonly<{ x: number; y: number }>): void {
    this.#drawn.push({ ...content, absolutePosition: { x: mm(x), y: mm(y) } } as Content);
  }

  #line(text: string, { x, y, width }: Place, setting: Setting): void {
    const { size, bold = false, isWhite = false, align = 'left' } = setting;
    const spare = width - this.#widthOf(text, size, bold) / POINTS_PER_MM;
    const shift = align === 'left' ? 0 : align === 'center' ? spare / 2 : spare;
    const color = isWhite ? '#ffffff' : '#000000';
    this.#put(
      { text, fontSize: size, bold, color, noWrap: true, lineHeight: 1 },
      { x: x + shift, y: y - (size * ABOVE) / POINTS_PER_MM },
    );
  }

  #fit(text: string, widthPt: number, { size, least, bold = false, lines = 1 }: Setting) {
    for (let smaller = size; smaller >= least; smaller -= 0.25) {
      if (this.#widthOf(text, smaller, bold) <= widthPt) return { size: smaller, lines: [text] };
    }
    return { size: least, lines: this.#broken(text, { widthPt, size: least, bold }, lines) };
  }

  #broken(text: string, room: Readonly<{ widthPt: number; size: number; bold: boolean }>, most: number): string[] {
    const lines: string[] = [];
    let rest = Array.from(text);
    while (rest.length > 0 && lines.length < most) {
      const isLast = lines.length === most - 1;
      const whole = this.#runLength(rest, room, '');
      const taken = whole === rest.length || !isLast ? wordEnd(rest, whole) : this.#runLength(rest, room, '…');
      lines.push(rest.slice(0, taken).join('').trim() + (isLast && taken < rest.length ? '…' : ''));
      rest = rest.slice(taken);
    }
    return lines;
  }

  /** How many characters fit on one line, at least one. */
  #runLength(
    text: readonly string[],
    room: Readonly<{ widthPt: number; size: number; bold: boolean }>,
    end: string,
  ): number {
    let fits = text.length;
    while (fits > 1 && this.#widthOf(text.slice(0, fits).join('') + end, room.size, room.bold) > room.widthPt)
      fits -= 1;
    return fits;
  }

  #widthOf(text: string, size: number, bold: boolean): number {
    return this.#fonts.widthOf(text, size, bold ? 'bold' : 'regular');
  }
}

/** A line of Latin words ends between two of them where one of the last characters is a space. */
function wordEnd(text: readonly string[], fits: number): number {
  if (fits >= text.length) return fits;
  const space = text.slice(0, fits + 1).lastIndexOf(' ');
  return space > fits / 2 ? space : fits;
}
