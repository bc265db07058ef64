import { createHash } from 'node:crypto';
import {
  absent,
  type DeviceFacts,
  known,
  notReadable,
  type Reading,
  type TradeInStatus,
  value,
} from '../../../domain/device.ts';
import { FELICA_COMMANDS, readFelicaFacts } from './felica-facts.ts';
import type { ProbeAnswer, ProbeAnswers } from './probe-script.ts';
import {
  ownSerial,
  parseAccounts,
  parseBattery,
  parseDisks,
  parseFreeBytes,
  parseProperties,
  parseSwitch,
  parseUsers,
  readAnswer,
  readImeis,
  readNumberProperty,
  readProperty,
} from './readings.ts';

/** The commands of the one round trip; sources and meanings: AOSP tools of the named versions, see the decision page on Android facts. */
export const FACT_COMMANDS = {
  getprop: 'getprop',
  imei: 'service call iphonesubinfo 1',
  'imei-as-shell': 'service call iphonesubinfo 1 s16 com.android.shell',
  'imei-slot-0': 'cmd phone get-imei 0',
  'imei-slot-1': 'cmd phone get-imei 1',
  accounts: 'dumpsys account',
  users: 'pm list users',
  owners: 'dpm list-owners',
  policy: 'dumpsys device_policy',
  setup: 'settings get secure user_setup_complete',
  lock: 'cmd lock_settings get-disabled',
  battery: 'dumpsys battery',
  df: 'df -k /data',
  disks: 'sm list-disks',
  harness: 'cmd testharness',
  'android-id': 'settings get secure android_id',
  ...FELICA_COMMANDS,
} as const;

// Metadata encryption is mandatory for phones launched with Android 11 (API 30).
const METADATA_MANDATORY_SDK = 30;

function readMetadata(
  properties: ReadonlyMap<string, string>,
  cryptoState: string | null,
  launchSdk: number | null,
): Reading<boolean> {
  const stated = properties.get('ro.crypto.metadata.enabled');
  if (stated === 'true' || stated === 'false') return value(stated === 'true', 'ro.crypto.metadata.enabled');
  if (cryptoState === 'unencrypted') return value(false, 'ro.crypto.state');
  if (cryptoState !== 'encrypted') return notReadable('ro.crypto.metadata.enabled', 'not stated');
  if (launchSdk !== null && launchSdk >= METADATA_MANDATORY_SDK) return value(true, 'ro.product.first_api_level');
  return notReadable('ro.crypto.metadata.enabled', 'not stated');
}

function parseManaged({ text, exitCode }: ProbeAnswer): boolean | null {
  if (exitCode !== 0) return null;
  if (/^no owners\.?$/i.test(text.trim())) return false;
  return /\bowners?:/i.test(text) ? true : null;
}

