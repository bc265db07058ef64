import type { IphoneModel, RecordEra } from './iphone-model.ts';

/** How an erase came about, which is what its record names. */
export type EraseCause = 'mcinstall' | 'settings' | 'restore';

const CALLERS: Readonly<Record<EraseCause, readonly [caller: string, reason: string]>> = {
  mcinstall: ['profiled', 'MCInstall EraseDevice'],
  settings: ['Preferences', 'Erase All Content and Settings'],
  restore: ['restored_external', 'Erase install'],
};

const TEXTS: Readonly<Record<RecordEra, (seconds: number, cause: EraseCause) => string>> = {
  untimed: () => 'handle_message: Obliteration Complete',
  flags: (seconds) => `EACS Done @${seconds} [gF: 0x0000000000000003 0x00000000000000a1 0x0000000000000000]`,
  caller: (seconds, cause) => `EACS Done @${seconds}, Caller: ${CALLERS[cause][0]}, Reason: ${CALLERS[cause][1]}`,
  named: (seconds, cause) => `EACS Done @${seconds}, Caller: ${CALLERS[cause][0]}, Reason: ${CALLERS[cause][1]}`,
};

/** Writes the record of an erase in the words of the phone's era; `seconds` is the phone's own clock. */
export function eraseRecord({ recordEra }: IphoneModel, seconds: number, cause: EraseCause): string {
  return TEXTS[recordEra](Math.floor(seconds), cause);
}

/** Writes the record of a return to service, which rolls the volume back instead of making it anew (source: ios.md 1.7). */
export function rolledBackRecord(seconds: number): string {
  return `RRTS Done @${Math.floor(seconds)}, Caller: profiled, Reason: Return to Service`;
}
