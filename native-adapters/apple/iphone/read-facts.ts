import type { AppleFacts, TrustState } from '../../../domain/apple-facts.ts';
import { nominalCapacity } from '../../../domain/apple-models.ts';
import { type DeviceFacts, known, notReadable, type Reading, value } from '../../../domain/device.ts';
import { isImei } from '../../../domain/imei.ts';
import type { AppleBench } from '../apple-bench.ts';
import type { KeptNvram } from '../lockdownd/allowed-values.ts';
import type { Lockdown } from '../lockdownd/lockdown.ts';
import { blankFacts } from './blank-facts.ts';
import { readFlag, readHex, readNumber, readText } from './read-values.ts';

const DISK = 'com.apple.disk_usage';
const BATTERY = 'com.apple.mobile.battery';
const GB = 1_000_000_000;
const TB = 1_000 * GB;

/** What a phone tells without any trust; `trust` null = nothing is known of it now. */
export async function readOpenFacts(
  lockdown: Lockdown,
  bench: AppleBench,
  trust: Exclude<TrustState, 'trusted'> | null,
): Promise<DeviceFacts> {
  const blank = blankFacts('iphone', 'not trusted');
  const productType = await readText(lockdown, { domain: null, key: 'ProductType' });
  const apple: AppleFacts = {
    ...appleOf(blank),
    udid: await readText(lockdown, { domain: null, key: 'UniqueDeviceID' }),
    ecid: await readHex(lockdown, { domain: null, key: 'UniqueChipID' }),
    trust: trust === null ? notReadable('pairing', 'not asked') : value<TrustState>(trust, 'pairing'),
    productType,
    osVersion: await readText(lockdown, { domain: null, key: 'ProductVersion' }),
    buildVersion: await readText(lockdown, { domain: null, key: 'BuildVersion' }),
    colour: await readText(lockdown, { domain: null, key: 'DeviceColor' }),
  };
  return named({ ...blank, product: productType, apple }, bench);
}

/** What a phone tells in a session, joined to what it told before. */
export async function readTrustedFacts(lockdown: Lockdown, bench: AppleBench, open: DeviceFacts): Promise<DeviceFacts> {
  const disk = await readNumber(lockdown, { domain: DISK, key: 'TotalDiskCapacity' });
  const apple: AppleFacts = {
    ...appleOf(open),
    modelNumber: await readText(lockdown, { domain: null, key: 'ModelNumber' }),
    region: await readText(lockdown, { domain: null, key: 'RegionInfo' }),
    capacityBytes: capacityOf(disk),
    activation: await readText(lockdown, { domain: null, key: 'ActivationState' }),
    needsActivation: await readFlag(lockdown, { domain: null, key: 'BrickState' }),
    isLocked: await readFlag(lockdown, { domain: null, key: 'PasswordProtected' }),
    esim: await readEsim(lockdown),
    setupDone: await readFlag(lockdown, { domain: 'com.apple.PurpleBuddy', key: 'SetupDone' }),
    clock: await readNumber(lockdown, { domain: null, key: 'TimeIntervalSince1970' }),
  };
  const facts: DeviceFacts = {
    ...open,
    serial: await readText(lockdown, { domain: null, key: 'SerialNumber' }),
    imeis: await readImeis(lockdown),
    screenLock: notReadable(
      'lockdown PasswordProtected',
      'says whether it is locked now, not whether it has a passcode',
    ),
    battery: await readBattery(lockdown),
    freeBytes: await readNumber(lockdown, { domain: DISK, key: 'TotalDataAvailable' }),
    setupComplete: apple.setupDone,
    apple,
  };
  return named(facts, bench);
}

/** Adds what NVRAM says of locks and erasures. */
export function withNvram(facts: DeviceFacts, nvram: Reading<KeptNvram>, findMy: Reading<boolean>): DeviceFacts {
  const kept = known(nvram);
  const { source } = nvram;
  const why = nvram.is === 'not-readable' ? nvram.why : 'not there';
  const textOf = (name: keyof KeptNvram): Reading<string> => {
    if (kept === null) return notReadable(source, why);
    const text = kept[name];
    return text === undefined ? { is: 'absent', source } : value(text, source);
  };
  return {
    ...facts,
    apple: {
      ...appleOf(facts),
      eraseRecord: textOf('obliteration'),
      eraseFailure: textOf('oblit-failure'),
      eraseBegun: textOf('oblit-begins'),
      activationLock: lockOf(kept, source, findMy),
    },
  };
}

