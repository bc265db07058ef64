import type { CertificateContent, IssueMark } from '../../domain/report.ts';
import { CERTIFICATE_SCHEMA } from '../../domain/report.ts';
import type { Language } from '../../domain/text.ts';
import { titleBand, verdictRow } from './certificate-head.ts';
import { certificateSections, type PaperSeal } from './certificate-sections.ts';
import type { PaperFonts } from './fonts.ts';
import { PaperWords } from './paper.ts';
import { pageFrame, practiceLine } from './paper-frame.ts';
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
  const { practice } = content;
  const foot = [...words.given(content.record ?? '-', 40), { text: `  ${contentSha256.slice(0, 16)}` }];
  return {
    ...pageFrame(words, { practice, foot, form: CERTIFICATE_SCHEMA }),
    info: informationOf(paper),
    content: [
      titleBand(words, content, issue),
      ...practiceLine(words, practice),
      verdictRow(words, content, qrText(content.record, contentSha256)),
      ...certificateSections(words, content, paper),
    ],
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
