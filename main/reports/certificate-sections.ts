import type { Content } from 'pdfmake';
import { actWords } from '../../domain/certificate-words.ts';
import type { CertificateContent, CertifiedStep, SignatureBlock } from '../../domain/report.ts';
import { isTextKey, type TextKey } from '../../domain/text.ts';
import { appleDeviceRows, sanitizationRows } from './certificate-apple-rows.ts';
import { chipSection } from './certificate-chip-section.ts';
import { peopleSection } from './certificate-people.ts';
import { deviceRows, errorWords, gradeFact, overwriteRows, reasonWords, textOrUnknown } from './certificate-values.ts';
import { bullets, grid, type Labelled, listing, type PaperWords, type Piece, section } from './paper.ts';
import { gap, hashWords, signBoxes } from './paper-frame.ts';

/** What the sections need besides the content: its hash and who signed it. */
export interface PaperSeal {
  readonly contentSha256: string;
  readonly signature: SignatureBlock;
}

const HALF = 258;

/** All sections of a certificate in their order. */
export function certificateSections(words: PaperWords, content: CertificateContent, seal: PaperSeal): Content[] {
  return [
    ...doubtSection(words, content),
    deviceSection(words, content),
    methodSection(words, content),
    ...content.overwrites.map((overwrite) =>
      section(words, words.both('certificate.section.overwrite'), [grid(words, overwriteRows(words, overwrite))]),
    ),
    verificationSection(words, content),
    ...chipSection(words, content),
    gradeSection(words, content),
    untouchedSection(words, content),
    peopleSection(words, content),
    recordSection(words, content, seal),
    limitSection(words, content),
    signatureSection(words),
  ];
}

function deviceSection(words: PaperWords, content: CertificateContent): Content {
  const { device } = content;
  const apple = device?.apple;
  const rows = device && apple ? appleDeviceRows(words, content, { ...device, apple }) : deviceRows(words, content);
  return section(words, words.both('certificate.section.device'), [grid(words, rows)]);
}

function doubtSection(words: PaperWords, content: CertificateContent): Content[] {
  if (content.outcome === 'pass') return [];
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const state: readonly Piece[] =
    content.jobState === null ? words.words('certificate.value.unknown') : words.words(`state.${content.jobState}`);
  const gaps = content.gaps.map((gap) => [
    ...words.words(`rule.${gap.rule}`),
    { text: ': ' },
    ...words.words(`verdict.${gap.outcome}`),
    { text: ': ' },
    ...reasonWords(words, gap.reason),
  ]);
  const doubts = content.doubts.map((doubt) => words.words(`doubt.${doubt}`));
  return [
    section(words, words.both('certificate.section.doubts'), [
      grid(words, [
        row('certificate.field.state', state),
        row('certificate.field.error', errorWords(words, content.error)),
      ]),
      bullets(words, [...gaps, ...doubts]),
    ]),
  ];
}

function methodSection(words: PaperWords, content: CertificateContent): Content {
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const { plan, sanitization } = content;
  const none = words.words('certificate.value.unknown');
  const facts = [
    row('certificate.field.purpose', purposeWords(words, content)),
    row('certificate.field.rung', plan ? words.words(`rung.${plan.rung}`) : words.words('certificate.value.no-plan')),
    row('certificate.field.closing', plan ? words.words(`certificate.closing.${plan.closing}`) : none),
    row('certificate.field.adapter', textOrUnknown(words, plan?.adapter ?? null)),
    row('certificate.field.started', words.time(content.times.started)),
    row('certificate.field.decided', words.time(content.times.decided)),
    row('certificate.field.drafted', words.time(content.times.drafted)),
    row('certificate.field.ended', words.time(content.times.ended)),
  ];
  const head = (['step', 'method', 'outcome', 'time', 'acts'] as const).map((name) =>
    words.both(`certificate.field.${name}`),
  );
  const steps = content.steps.map((step) => stepRow(words, step));
  return section(
    words,
    words.both('certificate.section.method'),
    [
      grid(words, facts),
      ...(sanitization ? [gap(), grid(words, sanitizationRows(words, content, sanitization), 1)] : []),
      ...sentence(words, content),
      ...(steps.length === 0 ? [] : [gap(), listing(words, [86, 96, 58, 0, 92], head, steps)]),
    ],
    false,
  );
}

