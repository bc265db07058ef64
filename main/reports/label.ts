import { modelWords } from '../../domain/apple-model.ts';
import { code128, code128Svg, QUIET_MODULES } from '../../domain/code128.ts';
import { known } from '../../domain/device.ts';
import type { LabelWidthMm } from '../../domain/settings.ts';
import { say } from '../../domain/text.ts';
import { qrText } from './certificate-paper.ts';
import type { PaperFonts } from './fonts.ts';
import { LabelSheet, mm, type Place, type Setting } from './label-sheet.ts';
import { drawVerdict, type LabelVerdict, labelWord, PRACTICE_STRIP } from './label-verdict.ts';
import { localTime } from './paper.ts';
import { printPdf } from './print-pdf.ts';
import { qrSvg } from './qr.ts';

/** What one label is printed from. */
export interface LabelPaper extends LabelVerdict {
  readonly contentSha256: string;
}

// A dot of a 300 dpi label printer, in millimetres: bars and modules are whole dots wide, so that none is printed wider than its neighbour.
const DOT = 25.4 / 300;
const QR_DOTS = 5;
const QR_MODULES = 49;
const QR_SIDE = QR_DOTS * QR_MODULES * DOT;
const MOST_BAR_DOTS = 4;
const LEAST_BAR_DOTS = 2;

interface Layout {
  /** Width and height of the page, millimetres. */
  readonly page: Readonly<{ width: number; height: number }>;
  readonly verdict: Place & { readonly height: number };
  readonly facts: Place;
  readonly bars: Place & { readonly height: number };
  readonly qr: Readonly<{ x: number; y: number }>;
}

// The tape is as wide as its name says; 62 mm runs with its length downwards, 29 mm with its length across.
const LAYOUTS: Readonly<Record<LabelWidthMm, Layout>> = {
  62: {
    page: { width: 62, height: 50 },
    verdict: { x: 2, y: 2, width: 58, height: 15 },
    facts: { x: 2.5, y: 18.6, width: 36 },
    bars: { x: 2, y: 38.2, width: 58, height: 7 },
    qr: { x: 61 - QR_SIDE, y: 17 },
  },
  29: {
    page: { width: 90, height: 29 },
    verdict: { x: 2, y: 2, width: 22, height: 25 },
    facts: { x: 25.5, y: 1.8, width: 41 },
    bars: { x: 25, y: 19, width: 41, height: 5.2 },
    qr: { x: 88.5 - QR_SIDE, y: (29 - QR_SIDE) / 2 },
  },
};

/** Where things stand; on the wide label practice takes a strip of its own, and all below moves down. */
function layoutOf({ widthMm, content }: LabelPaper): Layout {
  const layout = LAYOUTS[widthMm];
  if (widthMm !== 62 || !content.practice) return layout;
  const down = <Part extends { readonly y: number }>(part: Part): Part => ({ ...part, y: part.y + PRACTICE_STRIP });
  const { page, verdict, facts, bars, qr } = layout;
  return {
    page: { ...page, height: page.height + PRACTICE_STRIP },
    verdict: { ...verdict, height: verdict.height + PRACTICE_STRIP },
    facts: down(facts),
    bars: down(bars),
    qr: down(qr),
  };
}

/** Prints a label of one record, 62 mm or 29 mm wide, in black alone; a phone without a pass gets a black field that says so. The same record gives the same bytes. */
export function printLabel(paper: LabelPaper, fonts: PaperFonts): Promise<Uint8Array> {
  const { page } = layoutOf(paper);
  const ended = Date.parse(paper.content.times.ended?.at ?? '');
  return printPdf(
    {
      pageSize: { width: mm(page.width), height: mm(page.height) },
      pageMargins: 0,
      defaultStyle: { font: 'paper', lineHeight: 1 },
      language: paper.language === 'ja' ? 'ja-JP' : 'en',
      info: {
        title: `${labelWord(paper.content, paper.language)} ${paper.content.record ?? ''}`.trim(),
        subject: paper.contentSha256,
        creator: 'hakushi',
        producer: 'hakushi',
        creationDate: new Date(Number.isNaN(ended) ? 0 : ended),
      },
      content: drawn(paper, fonts),
    },
    fonts,
  );
}

function drawn(paper: LabelPaper, fonts: PaperFonts): LabelSheet['content'] {
  const sheet = new LabelSheet(fonts);
  const { record } = paper.content;
  const layout = layoutOf(paper);
  drawVerdict(sheet, paper, layout.verdict);
  drawFacts(sheet, paper, layout.facts);
  drawNumber(sheet, paper, layout.bars);
  sheet.picture(qrSvg(qrText(record, paper.contentSha256)), { ...layout.qr, width: QR_SIDE }, QR_SIDE);
  return sheet.content;
}

/** The model stands first, because it is what tells two phones on a shelf apart. */
function drawFacts(sheet: LabelSheet, { content, language }: LabelPaper, place: Place): void {
  const { device, record, times } = content;
  const [maker, name] = [device && known(device.maker), device && known(device.model)];
  const capacityBytes = device?.apple ? known(device.apple.capacityBytes) : null;
  const model = modelWords(language, { maker, model: name, capacityBytes });
  const ended = times.ended && localTime(times.ended);
  let y = sheet.text(model ?? say(language, 'label.unnamed'), place, { size: 9, least: 6.5, bold: true, lines: 2 });
  const below = (text: string, setting: Setting, gap = 0): void => {
    y = sheet.text(text, { ...place, y: y + gap }, setting);
  };
  below(maker ?? '-', { size: 6, least: 4.5 });
  below(say(language, 'label.record'), { size: 5, least: 4.5 }, 0.5);
  below(record ?? '-', { size: 9, least: 6, bold: true });
  below(`${say(language, 'label.ended')} ${ended ?? '-'}`, { size: 6, least: 4.5 }, 0.4);
}

interface PhoneNumber {
  readonly label: string;
  readonly number: string;
}

/** The first IMEI; where the phone has none, its serial number. A number that a person gave is called so. */
function numberOf({ content, language }: LabelPaper): PhoneNumber | null {
  const { device, claims } = content;
  const imei = (device && known(device.imeis)?.[0]) ?? claims[0]?.imei;
  if (imei !== undefined) {
    const isDeclared = claims.some((claim) => claim.imei === imei && claim.source !== 'read');
    return { label: say(language, isDeclared ? 'label.imei-declared' : 'label.imei'), number: imei };
  }
  const serial = device && known(device.serial);
  return serial ? { label: say(language, 'label.serial'), number: serial } : null;
}

/** The number as bars, as wide as whole printer dots allow, and below them in figures; bars that would be too fine are left out. */
function drawNumber(sheet: LabelSheet, paper: LabelPaper, { height, ...place }: Layout['bars']): void {
  const found = numberOf(paper);
  const symbol = found && code128(found.number);
  const room = symbol ? Math.floor(place.width / DOT / (symbol.modules + 2 * QUIET_MODULES)) : 0;
  if (symbol && room >= LEAST_BAR_DOTS) {
    const module = Math.min(room, MOST_BAR_DOTS) * DOT;
    const width = symbol.modules * module;
    sheet.picture(
      code128Svg(symbol, height / module),
      { ...place, x: place.x + (place.width - width) / 2, width },
      height,
    );
  }
  const text = found ? `${found.label} ${found.number}` : say(paper.language, 'label.no-number');
  sheet.text(text, { ...place, y: place.y + height + 0.8 }, { size: 7.5, least: 4.5, align: 'center' });
}
