import { absent, type DeviceFacts, notReadable, type Reading, value } from '../../../domain/device.ts';
import type { ProbeAnswer, ProbeAnswers } from './probe-script.ts';
import { readProperty } from './readings.ts';

/** The places of Osaifu-Keitai's configuration: the menu app of today wants the first, older phones had it in the others. */
const CONFIG_FILES = ['product', 'system', 'vendor'].map((part) => `/${part}/etc/felica/common.cfg`);

/** The questions about FeliCa in the one round trip; all of them only read. Source: docs/decisions/0028. */
export const FELICA_COMMANDS = {
  'felica-config': `cat ${CONFIG_FILES.join(' ')}`,
  'system-packages': 'pm list packages -s',
  features: 'pm list features',
} as const;

type FelicaFacts = Required<
  Pick<DeviceFacts, 'felicaConfig' | 'felicaPackages' | 'nfcFeatures' | 'carrier' | 'hardwareSku'>
>;

/** What a phone's software shows of FeliCa; that something is absent is said only by an answer that would have shown it. */
export function readFelicaFacts(answers: ProbeAnswers, properties: ReadonlyMap<string, string>): FelicaFacts {
  return {
    felicaConfig: readConfig(answers.get('felica-config')),
    felicaPackages: readList(answers.get('system-packages'), FELICA_COMMANDS['system-packages'], {
      prefix: 'package:',
      // Every Android has it: without it the list was cut or never made.
      always: 'android',
      wanted: /^com\.felicanetworks\./,
    }),
    nfcFeatures: readList(answers.get('features'), FELICA_COMMANDS.features, {
      prefix: 'feature:',
      always: null,
      wanted: /nfc|\.se\.omapi\./,
    }),
    carrier: readProperty(properties, 'ro.carrier', 'ro.csc.sales_code', 'ro.boot.carrierid'),
    hardwareSku: readProperty(properties, 'ro.boot.hardware.sku', 'ro.boot.product.hardware.sku'),
  };
}

const MOST_KEYS = 64;

/** The keys of the configuration, `key,value` line by line; absent only when every place says that there is no such file. */
function readConfig(answer: ProbeAnswer | undefined): Reading<readonly string[]> {
  const source = 'etc/felica/common.cfg';
  if (!answer) return notReadable(source, 'no answer');
  const keys = [...answer.text.matchAll(/^([0-9a-f]{8}),/gim)].map((match) => (match[1] ?? '').toLowerCase());
  if (keys.length > 0) return value([...new Set(keys)].slice(0, MOST_KEYS), source);
  const isMissing = (file: string): boolean =>
    answer.text.split('\n').some((line) => line.includes(file) && /no such file or directory/i.test(line));
  if (CONFIG_FILES.every(isMissing)) return absent(source);
  return answer.exitCode === 0 ? value([], source) : notReadable(source, 'not understood');
}

interface ListWanted {
  readonly prefix: string;
  readonly always: string | null;
  readonly wanted: RegExp;
}

function readList(
  answer: ProbeAnswer | undefined,
  source: string,
  { prefix, always, wanted }: ListWanted,
): Reading<readonly string[]> {
  if (!answer) return notReadable(source, 'no answer');
  const lines = answer.text.split('\n').map((line) => line.trim());
  const names = lines.flatMap((line) => (line.startsWith(prefix) ? [line.slice(prefix.length)] : []));
  const fitting = names.filter((name) => wanted.test(name));
  const found = fitting.filter((name) => /^[\w.]{1,128}$/.test(name));
  if (found.length > 0) return value([...new Set(found)], source);
  const isAll = answer.exitCode === 0 && names.length > 0 && (always === null || names.includes(always));
  // A name that is no name is not written down, and is no absence either.
  const isWhole = isAll && fitting.length === 0;
  return isWhole ? absent(source) : notReadable(source, 'not understood');
}
