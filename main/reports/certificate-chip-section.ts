import type { Content } from 'pdfmake';
import { walletText } from '../../domain/certificate-chip.ts';
import type { PresenceSource } from '../../domain/chip-presence.ts';
import type { CertificateContent, CertifiedChip } from '../../domain/report.ts';
import type { TextKey } from '../../domain/text.ts';
import { bullets, grid, type Labelled, listing, type PaperWords, type Piece, section } from './paper.ts';
import { gap } from './paper-frame.ts';

// A full chip lists more than a page can hold; the whole list stands in the signed file.
const MOST_RESIDUES = 40;
const HASH_SHOWN = 16;

/** What is on record about the phone's FeliCa chip, and whether it lets the phone be sold; nothing where nobody looked at it. */
export function chipSection(words: PaperWords, content: CertificateContent): Content[] {
  const { chip } = content;
  if (chip === undefined) return [];
  const tables = [readingTable(words, chip), stepTable(words, chip)].flatMap((table) =>
    table === null ? [] : [gap(), table],
  );
  return [
    section(
      words,
      words.both('certificate.section.chip'),
      [
        grid(words, chipRows(words, content, chip)),
        ...tables,
        bullets(words, [words.words('certificate.chip.read-only')]),
      ],
      false,
    ),
  ];
}

/** One line on whether the chip lets the phone be sold, for the head of the paper. */
export function chipLine(words: PaperWords, { chip }: CertificateContent): readonly Piece[] {
  if (chip === undefined) return words.stacked(words.both('label.chip.unread'));
  const state = words.both(`chip.state.${chip.state}`);
  const sale = words.both(`certificate.chip.sale.${chip.sale}`);
  return words.stacked(words.pair(`FeliCa: ${state.first}。${sale.first}`, `FeliCa: ${state.second}. ${sale.second}`));
}

function chipRows(words: PaperWords, content: CertificateContent, chip: CertifiedChip): Labelled[] {
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const rows = [
    row('certificate.chip.state', words.words(`chip.state.${chip.state}`)),
    row('certificate.chip.sale', words.words(`certificate.chip.sale.${chip.sale}`)),
    ...(chip.iphone
      ? [row('certificate.field.online-step', walletWords(words, content))]
      : [row('certificate.chip.presence', presenceWords(words, chip))]),
    row('certificate.chip.recheck', words.words(`certificate.chip.recheck.${chip.recheck}`)),
  ];
  if (chip.reasons.length > 0) rows.push(row('certificate.chip.reasons', lines(words, chip.reasons, 'chip.reason')));
  if (chip.blocks.length > 0) rows.push(row('certificate.field.error', lines(words, chip.blocks, 'chip.block')));
  if (chip.residues.length > 0) rows.push(row('certificate.chip.residues', residueWords(words, chip.residues)));
  if (chip.override !== null) {
    const { by, authenticated = false, why, time } = chip.override;
    const who = [...words.given(by, 40), ...nameRemark(words, authenticated)];
    const said = [...who, { text: '\n' }, ...words.given(why, 240), { text: '\n' }, ...words.time(time)];
    rows.push(row('certificate.chip.override', said));
  }
  return rows;
}

/** Whether a person had proved to be the one named. */
function nameRemark(words: PaperWords, authenticated: boolean): readonly Piece[] {
  return words.remark(words.both(authenticated ? 'operators.by-login' : 'operators.declared').first);
}

function lines(
  words: PaperWords,
  ids: CertifiedChip['reasons'] | CertifiedChip['blocks'],
  room: 'chip.reason' | 'chip.block',
): readonly Piece[] {
  return ids.flatMap((id, at): readonly Piece[] => [
    ...(at === 0 ? [] : [{ text: '\n' }]),
    ...words.words(`${room}.${id}` as TextKey),
  ]);
}

