/** One source's word on whether a phone has a FeliCa chip at all. */
export type PresenceSource =
  /** The table of models; `by-sku`: some of this model have one. `version` is the table's. */
  | {
      readonly is: 'model-table';
      readonly says: 'yes' | 'no' | 'by-sku';
      readonly entry: string;
      readonly version: string;
      /** There only where it is the shop's own table that says so. */
      readonly ofShop?: true;
    }
  /** What the phone's own software shows over adb: the Osaifu-Keitai configuration and client, or that neither is there. */
  | {
      readonly is: 'phone-software';
      readonly says: 'present' | 'absent' | 'not-readable';
      readonly found: readonly string[];
    }
  /** A reader with the phone on it; silence counts only when a person saw the phone powered, unlocked and NFC on. */
  | { readonly is: 'reader'; readonly says: 'answered' | 'silent'; readonly isPhoneAwake: boolean };

/** What a chip's own answer at a reader says; whether a person saw the phone awake does not matter then. */
export const ANSWERED: PresenceSource = { is: 'reader', says: 'answered', isPhoneAwake: false };

/** What the phone's own screen says that shows its chip in use. */
export const SHOWN_IN_USE: PresenceSource = { is: 'phone-software', says: 'present', found: ['memory-screen'] };

/** Tells whether a source is a sign of a chip that stays true whatever a later look does not find: an answer at a reader, or an Osaifu-Keitai build. */
export function isLastingSign(source: PresenceSource): boolean {
  return source.is === 'reader'
    ? source.says === 'answered'
    : source.is === 'phone-software' && source.says === 'present';
}

/** Whether a phone has a FeliCa chip, as far as its sources tell. */
export interface Presence {
  readonly is: 'present' | 'not-present' | 'unknown';
  readonly sources: readonly PresenceSource[];
}

/**
 * Combines what the sources say. A reader that was answered outweighs everything upward, and nothing outweighs it downward; any
 * source that says yes makes it present; `not-present` needs two different sources that say no and none that says yes.
 */
export function presenceOf(sources: readonly PresenceSource[]): Presence {
  if (sources.some((source) => wordOf(source) === 'yes')) return { is: 'present', sources };
  const denying = new Set(sources.filter((source) => wordOf(source) === 'no').map(({ is }) => is));
  return { is: denying.size >= 2 ? 'not-present' : 'unknown', sources };
}

/** `nothing` says nothing either way: some of a model have a chip, a phone that does not tell, a reader in front of a phone that sleeps. */
function wordOf(source: PresenceSource): 'yes' | 'no' | 'nothing' {
  switch (source.is) {
    case 'model-table':
      return source.says === 'by-sku' ? 'nothing' : source.says;
    case 'phone-software':
      if (source.says === 'not-readable') return 'nothing';
      return source.says === 'present' ? 'yes' : 'no';
    case 'reader':
      if (source.says === 'answered') return 'yes';
      return source.isPhoneAwake ? 'no' : 'nothing';
  }
}
