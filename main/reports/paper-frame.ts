import type { Content } from 'pdfmake';
import type { TextKey } from '../../domain/text.ts';
import { type Both, INK, type PaperWords, type Piece } from './paper.ts';
import type { PaperDefinition } from './print-pdf.ts';

/** What every page of one paper carries. */
export interface PaperFrame {
  readonly practice: boolean;
  /** What the paper is of, and the start of its content hash: the left end of the foot. */
  readonly foot: readonly Piece[];
  /** The version of the paper's form. */
  readonly form: number;
}

/** The page of all papers: A4, margins, font, language, page numbers, and the practice watermark. */
export function pageFrame(words: PaperWords, { practice, foot, form }: PaperFrame): Omit<PaperDefinition, 'content'> {
  return {
    pageSize: 'A4',
    pageMargins: [34, 30, 34, 34],
    defaultStyle: { font: 'paper', fontSize: 7.4, color: INK.text, lineHeight: 1.02 },
    language: words.language === 'ja' ? 'ja-JP' : 'en',
    ...(practice
      ? { watermark: { text: '練習 PRACTICE', fontSize: 92, angle: -38, color: '#b91c1c', opacity: 0.16, bold: true } }
      : {}),
    footer: (page, pages) => ({
      margin: [34, 8, 34, 0],
      fontSize: 6,
      color: INK.quiet,
      columns: [
        {
          width: '*',
          // The watermark is turned and may be lost when text is copied out; the footer is not.
          text: [...(practice ? [...words.words('certificate.practice'), { text: '  ' }] : []), ...foot],
        },
        { width: 170, alignment: 'center', text: words.words('certificate.form', { version: form }) },
        { width: 120, alignment: 'right', text: words.words('certificate.page', { page, pages }) },
      ],
    }),
  };
}

/** The line under the title of a paper of practice, which says what the paper is not. */
export function practiceLine(words: PaperWords, practice: boolean): Content[] {
  if (!practice) return [];
  const mark = words.both('certificate.practice');
  const note = words.both('certificate.practice-note');
  return [
    {
      text: words.inline({ first: `${mark.first}: ${note.first}`, second: note.second }),
      fontSize: 8,
      bold: true,
      color: INK.fail,
      margin: [0, 4, 0, 0],
    },
  ];
}

/** The dark band at the head of a paper: its title, and at the right a mark over a number. */
export function darkBand(words: PaperWords, title: Both, mark: Both, number: string): Content {
  const white = '#ffffff';
  const quiet = '#d1d5db';
  return {
    table: {
      widths: ['*', 128],
      heights: [44],
      body: [
        [
          {
            stack: [
              { text: title.first, fontSize: title.first.length > 16 ? 15 : 20, bold: true, color: white },
              { text: title.second, fontSize: 8, color: quiet },
            ],
            fillColor: INK.band,
            margin: [8, 5, 4, 4],
          },
          {
            stack: [
              { text: mark.first, fontSize: 11, bold: true, color: white, alignment: 'right', noWrap: true },
              { text: mark.second, fontSize: 7, color: quiet, alignment: 'right', noWrap: true },
              {
                text: words.given(number, 60),
                fontSize: 7.5,
                color: white,
                alignment: 'right',
                margin: [0, 3, 0, 0],
              },
            ],
            fillColor: INK.band,
            margin: [0, 6, 8, 4],
          },
        ],
      ],
    },
    layout: 'noBorders',
  };
}

/** A hash or signature in groups of sixteen, so that it can be compared by eye and broken over lines. */
export function hashWords(words: PaperWords, hash: string | null): Piece[] {
  if (hash === null) return words.words('certificate.value.unknown');
  return words.given(hash.replaceAll(/(.{16})(?=.)/g, '$1 '));
}

/** A little room between two parts of a section. */
export function gap(): Content {
  return { text: '', margin: [0, 2, 0, 0] };
}

/** Boxes side by side in which persons sign: name, date and seal. */
export function signBoxes(words: PaperWords, who: readonly TextKey[]): Content {
  const [name, date, seal] = (['name', 'date', 'seal'] as const).map((key) => words.words(`certificate.field.${key}`));
  const box = (key: TextKey): Content => ({
    stack: [
      { text: words.words(key), fontSize: 7.4, bold: true },
      {
        columns: [
          {
            width: '*',
            stack: [
              { text: name ?? [], fontSize: 6.2, margin: [0, 4, 0, 12] },
              { text: date ?? [], fontSize: 6.2 },
            ],
          },
          {
            width: 34,
            stack: [
              { canvas: [{ type: 'ellipse', x: 17, y: 17, r1: 15, r2: 15, lineColor: INK.line, dash: { length: 2 } }] },
              { text: seal ?? [], fontSize: 5.4, color: INK.quiet, alignment: 'center', margin: [0, -21, 0, 12] },
            ],
          },
        ],
      },
    ],
    margin: [3, 2, 3, 2],
  });
  return {
    table: { widths: who.map(() => '*'), body: [who.map(box)] },
    layout: {
      hLineWidth: () => 0.6,
      vLineWidth: () => 0.6,
      hLineColor: () => INK.line,
      vLineColor: () => INK.line,
    },
  };
}
