import { absent, type Battery, notReadable, type Reading, value } from '../../../domain/device.ts';
import { isImei } from '../../../domain/imei.ts';
import { parseParcel } from './parcel.ts';
import type { ProbeAnswer, ProbeAnswers } from './probe-script.ts';

const REFUSED = /permission denial|securityexception|permission denied|does not meet the requirements|not allowed/i;
const MISSING = /can't find service|cannot find service|not found|unknown command|inaccessible|no such/i;
// A service that is slow or broken is cut off by dumpsys in the middle; what it had said by then is not the whole.
const CUT_OFF = /\bDUMP TIMEOUT\b|failure (?:while )?dumping|error dumping/i;
const LONGEST_FIELD = 256;

/** Turns an answer into a reading by a parser that returns null for text that it does not understand. */
export function readAnswer<T>(
  answers: ProbeAnswers,
  name: string,
  source: string,
  parse: (answer: ProbeAnswer) => T | null,
): Reading<T> {
  const answer = answers.get(name);
  if (!answer) return notReadable(source, 'no answer');
  if (REFUSED.test(answer.text)) return notReadable(source, 'refused');
  if (CUT_OFF.test(answer.text)) return notReadable(source, 'cut off');
  const parsed = parse(answer);
  if (parsed !== null) return value(parsed, source);
  if (MISSING.test(answer.text) || answer.exitCode === 127) return notReadable(source, 'not offered by this phone');
  return notReadable(source, 'not understood');
}

/** Reads `[key]: [value]` lines of getprop; a value that spans lines, as a hostile one may, is kept whole. */
export function parseProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const match of text.matchAll(/^\[([\w.\-:@]{1,128})\]: \[([\s\S]*?)\]$/gm)) {
    properties.set(match[1] ?? '', (match[2] ?? '').slice(0, LONGEST_FIELD));
  }
  return properties;
}

/** Reads the first property of a list that is there and not empty. */
export function readProperty(properties: ReadonlyMap<string, string>, ...names: readonly string[]): Reading<string> {
  for (const name of names) {
    const found = properties.get(name)?.trim();
    if (found) return value(found, name);
  }
  return properties.size === 0 ? notReadable('getprop', 'no answer') : absent(names[0] ?? 'getprop');
}

/** Reads a property that must be a whole number. */
export function readNumberProperty(
  properties: ReadonlyMap<string, string>,
  ...names: readonly string[]
): Reading<number> {
  const found = readProperty(properties, ...names);
  if (found.is !== 'value') return found;
  return /^\d{1,4}$/.test(found.value)
    ? value(Number(found.value), found.source)
    : notReadable(found.source, 'not a number');
}

// Maker properties of the time before Android 10; empty or absent on newer phones.
const IMEI_PROPERTIES = ['persist.radio.imei', 'ro.ril.oem.imei', 'ro.ril.oem.imei1', 'ro.ril.oem.imei2', 'gsm.imei'];

function imeisFromParcels(answers: ProbeAnswers): Reading<readonly string[]> {
  const source = 'service call iphonesubinfo';
  const found = new Set<string>();
  let why = 'no answer';
  for (const name of ['imei', 'imei-as-shell']) {
    const answer = answers.get(name);
    if (!answer) continue;
    const reply = parseParcel(answer.text);
    if (reply?.is === 'text' && isImei(reply.text)) found.add(reply.text);
    else why = reply?.is === 'exception' || REFUSED.test(answer.text) ? 'refused' : 'not an IMEI';
  }
  return found.size > 0 ? value([...found], source) : notReadable(source, why);
}

function imeisFromCommand(answers: ProbeAnswers): readonly string[] {
  const texts = ['imei-slot-0', 'imei-slot-1'].map((name) => answers.get(name)?.text ?? '');
  return texts.map((text) => /^Device IMEI: (\d{15})\s*$/m.exec(text)?.[1] ?? '').filter(isImei);
}

/**
 * Reads the IMEIs by every route that the shell has, strongest first: the telephony service, its command (Android 11 and
 * later, seldom allowed), old makers' properties. Only 15 digits with the right check digit count, and the source is kept.
 */
