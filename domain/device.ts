import { isImei } from './imei.ts';

/** What one probe found: a value, a stated absence, or nothing readable; never a guess. */
export type Reading<T> =
  | { readonly is: 'value'; readonly value: T; readonly source: string }
  | { readonly is: 'absent'; readonly source: string }
  | { readonly is: 'not-readable'; readonly source: string; readonly why: string };

/** A reading that holds a value. */
export const value = <T>(found: T, source: string): Reading<T> => ({ is: 'value', value: found, source });
/** A reading whose source said that there is none. */
export const absent = (source: string): Reading<never> => ({ is: 'absent', source });
/** A reading whose source could not or would not answer. */
export const notReadable = (source: string, why: string): Reading<never> => ({ is: 'not-readable', source, why });

/** The value of a reading, or null when it holds none; use it to show, never to decide that something is absent. */
export function known<T>(reading: Reading<T>): T | null {
  return reading.is === 'value' ? reading.value : null;
}

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

/** Everything that is read from an Android phone in one round trip of probes; each fact with its source. */
export interface DeviceFacts {
  readonly mode: 'android' | 'trade-in-foyer' | 'rescue' | 'recovery';
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

/**
 * Compares a phone's facts before and after it was away. Any contradiction (serial, IMEI, model, product) makes it
 * another phone; agreement needs the serial or an IMEI on both sides; otherwise it cannot be told.
 */
export function samePhone(before: DeviceFacts, after: DeviceFacts): SamePhone {
  const strong = [compare(before.serial, after.serial), compareImeis(before.imeis, after.imeis)];
  const weak = [compare(before.model, after.model), compare(before.product, after.product)];
  if ([...strong, ...weak].includes('different')) return 'different';
  return strong.includes('same') ? 'same' : 'cannot-tell';
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
  return (serial !== null && serial.trim() !== '') || imeis.length > 0;
}

/** Joins two readings of one phone: a later value replaces an earlier one, a later silence does not erase it. */
export function mergeFacts(before: DeviceFacts, after: DeviceFacts): DeviceFacts {
  const later = Object.entries(after).filter(
    ([name, reading]) => name === 'mode' || (reading as Reading<unknown>).is === 'value',
  );
  const kept = {
    ...after,
    ...Object.fromEntries(Object.entries(before).filter(([, r]) => (r as Reading<unknown>).is === 'value')),
  };
  return { ...kept, ...Object.fromEntries(later) } as DeviceFacts;
}
