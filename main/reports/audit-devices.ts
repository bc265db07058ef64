import type { Content } from 'pdfmake';
import { type AuditDevice, type AuditReading, NOT_RECORDED } from '../../domain/audit-report.ts';
import type { RecordedTime } from '../../domain/report.ts';
import { bullets, INK, listing, localTime, type PaperWords, type Piece, section } from './paper.ts';

// Five hundred rows take some 100 MB to lay out; the whole list is in the CSV file, whose hash the paper prints.
const MOST_DEVICES = 300;
// What a phone says of itself must not fill a page of the list.
const MOST_NAME = 40;

/** The phones of the report as an appendix; when they are too many for paper, those that did not pass come first. */
export function deviceSection(words: PaperWords, devices: readonly AuditDevice[]): Content {
  const title = words.both('report.section.devices');
  const total = devices.length;
  if (total === 0) return section(words, title, [bullets(words, [words.words('report.devices.none')])]);
  const isAll = total <= MOST_DEVICES;
  const shown = isAll ? devices : [...devices.filter(notPassed), ...devices.filter(passed)].slice(0, MOST_DEVICES);
  const note = isAll
    ? words.words('report.devices.all', { total })
    : words.words('report.devices.some', { total, shown: shown.length });
  const head = (['device', 'method', 'result', 'people', 'times'] as const).map((name) =>
    words.both(`report.field.${name}`),
  );
  const columns = [words.both('certificate.field.record'), ...head];
  const rows = shown.map((device) => deviceRow(words, device));
  return section(words, title, [bullets(words, [note]), listing(words, [98, 0, 86, 74, 72, 62], columns, rows)], false);
}

const passed = ({ outcome }: AuditDevice): boolean => outcome === 'pass';
const notPassed = (device: AuditDevice): boolean => !passed(device);

function deviceRow(words: PaperWords, device: AuditDevice): readonly (readonly Piece[])[] {
  const imeis = device.imeis.map(({ imei, source }) => (source === 'read' ? imei : `${imei} (${source})`));
  const numbers = imeis.length > 0 ? imeis : [`SN ${textOf(device.serial)}`];
  const ink = passed(device) ? INK.pass : device.outcome === 'fail' ? INK.fail : INK.inconclusive;
  const isOverwriteSaid = device.overwrite !== 'not-asked';
  return [
    words.given(device.record, 40),
    [
      ...words.given(`${textOf(device.maker)} ${textOf(device.model)}`, MOST_NAME),
      ...numbers.slice(0, 3).flatMap((number) => [{ text: '\n' }, ...words.given(number, MOST_NAME)]),
    ],
    [
      ...words.given(purposeWords(words, device)),
      ...words.remark(device.rung === 'unknown' ? '-' : words.both(`rung.${device.rung}`).first),
      ...(isOverwriteSaid ? words.remark(overwriteWords(words, device)) : []),
    ],
    [
      ...words
        .given(words.both(`report.end.${device.end}`).first)
        .map((piece) => ({ ...piece, color: ink, bold: true })),
      ...words.remark(`${words.both(`report.end.${device.end}`).second} · ${device.grade}`),
    ],
    [
      ...nameWords(words, device.operator, device.operatorLoggedIn),
      { text: '\n' },
      ...(device.reviewer === NOT_RECORDED
        ? words.given(words.both(`report.review.${device.review}`).first)
        : nameWords(words, device.reviewer, device.reviewerLoggedIn)),
    ],
    [{ text: timeText(device.started) }, { text: '\n' }, { text: timeText(device.decided) }],
  ];
}

function nameWords(words: PaperWords, name: string, isLoggedIn: boolean): readonly Piece[] {
  if (name === NOT_RECORDED) return [{ text: '-' }];
  return [
    ...words.given(name, MOST_NAME),
    ...(isLoggedIn ? [{ text: ' (PIN)', fontSize: 5.4, color: INK.quiet }] : []),
  ];
}

/** Where overwriting does not apply the purpose is not named after it. */
function purposeWords(words: PaperWords, { purpose, overwrite }: AuditDevice): string {
  const isApple = overwrite === 'not-applicable' && purpose !== 'unknown';
  return words.both(isApple ? `certificate.apple.purpose.${purpose}` : `report.purpose.${purpose}`).first;
}

function overwriteWords(words: PaperWords, { overwrite }: AuditDevice): string {
  return `${words.both('report.field.overwrites').first}: ${words.both(`report.overwrite.${overwrite}`).first}`;
}

function textOf(reading: AuditReading): string {
  return reading.is === 'value' ? reading.value : '-';
}

/** To the minute; seconds and offset stand in the CSV file. */
function timeText(time: RecordedTime | null): string {
  return (time && localTime(time)?.slice(0, 16)) ?? '-';
}
