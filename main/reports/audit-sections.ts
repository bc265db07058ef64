import type { Content } from 'pdfmake';
import {
  AUDIT_LACKS,
  type AuditContent,
  type AuditException,
  type AuditNeed,
  type AuditOperator,
  NOT_RECORDED,
} from '../../domain/audit-report.ts';
import type { SignatureBlock } from '../../domain/report.ts';
import { isTextKey, type Language, sayByName, type TextKey } from '../../domain/text.ts';
import { bullets, grid, type Labelled, listing, localTime, type PaperWords, type Piece, section } from './paper.ts';
import { gap, hashWords, signBoxes } from './paper-frame.ts';

/** What one report's paper is made of. */
export interface AuditPaper {
  readonly content: AuditContent;
  readonly contentSha256: string;
  readonly signature: SignatureBlock | null;
  readonly language: Language;
}

const MOST_EXCEPTIONS = 200;
const MOST_OPERATORS = 100;
const MOST_KEYS = 20;

/** All sections of a report but the list of phones, in their order. */
export function auditSections(words: PaperWords, paper: AuditPaper): Content[] {
  const { content } = paper;
  return [
    summarySection(words, content),
    exceptionSection(words, content),
    operatorSection(words, content),
    chainSection(words, paper),
    needSection(words, content),
    notRecordedSection(words, content),
    limitSection(words, content),
    section(words, words.both('report.section.sign'), [
      signBoxes(words, ['report.field.author', 'certificate.field.responsible']),
    ]),
  ];
}

/** A long table may begin under its heading and go on over the page. */
function rowsUnderHeading(table: Content): Content[] {
  return [{ text: '', fontSize: 1 }, table];
}

const row = (words: PaperWords, key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });

/** What the shop says of itself, and that nobody checked it. */
function said(words: PaperWords, value: string): readonly Piece[] {
  if (value === NOT_RECORDED) return words.words('report.value.not-recorded');
  return [...words.given(value), { text: '\n' }, ...words.words('certificate.shop.declared')];
}

function summarySection(words: PaperWords, content: AuditContent): Content {
  const { counts, aging, carriedOver, period } = content;
  const group = (name: string, found: Readonly<Record<string, number>>): readonly Piece[] =>
    groupWords(words, name, found);
  const number = (phones: number): readonly Piece[] => [{ text: String(phones), bold: true, fontSize: 11 }];
  const none = words.words('report.value.not-recorded');
  const asOf = words.time(content.asOf);
  return section(words, words.both('report.section.summary'), [
    grid(words, [
      row(words, 'report.field.period', words.words('report.period', { ...period })),
      row(words, 'report.field.as-of', asOf),
      row(words, 'report.field.workstation', words.given(content.workstation ?? '-')),
      row(words, 'report.field.store', said(words, content.store)),
      row(words, 'report.field.licence', said(words, content.licence)),
      row(words, 'report.field.phones', number(counts.phones)),
      row(words, 'report.field.passed', number(counts.passed)),
    ]),
    gap(),
    grid(
      words,
      [
        row(words, 'report.field.ends', group('report.end', counts.ends)),
        row(words, 'report.field.purposes', group('report.purpose', counts.purposes)),
        row(words, 'report.field.overwrites', group('report.overwrite', counts.overwrites)),
        row(words, 'report.field.done', group('strength', counts.done)),
        row(words, 'report.field.reviews', group('report.review', counts.reviews)),
        row(words, 'report.field.grades', group('', counts.grades)),
        row(words, 'report.field.felica', group('report.felica', counts.felica)),
        row(words, 'report.field.chip-sale', group('report.chip-sale', counts.chipSales)),
        row(words, 'report.field.jpki', group('report.jpki', counts.jpki)),
        row(words, 'report.field.approvals', none),
        row(words, 'report.field.disposition', none),
        row(words, 'report.section.aging', agingWords(words, aging)),
        row(
          words,
          'report.field.carried-over',
          words.given(`${carriedOver.length}  ${carriedOver.slice(0, 20).join(' ')}`, 500),
        ),
      ],
      1,
    ),
  ]);
}

