import { bytesOf, dictOf, type PlistValue, textOf } from '../plist/plist-value.ts';

const DISK = 'com.apple.disk_usage';
const BATTERY = 'com.apple.mobile.battery';
const SETUP = 'com.apple.PurpleBuddy';
const SETUP_LOWER = 'com.apple.purplebuddy';
const FIND_MY = 'com.apple.fmip';

/**
 * All that a phone is ever asked for. A dump of everything would hold the owner's name, telephone number, SIM, masked Apple ID and
 * Find My keys, so there is none: names of keys are those of libimobiledevice tools/ideviceinfo.c and go-ios ios/lockdown_value.go.
 */
export const ALLOWED_VALUES = [
  // Answered without trust.
  { domain: null, key: 'BuildVersion' },
  { domain: null, key: 'ChipID' },
  { domain: null, key: 'DeviceClass' },
  { domain: null, key: 'DeviceColor' },
  { domain: null, key: 'DevicePublicKey' },
  { domain: null, key: 'HardwareModel' },
  { domain: null, key: 'ProductName' },
  { domain: null, key: 'ProductType' },
  { domain: null, key: 'ProductVersion' },
  { domain: null, key: 'TelephonyCapability' },
  { domain: null, key: 'UniqueChipID' },
  { domain: null, key: 'UniqueDeviceID' },
  { domain: null, key: 'WiFiAddress' },
  // Answered in a session alone.
  { domain: null, key: 'ActivationState' },
  { domain: null, key: 'ActivationStateAcknowledged' },
  { domain: null, key: 'BrickState' },
  { domain: null, key: 'HostAttached' },
  { domain: null, key: 'InternationalMobileEquipmentIdentity' },
  { domain: null, key: 'InternationalMobileEquipmentIdentity2' },
  { domain: null, key: 'MobileEquipmentIdentifier' },
  { domain: null, key: 'ModelNumber' },
  { domain: null, key: 'NonVolatileRAM' },
  { domain: null, key: 'PasswordProtected' },
  { domain: null, key: 'RegionInfo' },
  { domain: null, key: 'SIM1IsEmbedded' },
  { domain: null, key: 'SIM2IsEmbedded' },
  { domain: null, key: 'SIMStatus' },
  { domain: null, key: 'SIMTrayStatus' },
  { domain: null, key: 'SerialNumber' },
  { domain: null, key: 'TimeIntervalSince1970' },
  { domain: null, key: 'TrustedHostAttached' },
  { domain: DISK, key: 'TotalDataAvailable' },
  { domain: DISK, key: 'TotalDataCapacity' },
  { domain: DISK, key: 'TotalDiskCapacity' },
  { domain: BATTERY, key: 'BatteryCurrentCapacity' },
  { domain: BATTERY, key: 'BatteryIsCharging' },
  { domain: SETUP, key: 'SetupDone' },
  { domain: SETUP, key: 'SetupFinishedAllSteps' },
  { domain: SETUP_LOWER, key: 'SetupDone' },
  { domain: SETUP_LOWER, key: 'SetupFinishedAllSteps' },
  { domain: FIND_MY, key: 'IsAssociated' },
] as const;

/** A value that a phone may be asked for; any other does not compile. */
export type AllowedValue = (typeof ALLOWED_VALUES)[number];

/** Says whether a value is on the list, for what the compiler could not see. */
export function isAllowed(value: { readonly domain: string | null; readonly key: string }): boolean {
  return ALLOWED_VALUES.some(({ domain, key }) => domain === value.domain && key === value.key);
}

/** The variables of a phone's NVRAM that say whether it is locked to an owner, and how an erasure went. */
export const KEPT_NVRAM = [
  'fm-activation-locked',
  'fm-spstatus',
  'obliteration',
  'oblit-begins',
  'oblit-failure',
] as const;

/** NVRAM as far as we keep it, as texts; a variable that is not there is absent. */
export type KeptNvram = Readonly<Partial<Record<(typeof KEPT_NVRAM)[number], string>>>;

// The longest record seen has 137 bytes (facebook/idb#795).
const LONGEST_VARIABLE = 1_000;

/** Keeps the few variables of NVRAM that we judge by and forgets the rest, among it the owner's masked Apple ID and Find My keys; null when it is no NVRAM at all. */
export function keptNvram(value: PlistValue | undefined): KeptNvram | null {
  const dict = dictOf(value);
  if (dict === null) return null;
  const kept: Partial<Record<(typeof KEPT_NVRAM)[number], string>> = {};
  for (const name of KEPT_NVRAM) {
    const text = variable(dict[name]);
    if (text !== null) kept[name] = text;
  }
  return kept;
}

/** Phones write variables as data or as text, the former with zero bytes at their end. */
function variable(value: PlistValue | undefined): string | null {
  const bytes = bytesOf(value);
  const text = bytes === null ? textOf(value) : Buffer.from(bytes.subarray(0, LONGEST_VARIABLE)).toString('utf8');
  if (text === null) return null;
  return text
    .replace(/\0+$/, '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, LONGEST_VARIABLE)
    .toWellFormed();
}