/** Apple's own flag is false on many phones that are locked, so that it only ever confirms (libimobiledevice#275, #531). */
function lockOf(kept: KeptNvram | null, source: string, findMy: Reading<boolean>): Reading<boolean> {
  if (known(findMy) === true) return findMy;
  const isLocked = isLockedIn(kept);
  if (isLocked !== null) return value(isLocked, source);
  return notReadable(source, kept?.['fm-activation-locked'] === undefined ? 'not there' : 'unexpected value');
}

/** Whether Activation Lock is on by the word of NVRAM, which an erasure does not change; null where it does not say. */
export function isLockedIn(kept: KeptNvram | null): boolean | null {
  const said = kept?.['fm-activation-locked'];
  if (said === 'YES') return true;
  return said === 'NO' ? false : null;
}

/** The block of facts that every iPhone has. */
export function appleOf({ apple }: DeviceFacts): AppleFacts {
  return apple ?? appleOf(blankFacts('iphone', 'not asked'));
}

/** Gives a phone its name, capacity and colour by the table of models; an unknown one keeps what it says of itself. */
function named(facts: DeviceFacts, bench: AppleBench): DeviceFacts {
  const apple = appleOf(facts);
  const found = bench.findModel({ productType: known(apple.productType), modelNumber: known(apple.modelNumber) });
  const source = `model table ${found.source ?? ''}`.trim();
  const model: Reading<string> = found.name === null ? facts.product : value(found.name, source);
  return {
    ...facts,
    model,
    apple: {
      ...apple,
      capacityBytes: found.capacityGb === null ? apple.capacityBytes : value(bytesOfGb(found.capacityGb), source),
      colour: found.colour === null ? apple.colour : value(`${found.colour.ja} (${found.colour.en})`, source),
    },
  };
}

const bytesOfGb = (gb: number): number => (gb < 1024 ? gb * GB : (gb / 1024) * TB);

function capacityOf(disk: Reading<number>): Reading<number> {
  const bytes = known(disk);
  if (bytes === null) return disk;
  const gb = nominalCapacity(bytes);
  return gb === null ? disk : value(bytesOfGb(gb), `${disk.source}, rounded up`);
}

async function readEsim(lockdown: Lockdown): Promise<Reading<boolean>> {
  const slots = [
    await readFlag(lockdown, { domain: null, key: 'SIM1IsEmbedded' }),
    await readFlag(lockdown, { domain: null, key: 'SIM2IsEmbedded' }),
  ] as const;
  return slots.find((slot) => known(slot) === true) ?? slots.find((slot) => slot.is !== 'value') ?? slots[0];
}

async function readImeis(lockdown: Lockdown): Promise<Reading<readonly string[]>> {
  const first = await readText(lockdown, { domain: null, key: 'InternationalMobileEquipmentIdentity' });
  const second = await readText(lockdown, { domain: null, key: 'InternationalMobileEquipmentIdentity2' });
  if (first.is !== 'value') return first;
  const imeis = [known(first), known(second)].filter((imei) => imei !== null && isImei(imei));
  return imeis.length > 0
    ? value([...new Set(imeis)] as readonly string[], first.source)
    : notReadable(first.source, 'no IMEI');
}

async function readBattery(lockdown: Lockdown): Promise<DeviceFacts['battery']> {
  const percent = await readNumber(lockdown, { domain: BATTERY, key: 'BatteryCurrentCapacity' });
  const charging = await readFlag(lockdown, { domain: BATTERY, key: 'BatteryIsCharging' });
  if (percent.is !== 'value') return percent;
  if (percent.value > 100) return notReadable(percent.source, 'unexpected value');
  return value({ percent: percent.value, charging: known(charging) === true }, percent.source);
}