/** Where nothing can be overwritten the purpose is not named after an overwrite. */
function purposeWords(words: PaperWords, { purpose, device, sanitization }: CertificateContent): readonly Piece[] {
  if (purpose === null) return words.words('certificate.value.unknown');
  const isApple = device?.apple !== undefined || sanitization !== undefined;
  return words.words(isApple ? `certificate.apple.purpose.${purpose}` : `purpose.${purpose}`);
}

/** What was done instead of an overwrite and how it was confirmed, in full sentences. */
function sentence(words: PaperWords, { words: { ja, en } }: CertificateContent): Content[] {
  if (ja.sanitization === undefined) return [];
  const said = words.stacked(words.pair(ja.sanitization, en.sanitization ?? ja.sanitization));
  return [{ text: [...said], fontSize: 7.4, margin: [2, 4, 2, 2] }];
}

function stepRow(words: PaperWords, step: CertifiedStep): readonly (readonly Piece[])[] {
  const act = words.pair(actWords('ja', step.act), actWords('en', step.act));
  const acts = step.acts.flatMap(({ instruction, operator, saw }, index): readonly Piece[] => [
    ...(index === 0 ? [] : [{ text: '\n' }]),
    ...words.given(`${operator}: `, 40),
    ...words.words(`certificate.acted.${instruction}`),
    ...(saw === 'done' ? [] : words.remark(sawText(words, saw))),
  ]);
  const failed = step.error === null ? [] : words.remark(step.error.code);
  return [
    [...words.stacked(act), ...words.remark(step.id)],
    step.strength === null ? [{ text: '-' }] : words.stacked(words.both(`strength.${step.strength}`)),
    [...words.words(`certificate.outcome.${step.outcome}`), ...failed],
    [...words.time(step.started), { text: '\n' }, ...words.time(step.ended)],
    acts.length === 0 ? [{ text: '-' }] : acts,
  ];
}

/** What a person saw, in the leading language; what the field has no word for is printed as it was said. */
function sawText(words: PaperWords, saw: string): string {
  const key = `certificate.saw.${saw}`;
  return isTextKey(key) ? words.both(key).first : saw;
}

function verificationSection(words: PaperWords, content: CertificateContent): Content {
  const head = [
    words.both('certificate.field.rule'),
    words.both('certificate.field.outcome'),
    words.both('certificate.field.by'),
    words.pair('理由・取得元・数値', 'Reason, source, figures'),
  ];
  const rows = content.rules.map(({ rule, outcome, by, reason, sources, figures }) => {
    const numbers = Object.entries(figures).map(([name, value]) => `${name}=${value}`);
    const detail = [...sources, ...numbers].join(' · ');
    return [
      words.stacked(words.both(`rule.${rule}`)),
      words.stacked(words.both(`verdict.${outcome}`)),
      by === null ? words.words('certificate.value.unknown') : words.words(`certificate.value.${by}`),
      [...reasonWords(words, reason), ...(detail === '' ? [] : words.remark(detail))],
    ];
  });
  return section(words, words.both('certificate.section.verification'), [listing(words, [128, 58, 58, 0], head, rows)]);
}