/** The owners are printed before the admins, so without the admins' heading the owners may have been cut off. */
function parsePolicy({ text }: ProbeAnswer): boolean | null {
  if (/device owner:|profile owner \(/i.test(text)) return true;
  return /^\s*Current Device Policy Manager state:[\s\S]*^\s*Enabled Device Admins\b/m.test(text) ? false : null;
}

function parseHarness({ text, exitCode }: ProbeAnswer): boolean | null {
  if (/can't find service|cannot find service/i.test(text)) return false;
  return /enable|restore/i.test(text) || exitCode === 0 ? /test ?harness/i.test(text) : null;
}

function readManaged(answers: ProbeAnswers): Reading<boolean> {
  const owners = readAnswer(answers, 'owners', 'dpm list-owners', parseManaged);
  return owners.is === 'value' ? owners : readAnswer(answers, 'policy', 'dumpsys device_policy', parsePolicy);
}

function readAndroidId(answers: ProbeAnswers): Reading<string> {
  return readAnswer(answers, 'android-id', 'settings get secure android_id', ({ text }) => {
    const id = text.trim();
    return /^[0-9a-f]{8,16}$/i.test(id) ? createHash('sha256').update(id).digest('hex') : null;
  });
}

/** The property exists only while the mode is on, so its absence means off, but only in a list that was read. */
function readHarness(properties: ReadonlyMap<string, string>): Reading<boolean> {
  const source = 'persist.sys.test_harness';
  return properties.size === 0 ? notReadable(source, 'no answer') : value(properties.get(source) === '1', source);
}

/** "Disabled" rules a lock out; "not disabled" may be a mere swipe, and asking further would count as a wrong try. */
function readScreenLock(answers: ProbeAnswers): Reading<boolean> {
  const disabled = readAnswer(answers, 'lock', FACT_COMMANDS.lock, parseSwitch);
  if (disabled.is !== 'value') return disabled;
  return disabled.value ? value(false, disabled.source) : notReadable(disabled.source, 'a swipe or a secret lock');
}

/** Builds the facts of a phone from the answers of the one round trip; a probe that did not answer is not readable. */
export function readFacts(answers: ProbeAnswers, mode: DeviceFacts['mode']): DeviceFacts {
  const properties = parseProperties(answers.get('getprop')?.text ?? '');
  const cryptoState = readProperty(properties, 'ro.crypto.state');
  const launchSdk = readNumberProperty(properties, 'ro.product.first_api_level', 'ro.board.first_api_level');
  const abis = readProperty(properties, 'ro.product.cpu.abilist', 'ro.product.cpu.abi');
  const read = <T>(name: keyof typeof FACT_COMMANDS, parse: (answer: ProbeAnswer) => T | null): Reading<T> =>
    readAnswer(answers, name, FACT_COMMANDS[name], parse);
  return {
    mode,
    serial: ownSerial(readProperty(properties, 'ro.serialno', 'ro.boot.serialno')),
    imeis: readImeis(answers, properties),
    maker: readProperty(properties, 'ro.product.manufacturer', 'ro.product.vendor.manufacturer'),
    model: readProperty(properties, 'ro.product.model', 'ro.product.vendor.model'),
    product: readProperty(properties, 'ro.product.name', 'ro.product.device'),
    androidVersion: readProperty(properties, 'ro.build.version.release'),
    sdk: readNumberProperty(properties, 'ro.build.version.sdk'),
    launchSdk,
    patchLevel: readProperty(properties, 'ro.build.version.security_patch'),
    fingerprint: readProperty(properties, 'ro.build.fingerprint'),
    buildType: readProperty(properties, 'ro.build.type'),
    abis:
      abis.is === 'value'
        ? value(
            abis.value.split(',').map((abi) => abi.trim()),
            abis.source,
          )
        : abis,
    cryptoState,
    cryptoType: readProperty(properties, 'ro.crypto.type'),
    metadataEncrypted: readMetadata(properties, known(cryptoState), known(launchSdk)),
    verifiedBoot: readProperty(properties, 'ro.boot.verifiedbootstate'),
    frpPartition: readProperty(properties, 'ro.frp.pst'),
    testHarness: readHarness(properties),
    testHarnessService: read('harness', parseHarness),
    tradeIn: absent('tradeinmode getstatus'),
    accounts: read('accounts', parseAccounts),
    users: read('users', parseUsers),
    managed: readManaged(answers),
    screenLock: readScreenLock(answers),
    sdCard: read('disks', parseDisks),
    battery: read('battery', parseBattery),
    freeBytes: read('df', parseFreeBytes),
    setupComplete: read('setup', parseSwitch),
    androidIdHash: readAndroidId(answers),
    ...readFelicaFacts(answers, properties),
  };
}

/** The facts of a phone that sits in the Trade-In Mode foyer and tells nothing but its status. */
export function factsOfFoyer(
  status: TradeInStatus,
  product: Readonly<Record<string, string>>,
  launchLevel: number | null,
): DeviceFacts {
  const source = 'tradeinmode getstatus';
  const none = readFacts(new Map(), 'trade-in-foyer');
  const text = (found: string | undefined): Reading<string> => (found ? value(found, source) : absent(source));
  return {
    ...none,
    serial: ownSerial(text(status.serial ?? undefined)),
    imeis: status.imeis.length > 0 ? value(status.imeis, source) : absent(source),
    maker: text(product.manufacturer),
    model: text(product.model),
    product: text(product.name),
    launchSdk: launchLevel === null ? absent(source) : value(launchLevel, source),
    testHarness: notReadable('getprop', 'foyer'),
    tradeIn: value(status, source),
  };
}