/** `name n` for each member of a group, those with none in grey; both languages of the words are in the other sections. */
function groupWords(words: PaperWords, name: string, found: Readonly<Record<string, number>>): readonly Piece[] {
  return Object.entries(found).flatMap(([id, phones], at): readonly Piece[] => {
    const key = `${name}.${id}`;
    const label = isTextKey(key) ? words.both(key) : { first: id, second: id };
    const style = phones === 0 ? { color: '#9ca3af' } : { bold: true };
    const second = label.first === label.second ? [] : [{ text: ` ${label.second}`, fontSize: 5.4, color: '#4b5563' }];
    return [
      { text: at === 0 ? '' : '   ' },
      { text: `${label.first} ` },
      { text: String(phones), ...style },
      ...second,
    ];
  });
}

function agingWords(words: PaperWords, aging: AuditContent['aging']): readonly Piece[] {
  const { within1Day: day, within7Days: week, within30Days: month, longer, unknown } = aging;
  return words.stacked(words.both('report.value.days', { day, week, month, longer, unknown }));
}

function exceptionSection(words: PaperWords, { exceptions }: AuditContent): Content {
  const title = words.both('report.section.exceptions');
  if (exceptions.length === 0) return section(words, title, [bullets(words, [words.words('report.exceptions.none')])]);
  const shown = exceptions.slice(0, MOST_EXCEPTIONS);
  const head = [
    words.both('report.field.kind'),
    words.both('report.field.where'),
    words.both('certificate.field.time'),
    words.both('report.field.detail'),
  ];
  const rows = shown.map((one) => exceptionRow(words, one));
  const more =
    shown.length < exceptions.length
      ? [bullets(words, [words.words('report.exceptions.some', { total: exceptions.length, shown: shown.length })])]
      : [];
  return section(words, title, [...rowsUnderHeading(listing(words, [150, 110, 96, 0], head, rows)), ...more], false);
}

function exceptionRow(words: PaperWords, { kind, record, seq, time, detail }: AuditException) {
  return [
    words.stacked(words.both(`report.exception.${kind}`)),
    [...words.given(record ?? '-', 40), ...words.remark(`#${seq}`)],
    [{ text: (time && localTime(time)) ?? '-' }],
    detailWords(words, detail),
  ];
}

/** The ids of a detail in words where there are any. */
function detailWords(words: PaperWords, detail: string): readonly Piece[] {
  if (detail === '') return [{ text: '-' }];
  const said = (language: Language): string =>
    detail
      .split(' ')
      .map((id) => {
        const key = [
          `blocker.${id}.title`,
          `doubt.${id}`,
          `report.doubt.${id}`,
          `error.${id}.title`,
          `report.end.${id}`,
        ].find(isTextKey);
        return key === undefined ? id : sayByName(language, key);
      })
      .join(' ');
  return words.inline(words.pair(said('ja'), said('en')));
}

function operatorSection(words: PaperWords, { operators }: AuditContent): Content {
  const title = words.both('report.section.operators');
  if (operators.length === 0) return section(words, title, [bullets(words, [words.words('report.operators.none')])]);
  const shown = operators.slice(0, MOST_OPERATORS);
  const names = ['name', 'role', 'drafted', 'consents', 'acts', 'looks', 'log-ins', 'phones-of'] as const;
  const head = names.map((name) => words.both(`report.field.${name}`));
  const rows = shown.map((one) => operatorRow(words, one));
  const more =
    shown.length < operators.length
      ? [bullets(words, [words.words('report.operators.some', { total: operators.length, shown: shown.length })])]
      : [];
  return section(
    words,
    title,
    [...rowsUnderHeading(listing(words, [0, 62, 48, 50, 48, 58, 62, 72], head, rows)), ...more],
    false,
  );
}

function operatorRow(words: PaperWords, one: AuditOperator): readonly (readonly Piece[])[] {
  const looks = `${one.secondLooks} (${one.accepted} / ${one.rejected})`;
  const role = one.role === NOT_RECORDED ? 'report.value.declared' : (`operators.role.${one.role}` as const);
  const logIns = `${one.logIns} (${one.refusals})`;
  const numbers = [one.drafted, one.consents, one.acts, looks, logIns, `${one.passed} / ${one.notPassed}`];
  const name = one.name === NOT_RECORDED ? [] : words.remark(one.name);
  return [
    [...words.given(one.id, 60), ...name],
    words.stacked(words.both(role)),
    ...numbers.map((number) => [{ text: String(number) }]),
  ];
}

