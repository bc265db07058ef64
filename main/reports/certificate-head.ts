import type { Content } from 'pdfmake';
import type { CertificateContent, IssueMark } from '../../domain/report.ts';
import { chipLine } from './certificate-chip-section.ts';
import { INK, type PaperWords } from './paper.ts';
import { darkBand } from './paper-frame.ts';
import { qrSvg } from './qr.ts';

const SHAPE = 40;
const QR_SIDE = 92;

/** The dark band with the title and the mark of the issue; the mark's box has one size, so that a reprint moves nothing. */
export function titleBand(
  words: PaperWords,
  content: CertificateContent,
  issue: Omit<IssueMark, 'signature'>,
): Content {
  const title = words.pair(content.words.ja.title, content.words.en.title);
  const mark = words.both(`certificate.issue.${issue.kind}`, { number: issue.number });
  return darkBand(words, title, mark, content.record ?? '-');
}

/** The verdict in word and shape, the grade, and the QR code with record number and content hash. */
export function verdictRow(words: PaperWords, content: CertificateContent, qr: string): Content {
  const looks = looksLike(content);
  const colour = INK[looks];
  const grade = words.both(`grade.${content.grade.is}`);
  const heading = words.both('certificate.grade');
  return {
    margin: [0, 6, 0, 0],
    table: {
      widths: ['*', 88, 100],
      body: [
        [
          {
            columns: [{ width: SHAPE + 10, canvas: shapeOf(looks) }, verdictWords(words, content)],
            margin: 4,
          },
          {
            stack: [
              { text: words.inline(heading), fontSize: 7, alignment: 'center' },
              {
                text: content.grade.is,
                fontSize: 34,
                bold: true,
                alignment: 'center',
                color: colour,
                lineHeight: 0.95,
              },
              { text: words.stacked(grade), fontSize: 6.2, alignment: 'center' },
            ],
            margin: [2, 3, 2, 2],
          },
          {
            stack: [
              { svg: qrSvg(qr), width: QR_SIDE, alignment: 'center' },
              { text: words.stacked(words.both('certificate.qr')), fontSize: 5.2, alignment: 'center' },
            ],
            margin: [0, 0, 0, 0],
          },
        ],
      ],
    },
    layout: { hLineWidth: () => 1.4, vLineWidth: () => 1.4, hLineColor: () => colour, vLineColor: () => colour },
  };
}

/** Green and a tick are for a phone that can be sold: a pass that its chip holds back looks undecided. */
function looksLike({ outcome, chip }: CertificateContent): CertificateContent['outcome'] {
  return outcome === 'pass' && chip?.sale !== 'allowed' ? 'inconclusive' : outcome;
}

function verdictWords(words: PaperWords, content: CertificateContent): Content {
  const looks = looksLike(content);
  const isHeldBack = content.outcome === 'pass' && looks !== 'pass';
  const verdict = words.both(isHeldBack ? 'label.storage-erased' : `verdict.${content.outcome}`);
  const isPass = content.headline === 'machine-proven' || content.headline === 'person-attested';
  const kind = isPass ? [{ text: '  ' }, ...words.words(`verdict.kind.${content.headline}`)] : [];
  const headline = words.pair(content.words.ja.headline, content.words.en.headline);
  const warning = isPass ? [] : [{ text: '\n' }, ...words.stacked(words.both('certificate.do-not-sell'))];
  return {
    stack: [
      {
        text: [
          { text: verdict.first, fontSize: 20, bold: true, color: INK[looks] },
          { text: ` ${verdict.second}`, fontSize: 9 },
          ...kind,
        ],
        fontSize: 9.5,
      },
      { text: [...words.stacked(headline), ...warning], fontSize: 8.2, margin: [0, 2, 0, 0], bold: !isPass },
      ...(isPass ? [chipWords(words, content)] : []),
    ],
  };
}

/** A pass of the storage is no leave to sell: what the chip says of that stands right below it. */
function chipWords(words: PaperWords, content: CertificateContent): Content {
  const isAllowed = content.chip?.sale === 'allowed';
  const color = isAllowed ? INK.pass : INK.inconclusive;
  return { text: [...chipLine(words, content)], fontSize: 8.2, margin: [0, 3, 0, 0], bold: !isAllowed, color };
}

type Shapes = Extract<Content, { canvas: unknown }>['canvas'];
const WHITE = { lineColor: '#ffffff', lineWidth: 4.5, lineCap: 'round' } as const;

/** A disc with a tick, an octagon with a cross, or a triangle with a bar: three outlines that differ without colour, 40 points wide. */
export function shapeOf(outcome: CertificateContent['outcome']): Shapes {
  const color = INK[outcome];
  if (outcome === 'pass') {
    const tick = [at(11, 21), at(18, 28), at(30, 13)];
    return [
      { type: 'ellipse', x: 20, y: 20, r1: 20, r2: 20, color },
      { type: 'polyline', ...WHITE, points: tick },
    ];
  }
  if (outcome === 'fail') {
    const octagon = [at(12, 0), at(28, 0), at(40, 12), at(40, 28), at(28, 40), at(12, 40), at(0, 28), at(0, 12)];
    return [
      { type: 'polyline', closePath: true, color, lineWidth: 0, points: octagon },
      { type: 'line', ...WHITE, x1: 12, y1: 12, x2: 28, y2: 28 },
      { type: 'line', ...WHITE, x1: 28, y1: 12, x2: 12, y2: 28 },
    ];
  }
  return [
    { type: 'polyline', closePath: true, color, lineWidth: 0, points: [at(20, 1), at(40, 38), at(0, 38)] },
    { type: 'line', ...WHITE, x1: 20, y1: 15, x2: 20, y2: 24 },
    { type: 'ellipse', x: 20, y: 31.5, r1: 2.6, r2: 2.6, color: '#ffffff' },
  ];
}

function at(x: number, y: number): { x: number; y: number } {
  return { x, y };
}
