import type { CertificateContent, IssueMark } from '../../domain/report.ts';
import { CERTIFICATE_SCHEMA } from '../../domain/report.ts';
import type { Language } from '../../domain/text.ts';
import { titleBand, verdictRow } from './certificate-head.ts';
import { certificateSections, type PaperSeal } from './certificate-sections.ts';
import type { PaperFonts } from './fonts.ts';
import { INK, PaperWords } from './paper.ts';
import { type PaperDefinition, printPdf } from './print-pdf.ts';

/** What one certificate's paper is made of. */
export interface CertificatePaper extends PaperSeal {
  readonly content: CertificateContent;
  readonly issue: Omit<IssueMark, 'signature'>;
  readonly language: Language;
}

/** The text of the QR code: what the paper is of, and the hash that its signed file must have. */
export function qrText(record: string | null, contentSha256: string): string {
  return `hakushi:1:${record ?? '-'}:${contentSha256}`;
}

/** Prints a certificate as PDF (A4, both languages, fonts embedded); the same paper gives the same bytes. */
export function printCertificate(paper: CertificatePaper, fonts: PaperFonts): Promise<Uint8Array> {
  return printPdf(definitionOf(paper, fonts), fonts);
}

function definitionOf(paper: CertificatePaper, fonts: PaperFonts): PaperDefinition {
  const { content, issue, language, contentSha256 } = paper;
  const words = new PaperWords(language, fonts);
  const practice = words.both('certificate.practice');
  const note = words.both('certificate.practice-note');
  return {
    pageSize: 'A4',
    pageMargins: [34, 30, 34, 34],
    defaultStyle: { font: 'paper', fontSize: 7.4, color: INK.text, lineHeight: 1.02 },
    info: informationOf(paper),
    language: language === 'ja' ? 'ja-JP' : 'en',
    ...(content.practice
      ? { watermark: { text: '練習 PRACTICE', fontSize: 92, angle: -38, color: '#b91c1c', opacity: 0.16, bold: true } }
      : {}),
    content: [
      titleBand(words, content, issue),
      ...(content.practice
        ? [
            {
              text: words.inline({ first: `${practice.first}: ${note.first}`, second: note.second }),
              fontSize: 8,
              bold: true,
              color: INK.fail,
              margin: [0, 4, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
      verdictRow(words, content, qrText(content.record, contentSha256)),
      ...certificateSections(words, content, paper),
    ],
    footer: (page, pages) => ({
      margin: [34, 8, 34, 0],
      fontSize: 6,
      color: INK.quiet,
      columns: [
        {
          width: '*',
          text: [
            // The watermark is turned and may be lost when text is copied out; the footer is not.
            ...(content.practice ? [...words.words('certificate.practice'), { text: '  ' }] : []),
            ...words.given(content.record ?? '-', 40),
            { text: `  ${contentSha256.slice(0, 16)}` },
          ],
        },
        { width: 170, alignment: 'center', text: words.words('certificate.form', { version: CERTIFICATE_SCHEMA }) },
        { width: 120, alignment: 'right', text: words.words('certificate.page', { page, pages }) },
      ],
    }),
  };
}

/** Nothing here comes from the clock: the document's date is that of the record's last entry. */
function informationOf({ content, contentSha256 }: CertificatePaper): PaperDefinition['info'] & object {
  const ended = Date.parse(content.times.ended?.at ?? '');
  return {
    title: `${content.words.ja.title} ${content.record ?? ''}`.trim(),
    subject: contentSha256,
    creator: 'hakushi',
    producer: 'hakushi',
    creationDate: new Date(Number.isNaN(ended) ? 0 : ended),
  };
}
