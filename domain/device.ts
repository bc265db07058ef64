import type { AppleFacts } from './apple-facts.ts';
import { isImei } from './imei.ts';
import { known, type Reading } from './reading.ts';

export { absent, known, notReadable, type Reading, value } from './reading.ts';

/** What Trade-In Mode's getstatus says (Android 16). */
export interface TradeInStatus {
  readonly serial: string | null;
  readonly imeis: readonly string[];
  readonly frpLocked: boolean | null;
  readonly capacityBytes: number | null;
}

/** Battery charge in percent and whether it is being charged. */
export interface Battery {
  readonly percent: number;
  readonly charging: boolean;
}

/** Everything that is read from a phone in one go; each fact with its source. What only one platform has is not readable on the other. */
export interface DeviceFacts {
  readonly mode: 'android' | 'trade-in-foyer' | 'rescue' | 'recovery' | 'iphone' | 'iphone-recovery' | 'iphone-dfu';
  readonly serial: Reading<string>;
  /** Luhn-checked IMEIs, slot by slot. */
  readonly imeis: Reading<readonly string[]>;
  readonly maker: Reading<string>;
  readonly model: Reading<string>;
  readonly product: Reading<string>;
  readonly androidVersion: Reading<string>;
  readonly sdk: Reading<number>;
  readonly launchSdk: Reading<number>;
  readonly patchLevel: Reading<string>;
  readonly fingerprint: Reading<string>;
  readonly buildType: Reading<string>;
  readonly abis: Reading<readonly string[]>;
  readonly cryptoState: Reading<string>;
  readonly cryptoType: Reading<string>;
  readonly metadataEncrypted: Reading<boolean>;
  readonly verifiedBoot: Reading<string>;
  readonly frpPartition: Reading<string>;
  readonly testHarness: Reading<boolean>;
  readonly testHarnessService: Reading<boolean>;
  readonly tradeIn: Reading<TradeInStatus>;
  readonly accounts: Reading<number>;
  readonly users: Reading<number>;
  readonly managed: Reading<boolean>;
  readonly screenLock: Reading<boolean>;
  readonly sdCard: Reading<boolean>;
  readonly battery: Reading<Battery>;
  readonly freeBytes: Reading<number>;
  readonly setupComplete: Reading<boolean>;
  /** SHA-256 of the phone's android_id: it changes at a factory reset. */
  readonly androidIdHash: Reading<string>;
  /** Keys that the Osaifu-Keitai configuration holds; absent = the file is not there. Records from before it was read do not have it. */
  readonly felicaConfig?: Reading<readonly string[]>;
  /** Packages of the Osaifu-Keitai client that came with the phone; absent = there is none. */
  readonly felicaPackages?: Reading<readonly string[]>;
  /** Features of the phone whose names speak of NFC. */
  readonly nfcFeatures?: Reading<readonly string[]>;
  /** The carrier that the phone names, and the SKU of its hardware, each where it tells. */
  readonly carrier?: Reading<string>;
  readonly hardwareSku?: Reading<string>;
  /** There for iPhones only. */
  readonly apple?: AppleFacts;
}

/** One identity fact with its source: read by adb, or scanned or typed by a person from screen or label. */
export interface Claim {
  readonly imei: string;
  readonly source: 'read' | 'scanned' | 'typed';
}

/** Whether two readings speak of the same phone. */
export type SamePhone = 'same' | 'different' | 'cannot-tell';

function compare(before: Reading<string>, after: Reading<string>): SamePhone {
  if (before.is !== 'value' || after.is !== 'value') return 'cannot-tell';
  return before.value === after.value ? 'same' : 'different';
}

function compareImeis(before: Reading<readonly string[]>, after: Reading<readonly string[]>): SamePhone {
  if (before.is !== 'value' || after.is !== 'value') return 'cannot-tell';
  return before.value.some((imei) => after.value.includes(imei)) ? 'same' : 'different';
}

/** A number that identifies a phone and that nobody can change. */
export type NumberName = 'serial' | 'imei' | 'udid' | 'ecid';

/** An iPhone and another phone are never one; two iPhones are compared by the numbers of their own as well. */
function compareNumbers(before: DeviceFacts, after: DeviceFacts): Readonly<Record<NumberName, SamePhone>> {
  const [one, other] = [before.apple, after.apple];
  const none: SamePhone = one || other ? 'different' : 'cannot-tell';
  return {
    serial: compare(before.serial, after.serial),
    imei: compareImeis(before.imeis, after.imeis),
    udid: one && other ? compare(one.udid, other.udid) : none,
    ecid: one && other ? compare(one.ecid, other.ecid) : none,
  };
}

/**
 * Compares a phone's facts before and after it was away. Any contradiction (serial, IMEI, UDID, ECID, model, product) makes
 * it another phone; agreement needs a serial, an IMEI, a UDID or an ECID on both sides; otherwise it cannot be told.
 */
export function samePhone(before: DeviceFacts, after: DeviceFacts): SamePhone {
  const strong = Object.values(compareNumbers(before, after));
  const weak = [compare(before.model, after.model), compare(before.product, after.product)];
  if ([...strong, ...weak].includes('different')) return 'different';
  return strong.includes('same') ? 'same' : 'cannot-tell';
}

/** The numbers that are known on both sides and agree: what `samePhone` rests on where it says `same`. */
export function agreeingNumbers(before: DeviceFacts, after: DeviceFacts): readonly NumberName[] {
  const compared = Object.entries(compareNumbers(before, after)) as [NumberName, SamePhone][];
  return compared.filter(([, result]) => result === 'same').map(([name]) => name);
}

/**
 * Compares a number that a person read from the phone's screen, tray or label with what is known of the phone: an IMEI,
 * or the serial number of a phone that has none.
 */
export function sameAsRead(known: DeviceFacts, read: string): SamePhone {
  const text = read.trim();
  if (known.imeis.is === 'value') {
    if (!isImei(text)) return 'cannot-tell';
    return known.imeis.value.includes(text) ? 'same' : 'different';
  }
  if (known.serial.is !== 'value' || text === '' || isImei(text)) return 'cannot-tell';
  return known.serial.value === text ? 'same' : 'different';
}

/** Tells whether a phone shows any number that identifies it. */
export function isIdentified(facts: DeviceFacts): boolean {
  const serial = known(facts.serial);
  const imeis = known(facts.imeis) ?? [];
  return (serial !== null && serial.trim() !== '') || imeis.length > 0 || hasAppleNumber(facts.apple);
}

function hasAppleNumber(apple: AppleFacts | undefined): boolean {
  return apple !== undefined && (apple.udid.is === 'value' || apple.ecid.is === 'value');
}

/** Joins two readings of one phone: a later value replaces an earlier one, a later silence does not erase it. */
export function mergeFacts(before: DeviceFacts, after: DeviceFacts): DeviceFacts {
  const { apple: appleBefore, ...commonBefore } = before;
  const { apple: appleAfter, ...common } = after;
  const apple = appleBefore && appleAfter ? mergeReadings(appleBefore, appleAfter) : (appleAfter ?? appleBefore);
  return { ...mergeReadings(commonBefore, common), mode: after.mode, ...(apple ? { apple } : {}) };
}

function mergeReadings<T extends object>(before: T, after: T): T {
  const values = (facts: T) =>
    Object.entries(facts).filter(([, reading]) => (reading as Reading<unknown>).is === 'value');
  return { ...after, ...Object.fromEntries(values(before)), ...Object.fromEntries(values(after)) };
}
