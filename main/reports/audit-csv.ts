import { stringify } from 'csv-stringify/sync';
import { type AuditDevice, type AuditReading, NOT_RECORDED } from '../../domain/audit-report.ts';
import type { RecordedTime } from '../../domain/report.ts';
import { say } from '../../domain/text.ts';
import { localTime } from './paper.ts';
import { printable } from './printable.ts';

// A byte order mark, without which spreadsheets take UTF-8 for the system's own encoding.
const BYTE_ORDER_MARK = '\uFEFF';
const MOST_SHOWN = 400;

type Column = readonly [heading: string, of: (device: AuditDevice) => string];

const reading = (found: AuditReading): string => (found.is === 'value' ? found.value : found.is);
const time = (moment: RecordedTime | null): string => (moment === null ? 'unknown' : (localTime(moment) ?? moment.at));
const knownBy = (loggedIn: boolean): string => (loggedIn ? 'log-in' : 'declared');
const imeiAt = (device: AuditDevice, at: number): string => device.imeis[at]?.imei ?? '';

// Ids stand as they are in report.json, so that a program can read them; the result is also said in words.
const COLUMNS: readonly Column[] = [
  ['記録番号 record', ({ record }) => record],
  ['受付日 day', ({ day }) => day ?? 'unknown'],
  ['結果', ({ end }) => say('ja', `report.end.${end}`)],
  ['result', ({ end }) => end],
  ['判定 outcome', ({ outcome }) => outcome],
  ['証拠等級 grade', ({ grade }) => grade],
  ['メーカー maker', ({ maker }) => reading(maker)],
  ['型番 model', ({ model }) => reading(model)],
  ['製造番号 serial', ({ serial }) => reading(serial)],
  ['IMEI 1', (device) => imeiAt(device, 0)],
  ['IMEI 2', (device) => imeiAt(device, 1)],
  [
    'ほかのIMEI other IMEIs',
    ({ imeis }) =>
      imeis
        .slice(2)
        .map(({ imei }) => imei)
        .join(' '),
  ],
  ['IMEIの取得 IMEI source', ({ imeis }) => imeis.map(({ source }) => source).join(' ')],
  ['目的 purpose', ({ purpose }) => purpose],
  ['消去の段 rung', ({ rung }) => rung],
  ['行った方式 done', ({ done }) => done.join(' ')],
  ['上書き overwrite', ({ overwrite }) => overwrite],
  ['到達率 coverage', ({ coverage }) => (coverage === null ? 'unknown' : String(coverage))],
  ['作業者 operator', ({ operator }) => operator],
  ['作業者の本人確認 operator known by', ({ operatorLoggedIn }) => knownBy(operatorLoggedIn)],
  ['第三者の確認 review', ({ review }) => review],
  ['確認者 reviewer', ({ reviewer }) => reviewer],
  [
    '確認者の本人確認 reviewer known by',
    ({ reviewer, reviewerLoggedIn }) => (reviewer === NOT_RECORDED ? reviewer : knownBy(reviewerLoggedIn)),
  ],
  ['計画 drafted', ({ drafted }) => time(drafted)],
  ['開始 started', ({ started }) => time(started)],
  ['判定日時 decided', ({ decided }) => time(decided)],
  ['終了 ended', ({ ended }) => time(ended)],
  ['FeliCa', ({ felica }) => felica],
  ['チップによる販売 chip sale', ({ chipSale }) => chipSale],
  ['電子証明書 JPKI', ({ jpki }) => jpki],
  ['結末 disposition', ({ disposition }) => disposition],
  ['正本 originals', ({ originals }) => String(originals)],
  ['再発行 reprints', ({ reprints }) => String(reprints)],
  ['やり直し元 retry of', ({ retryOf }) => retryOf ?? ''],
  ['合格としない理由 doubts', ({ doubts }) => doubts.join(' ')],
  ['理由 error', ({ error }) => error?.code ?? ''],
  ['ソフト tool', ({ tool }) => tool],
];

/**
 * Writes the device list as CSV for spreadsheets (RFC 4180: CRLF, quotes where needed; UTF-8 with a byte order mark). Every row says whether
 * the ledger's chain is whole. What begins like a formula gets an apostrophe before it, and what cannot be seen is written as its code.
 */
export function devicesCsv(devices: readonly AuditDevice[], isChainWhole: boolean): string {
  const head = [...COLUMNS.map(([heading]) => heading), '台帳の連鎖 chain'];
  const chain = isChainWhole ? 'whole' : 'broken';
  const rows = devices.map((device) => [...COLUMNS.map(([, of]) => visible(of(device))), chain]);
  return BYTE_ORDER_MARK + stringify([head, ...rows], { record_delimiter: '\r\n', escape_formulas: true });
}

function visible(text: string): string {
  const { text: shown, left } = printable(text, () => true, MOST_SHOWN);
  return left === 0 ? shown : `${shown}… (+${left})`;
}