function gradeSection(words: PaperWords, content: CertificateContent): Content {
  const { facts, caps } = content.grade;
  const title = words.both('certificate.section.grade');
  if (facts === null) {
    return section(words, title, [bullets(words, [words.words('certificate.value.no-verdict')])]);
  }
  const columns = (['fact', 'value', 'cap'] as const).map((name) => words.both(`certificate.field.${name}`));
  const cells = caps.map(({ fact, cap }): readonly (readonly Piece[])[] => [
    words.stacked(words.both(`grade-fact.${fact}`)),
    gradeFact(words, facts, fact),
    [{ text: cap, bold: true }],
  ]);
  const half = Math.ceil(cells.length / 2);
  const rows = cells.slice(0, half).map((left, index) => [...left, ...(cells[half + index] ?? [[], [], []])]);
  return section(words, title, [listing(words, [76, 0, 34, 76, 0, 34], [...columns, ...columns], rows)]);
}

function untouchedSection(words: PaperWords, content: CertificateContent): Content {
  const lines = (ja: readonly string[], en: readonly string[]): readonly (readonly Piece[])[] =>
    ja.length === 0
      ? [words.words('certificate.value.unknown')]
      : ja.map((line, index) => words.inline(words.pair(line, en[index] ?? line)));
  const { ja, en } = content.words;
  return {
    columnGap: 10,
    columns: [
      section(words, words.both('certificate.section.not-covered'), [
        bullets(words, lines(ja.notCovered, en.notCovered), HALF),
      ]),
      section(words, words.both('certificate.section.not-examined'), [
        bullets(words, lines(ja.notExamined, en.notExamined), HALF),
      ]),
    ],
    unbreakable: true,
  };
}

function recordSection(words: PaperWords, content: CertificateContent, seal: PaperSeal): Content {
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const { ledger, tool } = content;
  const place =
    ledger.firstSeq === null || ledger.lastSeq === null
      ? words.words('certificate.value.unknown')
      : words.words('certificate.value.entries', {
          first: ledger.firstSeq,
          last: ledger.lastSeq,
          entries: ledger.entries,
        });
  const versions = tool && `${tool.name} ${tool.version} / Node ${tool.node} / adb ${tool.adbServer ?? '-'}`;
  const overwriters = Object.entries(tool?.overwriterSha256 ?? {})
    .map(([abi, sha256]) => `${abi} ${sha256.slice(0, 16)}`)
    .join(', ');
  return section(words, words.both('certificate.section.record'), [
    grid(words, [
      row('certificate.field.record', textOrUnknown(words, content.record)),
      row('certificate.field.job', textOrUnknown(words, content.job)),
      row('certificate.field.port', textOrUnknown(words, content.port)),
      row(
        'certificate.field.retry-of',
        content.retryOf === null ? words.words('certificate.value.none') : words.given(content.retryOf),
      ),
      row('certificate.field.workstation', textOrUnknown(words, ledger.workstation)),
      row('certificate.field.entries', place),
      row('certificate.field.tool', textOrUnknown(words, versions)),
      ...(content.sanitization ? [] : [row('certificate.field.overwriter', textOrUnknown(words, overwriters || null))]),
    ]),
    gap(),
    grid(
      words,
      [
        row('certificate.field.head', hashWords(words, ledger.headHash)),
        row('certificate.field.content-hash', hashWords(words, seal.contentSha256)),
        row('certificate.field.key', hashWords(words, seal.signature.keyId)),
        row('certificate.field.signature', hashWords(words, seal.signature.signature)),
        row('certificate.field.clock', words.words('certificate.value.clock-workstation')),
      ],
      1,
    ),
  ]);
}

function limitSection(words: PaperWords, content: CertificateContent): Content {
  const { ja, en } = content.words;
  const lines = ja.limits.map((line, index) => words.stacked(words.pair(line, en.limits[index] ?? line)));
  return section(words, words.both('certificate.section.limits'), [bullets(words, lines)]);
}

function signatureSection(words: PaperWords): Content {
  const who = (['operator', 'reviewer', 'responsible'] as const).map((one) => `certificate.field.${one}` as const);
  return section(words, words.both('certificate.section.signatures'), [signBoxes(words, who)]);
}