function residueWords(words: PaperWords, residues: readonly string[]): readonly Piece[] {
  const more = residues.length > MOST_RESIDUES ? ` … (+${residues.length - MOST_RESIDUES})` : '';
  return words.given(`${residues.slice(0, MOST_RESIDUES).join(', ')}${more}`, 800);
}

/** The online step is somebody's word, so that person's name stands beside it. */
function walletWords(words: PaperWords, content: CertificateContent): readonly Piece[] {
  const key = walletText(content);
  const online = content.chip?.iphone?.online ?? null;
  const said =
    online === null ? [] : [{ text: '\n' }, ...words.given(online.by, 40), { text: ' ' }, ...words.time(online.time)];
  return key === null ? [] : [...words.words(key), ...said];
}

function presenceWords(words: PaperWords, { presence }: CertifiedChip): readonly Piece[] {
  const sources = presence.sources.flatMap((source): readonly Piece[] => [
    { text: '\n' },
    ...words.words(`certificate.chip.source.${tableOrSource(source)}`),
    { text: ': ' },
    ...words.words(`certificate.chip.says.${source.says}`),
    ...words.remark(sourceDetail(source)),
  ]);
  return [...words.words(`certificate.chip.presence.${presence.is}`), ...sources];
}

/** A "no" that is the shop's own word is never read as the program's. */
function tableOrSource(source: PresenceSource): PresenceSource['is'] | 'shop-table' {
  return source.is === 'model-table' && source.ofShop ? 'shop-table' : source.is;
}

function sourceDetail(source: PresenceSource): string {
  if (source.is === 'model-table') return `${source.entry} (${source.version})`;
  return source.is === 'phone-software' ? source.found.slice(0, 3).join(' ') : '';
}

function readingTable(words: PaperWords, { readings }: CertifiedChip): Content | null {
  if (readings.length === 0) return null;
  const head = [
    words.both('certificate.chip.reading'),
    words.both('certificate.field.operator'),
    words.both('certificate.chip.reader'),
    words.both('certificate.chip.result'),
    words.both('certificate.chip.number'),
  ];
  const rows = readings.map(({ time, by, authenticated, reader, state, systems, idmHash, pmm }) => [
    words.time(time),
    [...words.given(by, 40), ...nameRemark(words, authenticated)],
    words.given(reader, 40),
    [...words.words(`chip.state.${state}`), ...words.remark(systems.slice(0, 8).join(' '))],
    [...words.given(idmHash?.slice(0, HASH_SHOWN) ?? '-'), ...words.remark(pmm === null ? '' : `PMm ${pmm}`)],
  ]);
  return listing(words, [88, 84, 72, 0, 112], head, rows);
}

function stepTable(words: PaperWords, { steps, tools }: CertifiedChip): Content | null {
  if (steps.length + tools.length === 0) return null;
  const head = [
    words.both('certificate.field.time'),
    words.both('certificate.field.operator'),
    words.both('certificate.chip.step'),
    words.both('certificate.field.outcome'),
  ];
  const rows = [
    ...steps.map(({ time, by, guide, version, step, outcome, saw }) => ({
      at: time.at,
      cells: [
        words.time(time),
        words.given(by, 40),
        [...words.given(step, 60), ...words.remark(`${guide} ${version}`)],
        [...words.words(`certificate.chip.outcome.${outcome}`), ...words.remark(saw)],
      ],
    })),
    ...tools.map(({ time, by, tool, licenceHolder, result, reportSha256 }) => ({
      at: time.at,
      cells: [
        words.time(time),
        words.given(by, 40),
        [...words.given(tool, 60), ...words.remark(licenceHolder)],
        [
          ...words.words(`certificate.chip.outcome.${result}`),
          ...words.remark(reportSha256 === null ? '' : `SHA-256 ${reportSha256.slice(0, HASH_SHOWN)}`),
        ],
      ],
    })),
  ];
  const inOrder = rows.toSorted((one, other) => (one.at < other.at ? -1 : 1)).map(({ cells }) => cells);
  return listing(words, [88, 84, 0, 130], head, inOrder);
}
