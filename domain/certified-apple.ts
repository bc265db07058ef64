import type { AppleFacts } from './apple-facts.ts';
import type { RungId } from './erasure.ts';

/** What a certificate tells of an iPhone beyond what it tells of every phone, as it was before the erasure. */
export type CertifiedApple = Pick<
  AppleFacts,
  | 'udid'
  | 'ecid'
  | 'productType'
  | 'osVersion'
  | 'buildVersion'
  | 'modelNumber'
  | 'region'
  | 'capacityBytes'
  | 'colour'
  | 'activationLock'
  | 'supervised'
  | 'organisation'
  | 'mdm'
  | 'esim'
>;

/** How a phone whose storage cannot be overwritten is erased, in fixed values, so that another program can read them. */
export interface Sanitization {
  readonly method: RungId;
  readonly technique: 'cryptographic-erase';
  /** Who did it; null where nothing proves that it was done. */
  readonly performedBy: 'device (Apple)' | null;
  readonly overwrite: { readonly performed: false; readonly reason: 'not-supported-by-platform' };
  /** What was ordered for the data plan of the eSIM; a person's choice at the phone is not on record. */
  readonly dataPlan: 'removal-ordered' | 'not-recorded';
  /** Whether the phone went online once after the erasure, which completes the removal of its transit cards: the word that the chip's record holds. */
  readonly onlineStep: 'done' | 'not-done' | 'not-recorded';
}