function chainSection(words: PaperWords, { content, contentSha256, signature }: AuditPaper): Content {
  const { chain, devicesCsvSha256 } = content;
  const none = words.words('report.value.unknown');
  const inPeriod = `${chain.entries} (${chain.period.entries}: #${chain.period.firstSeq ?? '-'} – #${chain.period.lastSeq ?? '-'})`;
  const keys = chain.keys
    .slice(-MOST_KEYS)
    .flatMap(({ keyId, fromSeq }, at): readonly Piece[] => [
      ...(at === 0 ? [] : [{ text: '\n' }]),
      ...words.given(words.both('report.value.key', { fingerprint: keyId, seq: fromSeq }).first, 160),
    ]);
  const unreadable =
    chain.unreadable > 0 ? [words.words('report.chain.unreadable', { entries: chain.unreadable })] : [];
  const blind = chain.cannotSee.map((spot) => words.words(`ledger.blind.${spot}`));
  return section(words, words.both('report.section.chain'), [
    grid(
      words,
      [
        row(words, 'report.field.state', words.words(chain.ok ? 'report.value.whole' : 'report.value.broken')),
        row(words, 'report.field.entries', [{ text: inPeriod }]),
        row(
          words,
          'report.field.head',
          chain.head ? [{ text: `#${chain.head.seq}  ` }, ...hashWords(words, chain.head.hash)] : none,
        ),
        row(words, 'report.field.seal', chain.lastSealSeq === null ? none : [{ text: `#${chain.lastSealSeq}` }]),
        row(words, 'report.field.keys', keys.length === 0 ? none : keys),
        row(words, 'certificate.field.content-hash', hashWords(words, contentSha256)),
        row(words, 'report.field.csv-hash', hashWords(words, devicesCsvSha256)),
        row(words, 'certificate.field.key', hashWords(words, signature?.keyId ?? null)),
        row(
          words,
          'certificate.field.signature',
          signature ? hashWords(words, signature.signature) : words.words('report.unsigned'),
        ),
        row(words, 'certificate.field.clock', words.words('certificate.value.clock-workstation')),
      ],
      1,
    ),
    bullets(words, [...unreadable, ...blind]),
  ]);
}

function needSection(words: PaperWords, { requirements }: AuditContent): Content {
  const head = ['#', 'need', 'standing', 'note'].map((name) =>
    isTextKey(`report.field.${name}`) ? words.both(`report.field.${name}` as TextKey) : { first: name, second: name },
  );
  const rows = requirements.map((need) => needRow(words, need));
  return section(
    words,
    words.both('report.section.needs'),
    rowsUnderHeading(listing(words, [14, 148, 76, 0], head, rows)),
    false,
  );
}

function needRow(words: PaperWords, { number, standing, shown, of }: AuditNeed): readonly (readonly Piece[])[] {
  const texts = { title: `report.need.${number}.title`, note: `report.need.${number}.note` };
  const both = (key: string): readonly Piece[] => (isTextKey(key) ? words.stacked(words.both(key)) : words.given(key));
  const counted =
    shown === null || of === null || of === 0 ? [] : words.remark(words.both('report.value.of', { shown, of }).first);
  return [
    [{ text: String(number) }],
    both(texts.title),
    [...words.words(`report.standing.${standing}`), ...counted],
    both(texts.note),
  ];
}

function notRecordedSection(words: PaperWords, content: AuditContent): Content {
  const lacking = AUDIT_LACKS.filter((name) => content[name] === NOT_RECORDED);
  const pieces = lacking.flatMap((name, at): readonly Piece[] => [
    ...(at === 0 ? [] : [{ text: '  /  ' }]),
    ...words.words(`report.lacks.${name}`),
  ]);
  return section(words, words.both('report.section.not-recorded'), [bullets(words, [pieces])]);
}

function limitSection(words: PaperWords, { limits }: AuditContent): Content {
  const lines = limits.map((id) => {
    const key = [`report.limit.${id}`, `limit.${id}`].find(isTextKey);
    return key === undefined ? words.given(id) : words.stacked(words.both(key));
  });
  return section(words, words.both('report.section.limits'), [bullets(words, lines)]);
}