export function readImeis(answers: ProbeAnswers, properties: ReadonlyMap<string, string>): Reading<readonly string[]> {
  const service = imeisFromParcels(answers);
  const command = imeisFromCommand(answers);
  const stated = IMEI_PROPERTIES.map((name) => properties.get(name)?.trim() ?? '').filter(isImei);
  if (service.is === 'value') return value([...new Set([...service.value, ...command])], service.source);
  if (command.length > 0) return value([...new Set(command)], 'cmd phone get-imei');
  return stated.length > 0 ? value([...new Set(stated)], 'maker property') : service;
}

/** Reads charge and charger from `dumpsys battery`. */
export function parseBattery({ text }: ProbeAnswer): Battery | null {
  const level = /^\s*level: (\d{1,3})\s*$/m.exec(text)?.[1];
  const scale = /^\s*scale: (\d{1,4})\s*$/m.exec(text)?.[1] ?? '100';
  if (level === undefined || Number(scale) <= 0) return null;
  const percent = Math.round((Number(level) * 100) / Number(scale));
  return { percent, charging: /^\s*(AC|USB|Wireless) powered: true\s*$/m.test(text) };
}

const UNIT_BYTES: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

/** Android 5's df knows no -k: name, size, used, free with units, block size. */
function parseOldFree(columns: readonly string[]): number | null {
  const free = /^(\d{1,6}(?:\.\d{1,3})?)([KMGT]?)$/.exec(columns[3] ?? '');
  return free && columns.length === 5 ? Math.round(Number(free[1]) * (UNIT_BYTES[free[2] ?? ''] ?? 1)) : null;
}

/** Reads the available bytes of the one file system that `df -k` lists. */
export function parseFreeBytes({ text }: ProbeAnswer): number | null {
  const columns = text.trim().split('\n').at(-1)?.trim().split(/\s+/) ?? [];
  if (/\bBlksize\b/.test(text)) return parseOldFree(columns);
  const share = columns.findIndex((column, at) => at > 1 && /^\d{1,3}%$/.test(column));
  const kib = columns[share - 1] ?? '';
  return share > 0 && /^\d{1,12}$/.test(kib) ? Number(kib) * 1024 : null;
}

/**
 * Reads the number of accounts from `dumpsys account`, which says it for each user; several users are added up. A user
 * without a number makes the whole unknown, and accounts that are listed count even where the number denies them.
 */
export function parseAccounts({ text }: ProbeAnswer): number | null {
  const counts = [...text.matchAll(/^[ \t]*Accounts:[ \t]*(\d{1,4})[ \t]*$/gm)].map((match) => Number(match[1]));
  const users = text.match(/^User UserInfo\{/gm)?.length ?? 0;
  if (counts.length === 0 || counts.length < users) return null;
  const listed = text.match(/^[ \t]*Account \{name=/gm)?.length ?? 0;
  return Math.max(
    listed,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

/** Tells from `sm list-disks` whether a removable disk is in: one line for each, none when there is none. */
export function parseDisks({ text, exitCode }: ProbeAnswer): boolean | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return exitCode === 0 && lines.every((line) => line.startsWith('disk:')) ? lines.length > 0 : null;
}

// What makers burn in when they number nothing: placeholders that many phones of a model share.
const SHARED_SERIAL = /^(?:unknown|none|null|default|(.)\1*|0?123456789(?:abcdef)?)$/i;

/** Takes a serial number for what it is worth: one that many phones share identifies none of them. */
export function ownSerial(read: Reading<string>): Reading<string> {
  const isShared = read.is === 'value' && SHARED_SERIAL.test(read.value.trim());
  return isShared ? notReadable(read.source, 'a number that many phones share') : read;
}

/** Counts the users of `pm list users`. */
export function parseUsers({ text }: ProbeAnswer): number | null {
  const users = text.match(/UserInfo\{\d+:/g)?.length ?? 0;
  return users > 0 ? users : null;
}

/** Reads 0 or 1, true or false of a settings or lock query. */
export function parseSwitch({ text }: ProbeAnswer): boolean | null {
  const word = text.trim();
  if (word === '1' || word === 'true') return true;
  return word === '0' || word === 'false' ? false : null;
}
