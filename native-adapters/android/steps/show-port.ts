import { type DeviceFacts, known } from '../../../domain/device.ts';
import type { AdbPhone } from '../adb/adb-phone.ts';
import { quoteForPhone } from '../adb/quote-for-phone.ts';

const WITHIN_MS = 5_000;
const TAG = 'hakushi-port';

/** Tells whether a phone in this state can be asked for a notification: Android from a version on, past its set-up foyer. */
export function canShowPort({ mode, sdk }: DeviceFacts, fromSdk: number): boolean {
  return mode === 'android' && (known(sdk) ?? 0) >= fromSdk;
}

/** Posts a notification on the phone; tells whether the phone took the order. Source: AOSP NotificationShellCmd, `post`. */
export async function showPort(phone: AdbPhone, text: string, signal: AbortSignal): Promise<boolean> {
  const command = `cmd notification post -t ${quoteForPhone('Hakushi')} ${TAG} ${quoteForPhone(text)}`;
  const { exitCode, stdout } = await phone.shell(command, { signal, withinMs: WITHIN_MS });
  return exitCode === 0 && /^posting:/m.test(new TextDecoder().decode(stdout));
}
