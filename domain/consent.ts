import type { Purpose } from './erasure.ts';

/** What has to be on record before a job may start. */
export interface Consent {
  readonly purpose: Purpose;
  /** Who recorded it. */
  readonly operator: string;
  /** The owner agreed that the data are deleted for good. */
  readonly deletion: 'agreed' | 'refused';
  /** The identity check of the owner at purchase. */
  readonly identityCheck: 'done' | 'not-recorded';
  /** The seller was told when this model cannot be overwritten. */
  readonly toldNoOverwrite: 'told' | 'not-needed' | 'not-told';
  /** The version of the text that the owner saw. */
  readonly textVersion: string;
}

/** Tells whether a consent allows a job to start for a plan that does or does not overwrite. */
export function allowsStart(consent: Consent, planOverwrites: boolean): boolean {
  if (consent.deletion !== 'agreed' || consent.identityCheck !== 'done') return false;
  return planOverwrites || consent.purpose === 'intake' || consent.toldNoOverwrite === 'told';
}
