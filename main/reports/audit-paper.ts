import type { Content } from 'pdfmake';
import { AUDIT_REPORT_SCHEMA, type AuditContent } from '../../domain/audit-report.ts';
import { type Language, sayByName } from '../../domain/text.ts';
import { deviceSection } from './audit-devices.ts';
import { type AuditPaper, auditSections } from './audit-sections.ts';
import { shapeOf } from './certificate-head.ts';
import type { PaperFonts } from './fonts.ts';
import { type Both, INK, PaperWords, type Piece } from './paper.ts';
import { darkBand, pageFrame, practiceLine } from './paper-frame.ts';
import { type PaperDefinition, printPdf } from './print-pdf.ts';
import { qrSvg } from './qr.ts';

const QR_SIDE = 66;

/** Prints a report as PDF (A4, both languages, fonts embedded); the same paper gives the same bytes. */
export function printAuditReport(paper: AuditPaper, fonts: PaperFonts): Promise<Uint8Array> {
  const { content, contentSha256, language } = paper;
  const words = new PaperWords(language, fonts);
  const foot = [...words.given(content.reportNo, 80), { text: `  ${contentSha256.slice(0, 16)}` }];
  const { from, to } = content.period;
  const definition: PaperDefinition = {
    ...pageFrame(words, { practice: content.practice, foot, form: AUDIT_REPORT_SCHEMA }),
    info: informationOf(paper),
    content: [
      ...brokenLine(words, content),
      darkBand(words, titleOf(words, from, to), words.both('report.field.number'), content.reportNo),
      ...practiceLine(words, content.practice),
      chainRow(words, paper),
      ...auditSections(words, paper),
      deviceSection(words, content.devices),
    ],
  };
  return printPdf(definition, fonts);
}

function titleOf(words: PaperWords, from: string, to: string): Both {
  const { first, second } = words.both('report.title');
  return { first, second: `${second}   ${from} – ${to}` };
}

/** A report of a broken chain says so before its own title. */
function brokenLine(words: PaperWords, content: AuditContent): Content[] {
  if (content.chain.ok) return [];
  return [
    {
      text: chainWords(words, content),
      fontSize: 10,
      bold: true,
      color: INK.fail,
      margin: [0, 0, 0, 6],
    },
  ];
}

function chainWords(words: PaperWords, { chain }: AuditContent): Piece[] {
  const { firstBad, entries } = chain;
  if (firstBad === null) return words.stacked(words.both('report.chain.ok', { entries }));
  const say = (language: Language): string =>
    sayByName(language, 'report.chain.broken', {
      seq: firstBad.seq,
      why: sayByName(language, `ledger.why.${firstBad.why}`),
    });
  return words.stacked(words.pair(say('ja'), say('en')));
}

/** The state of the chain and the QR code with report number and content hash. A whole chain is no verdict on any phone, so it is not green. */
function chainRow(words: PaperWords, { content, contentSha256, signature }: AuditPaper): Content {
  const isWhole = content.chain.ok;
  const colour = isWhole ? INK.band : INK.fail;
  const unsigned = signature === null ? [{ text: '\n' }, ...words.stacked(words.both('report.unsigned'))] : [];
  return {
    margin: [0, 6, 0, 0],
    table: {
      widths: ['*', QR_SIDE + 8],
      body: [
        [
          {
            columns: [
              ...(isWhole ? [] : [{ width: 50, canvas: shapeOf('fail') }]),
              { text: [...chainWords(words, content), ...unsigned], fontSize: 9, bold: true, margin: [0, 6, 0, 0] },
            ],
            margin: [6, 10, 4, 4],
          },
          {
            stack: [
              {
                svg: qrSvg(`hakushi-report:1:${content.reportNo}:${contentSha256}`),
                width: QR_SIDE,
                alignment: 'center',
              },
            ],
          },
        ],
      ],
    },
    layout: { hLineWidth: () => 1.4, vLineWidth: () => 1.4, hLineColor: () => colour, vLineColor: () => colour },
  };
}

/** Nothing here comes from the clock: the document's date is that of the ledger's newest entry. */
function informationOf({ content, contentSha256 }: AuditPaper): PaperDefinition['info'] & object {
  const asOf = Date.parse(content.asOf?.at ?? '');
  return {
    title: `監査レポート ${content.reportNo}`,
    subject: contentSha256,
    creator: 'hakushi',
    producer: 'hakushi',
    creationDate: new Date(Number.isNaN(asOf) ? 0 : asOf),
  };
}
