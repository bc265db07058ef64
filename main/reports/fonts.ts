import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FONT_FOLDER } from '../program.ts';

const FILES = {
  regular: '400Regular/NotoSansJP_400Regular.ttf',
  bold: '700Bold/NotoSansJP_700Bold.ttf',
} as const;
// Names and serial numbers differ from paper to paper, labels do not: this many keeps every label of both languages and bounds the rest.
const MOST_REMEMBERED = 4000;

/** The weight of a face of the paper font. */
export type Weight = keyof typeof FILES;

interface GlyphPlace {
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
}

interface GlyphRun {
  readonly glyphs: readonly unknown[];
  readonly positions: readonly GlyphPlace[];
  readonly advanceWidth: number;
}

interface ParsedGlyph {
  _decode?(): unknown;
}

interface ParsedFont {
  readonly unitsPerEm: number;
  getGlyph(id: number, codePoints?: readonly number[]): ParsedGlyph;
  layout(text: string, features?: unknown): GlyphRun;
  hasGlyphForCodePoint(codePoint: number): boolean;
}

interface Fontkit {
  create(bytes: Uint8Array): ParsedFont;
  registerFormat(format: object): void;
}

/** The Japanese font of all paper, parsed once: Noto Sans JP, regular and bold, complete. */
export interface PaperFonts {
  /** Tells whether both weights can draw a character. */
  canDraw(codePoint: number): boolean;
  /** How wide a text prints on one line, in points. */
  widthOf(text: string, sizePt: number, weight: Weight): number;
  /** The bytes by which a PDF printer asks for the parsed font; the weight's name goes with them. */
  readonly ticket: Buffer;
}

/**
 * Parses the paper fonts and lets the PDF library find them under a ticket. The library would otherwise parse 5 MB for each
 * document; its own font reader has a door for other formats, and the ticket is one: eight bytes instead of a font file.
 */
export function openPaperFonts(): PaperFonts {
  // Not at the top of the module: there the build puts a `require` of its own.
  const require = createRequire(import.meta.url);
  const fontkit = require('fontkit') as Fontkit;
  const open = (weight: Weight): ParsedFont =>
    remembering(fontkit.create(new Uint8Array(readFileSync(join(FONT_FOLDER, FILES[weight])))));
  const fonts: Readonly<Record<Weight, ParsedFont>> = { regular: open('regular'), bold: open('bold') };
  const ticket = Buffer.from(`hakushi-${process.hrtime.bigint()}`, 'latin1');
  fontkit.registerFormat(
    class {
      static probe(bytes: Uint8Array): boolean {
        return ticket.equals(bytes);
      }
      getFont(weight: Weight): ParsedFont {
        return fonts[weight];
      }
    },
  );
  const faces = Object.values(fonts);
  const drawable = new Map<number, boolean>();
  return {
    ticket,
    canDraw: (codePoint) => {
      const before = drawable.get(codePoint);
      if (before !== undefined) return before;
      const found = faces.every((face) => face.hasGlyphForCodePoint(codePoint));
      if (drawable.size < MOST_REMEMBERED) drawable.set(codePoint, found);
      return found;
    },
    widthOf: (text, sizePt, weight) => {
      const font = fonts[weight];
      return (font.layout(text).advanceWidth / font.unitsPerEm) * sizePt;
    },
  };
}

/** Shaping a text costs more than all the rest of printing it, so each text is shaped once. */
function remembering(font: ParsedFont): ParsedFont {
  const shaped = new Map<string, GlyphRun>();
  const wrapped = Object.create(font) as ParsedFont;
  wrapped.layout = (text, features) => {
    if (features !== undefined) return font.layout(text, features);
    let run = shaped.get(text);
    if (run === undefined) {
      run = font.layout(text);
      if (shaped.size < MOST_REMEMBERED) shaped.set(text, run);
    }
    return copyOf(run);
  };
  wrapped.getGlyph = (id, codePoints) => decodedOnce(font.getGlyph(id, codePoints));
  return wrapped;
}

/** Each subset decodes its glyphs anew to see whether they are composed; the answer never changes. Without that method nothing is lost but time. */
function decodedOnce(glyph: ParsedGlyph): ParsedGlyph {
  if (glyph._decode !== undefined && !Object.hasOwn(glyph, '_decode')) {
    const decoded = glyph._decode();
    glyph._decode = () => decoded;
  }
  return glyph;
}

/** The PDF library scales the positions of a run in place, so each caller gets positions of its own. */
function copyOf(run: GlyphRun): GlyphRun {
  const positions = run.positions.map((place) => ({ ...place }));
  return {
    glyphs: run.glyphs,
    positions,
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    },
  };
}
