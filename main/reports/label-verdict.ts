import type { CertificateContent, Headline } from '../../domain/report.ts';
import type { LabelWidthMm } from '../../domain/settings.ts';
import { type Language, say } from '../../domain/text.ts';
import type { LabelSheet, Place } from './label-sheet.ts';

/** What the verdict's field of a label is drawn from. */
export interface LabelVerdict {
  readonly content: CertificateContent;
  readonly widthMm: LabelWidthMm;
  readonly language: Language;
}

const PASSES: ReadonlySet<Headline> = new Set<Headline>(['machine-proven', 'person-attested']);

const FRAME_PT = 1.2;

/** How high the strip is that names practice, millimetres. */
export const PRACTICE_STRIP = 4;

interface Field extends Place {
  readonly height: number;
}

/** Tells whether a label may look like a pass: the outcome and the headline must both say so. */
export function isPass({ outcome, headline }: CertificateContent): boolean {
  return outcome === 'pass' && PASSES.has(headline);
}

/** Tells whether a label may look like one of a phone that can be sold: a pass whose chip is not in the way. */
export function isForSale(content: CertificateContent): boolean {
  return isPass(content) && content.chip?.sale === 'allowed';
}

/** The word for how the job ended; a pass is said only where the record is one and the chip is not in the way. */
export function labelWord(content: CertificateContent, language: Language): string {
  if (isPass(content) && !isForSale(content)) {
    return say(language, content.chip?.sale === 'overridden' ? 'label.word.overridden' : 'label.word.not-for-sale');
  }
  const headline = PASSES.has(content.headline) && !isPass(content) ? 'inconclusive' : content.headline;
  return say(language, `label.word.${headline}`);
}

/** Draws the verdict: a frame with a tick and the grade for a pass, a black field with a cross or a bar for everything else; a record of practice is called so first. */
export function drawVerdict(sheet: LabelSheet, label: LabelVerdict, field: Field): void {
  if (isForSale(label.content)) sheet.frame(field, field.height, FRAME_PT);
  else sheet.box(field, field.height);
  const strip = label.content.practice ? drawPractice(sheet, label, field) : 0;
  const inner = { ...field, y: field.y + strip, height: field.height - strip };
  if (label.widthMm === 62) drawAcross(sheet, label, inner);
  else drawDown(sheet, label, inner);
}

const otherThan = (language: Language): Language => (language === 'ja' ? 'en' : 'ja');

/** A strip along the top in the field's opposite colour; returns how high it is. */
function drawPractice(sheet: LabelSheet, { content, language }: LabelVerdict, { x, y, width }: Field): number {
  const isOnBlack = !isForSale(content);
  if (isOnBlack) sheet.box({ x: x + 0.7, y: y + 0.7, width: width - 1.4 }, PRACTICE_STRIP - 0.7, true);
  else sheet.box({ x, y, width }, PRACTICE_STRIP);
  const words = `${say(language, 'certificate.practice')} ${say(otherThan(language), 'certificate.practice')}`;
  const place = { x, y: y + (isOnBlack ? 1 : 0.7), width };
  sheet.text(words, place, { size: 8, least: 5, bold: true, isWhite: !isOnBlack, align: 'center' });
  return PRACTICE_STRIP;
}

/** On a wide label everything stands side by side: shape, words, grade. */
function drawAcross(sheet: LabelSheet, label: LabelVerdict, { x, y, width, height }: Field): void {
  const { content, language } = label;
  const isWhite = !isForSale(content);
  const gradeWidth = 15;
  const words: Place = { x: x + 12.5, y: y + 1.6, width: width - 13 - gradeWidth };
  sheet.picture(shapeSvg(content), { x: x + 1.8, y: y + (height - 9) / 2, width: 9 }, 9);
  let below = sheet.text(labelWord(content, language), words, { size: 18, least: 9, bold: true, isWhite });
  for (const line of linesBelow(label)) {
    below = sheet.text(line, { ...words, y: below }, { size: 7, least: 5, bold: isWhite, isWhite });
  }
  const grade: Place = { x: x + width - gradeWidth - 0.7, y: y + 1.6, width: gradeWidth };
  const next = sheet.text(say(language, 'certificate.grade'), grade, { size: 6, least: 4, align: 'center', isWhite });
  const large = { size: 20, least: 20, bold: true, align: 'center', isWhite } as const;
  sheet.text(content.grade.is, { ...grade, y: next + 0.3 }, large);
}

/** On a narrow label the verdict stands at the left, from top to bottom. */
function drawDown(sheet: LabelSheet, label: LabelVerdict, { x, y, width, height }: Field): void {
  const { content, language } = label;
  const isWhite = !isForSale(content);
  const line: Place = { x: x + 1, y, width: width - 2 };
  const middle = { align: 'center', isWhite } as const;
  const shape = Math.min(7, height - 16);
  sheet.picture(shapeSvg(content), { x: x + (width - shape) / 2, y: y + 1, width: shape }, shape);
  const word = { size: 14, least: 8, bold: true, ...middle };
  let below = sheet.text(labelWord(content, language), { ...line, y: y + shape + 1.5 }, word);
  for (const said of linesBelow(label)) {
    below = sheet.text(said, { ...line, y: below }, { size: 6, least: 4.5, bold: isWhite, ...middle });
  }
  const grade = `${say(language, 'certificate.grade')} ${content.grade.is}`;
  sheet.text(grade, { ...line, y: below + 0.3 }, { size: isWhite ? 6.5 : 10, least: 5, bold: true, ...middle });
}

/** Under the word: the word in the other language and how a pass was reached, or in both languages that the phone is not erased. */
function linesBelow({ content, language, widthMm }: LabelVerdict): readonly string[] {
  const second = labelWord(content, otherThan(language));
  if (isPass(content) && !isForSale(content)) {
    const [first, other] = [chipWord(content, language), chipWord(content, otherThan(language))];
    const storage = say(language, 'label.storage-erased');
    return widthMm === 62 ? [`${second}  ${storage}`, `${first}  ${other}`] : [second, storage, first];
  }
  if (isPass(content)) {
    const kind = content.headline === 'person-attested' ? 'person-attested' : 'machine-proven';
    return [`${second}  ${say(language, `verdict.kind.${kind}`)}`];
  }
  const [first, other] = [say(language, 'label.not-erased'), say(otherThan(language), 'label.not-erased')];
  return widthMm === 62 ? [`${second}  ${other}`, first] : [second, first, other];
}

function chipWord({ chip }: CertificateContent, language: Language): string {
  if (chip === undefined) return say(language, 'label.chip.unread');
  return say(language, 'label.chip', { state: say(language, `chip.state.${chip.state}`) });
}

/** A disc with a tick, an octagon with a cross, or a triangle with a bar; only the first is black on white. */
function shapeSvg(content: CertificateContent): string {
  const stroke = 'fill="none" stroke-width="4.5" stroke-linecap="round"';
  if (isForSale(content)) {
    return `<svg viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="#000"/><path d="M11 21L18 28L30 13" ${stroke} stroke="#fff"/></svg>`;
  }
  if (content.outcome === 'fail') {
    return `<svg viewBox="0 0 40 40"><path d="M12 0H28L40 12V28L28 40H12L0 28V12Z" fill="#fff"/><path d="M12 12L28 28M28 12L12 28" ${stroke} stroke="#000"/></svg>`;
  }
  return `<svg viewBox="0 0 40 40"><path d="M20 1L40 38H0Z" fill="#fff"/><path d="M20 15V24" ${stroke} stroke="#000"/><circle cx="20" cy="31.5" r="2.6" fill="#000"/></svg>`;
}
