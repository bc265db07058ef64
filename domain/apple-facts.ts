import type { Reading } from './reading.ts';

/** How far an iPhone trusts this workstation. */
export const TRUST_STATES = [
  'trusted',
  /** The question is on the phone's screen. */
  'asked',
  'denied',
  /** It must be unlocked first. */
  'locked',
  /** Only the organisation that supervises it may pair. */
  'supervised-elsewhere',
  /** A phone in recovery or DFU mode trusts nobody and needs no trust; one whose erasure is proven is asked for none until it is plugged in again. */
  'not-needed',
] as const;
/** One of TRUST_STATES. */
export type TrustState = (typeof TRUST_STATES)[number];

/** What is read from an iPhone beyond what every phone has; lockdownd gives it key by key, by an allow-list. */
export interface AppleFacts {
  /** With a dash after the first eight digits where it has 24. */
  readonly udid: Reading<string>;
  /** The number of its main chip, lower-case hex without leading zeros. */
  readonly ecid: Reading<string>;
  readonly trust: Reading<TrustState>;
  readonly productType: Reading<string>;
  readonly osVersion: Reading<string>;
  readonly buildVersion: Reading<string>;
  /** Five characters, the first of which tells retail, refurbished, replacement or personalised. */
  readonly modelNumber: Reading<string>;
  readonly region: Reading<string>;
  /** As sold, in bytes of the decimal kind. */
  readonly capacityBytes: Reading<number>;
  readonly colour: Reading<string>;
  readonly activation: Reading<string>;
  readonly needsActivation: Reading<boolean>;
  /** Whether it is locked right now; this says nothing of whether it has a passcode. */
  readonly isLocked: Reading<boolean>;
  readonly activationLock: Reading<boolean>;
  readonly supervised: Reading<boolean>;
  readonly organisation: Reading<string>;
  readonly mdm: Reading<boolean>;
  readonly esim: Reading<boolean>;
  readonly setupDone: Reading<boolean>;
  /** The NVRAM text that the last erase left. */
  readonly eraseRecord: Reading<string>;
  /** The NVRAM text in which the phone says that an erase failed; not in older records. */
  readonly eraseFailure?: Reading<string>;
  /** The NVRAM text of an erase that has begun; not in older records. */
  readonly eraseBegun?: Reading<string>;
  /** The phone's own clock, seconds since 1970 UTC. */
  readonly clock: Reading<number>;
}

/** Tells whether an iPhone waits for somebody to unlock it or to tap Trust, so that it is worth asking again. */
export function awaitsTrust({ apple }: { readonly apple?: AppleFacts }): boolean {
  return apple?.trust.is === 'value' && (apple.trust.value === 'asked' || apple.trust.value === 'locked');
}
