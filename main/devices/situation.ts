import type { PhoneMode } from '../../domain/port.ts';

const FROM_USB: ReadonlySet<PhoneMode> = new Set(['debugging-off', 'waiting-for-adb']);

/** Names what stands between a phone in this mode and work on it; its words are `situation.<id>.title` and `.fix`. Null: nothing does. */
export function situationOf(mode: PhoneMode): string | null {
  if (mode === 'android') return null;
  return FROM_USB.has(mode) ? `usb.${mode}` : `adb.${mode}`;
}
