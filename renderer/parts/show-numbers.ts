import type { Language } from '../../domain/text.ts';

const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-US' };
const MEGA = 1e6;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The locale of a language, for what formats by locale. */
export function localeOf(language: Language): string {
  return LOCALES[language];
}

/** A part from 0 to 1 as whole percent, rounded down: 100 is only said of what is whole. */
export function showPercent(part: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, part)) * 100)}%`;
}

/** A speed in megabytes of a million bytes. */
export function showSpeed(bytesPerSecond: number): string {
  const mega = bytesPerSecond / MEGA;
  return `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} MB/s`;
}

/** An amount of bytes in the unit that leaves one to three digits before the point. */
export function showBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let rest = bytes;
  let unit = 0;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${units[unit] ?? 'B'}`;
}

/** A time span as hours, minutes and seconds: 1:02:03 or 2:03. */
export function showSpan(ms: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const seconds = Math.floor((ms % MINUTE_MS) / 1000);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** A day and time of this computer's clock, in the manner of the language. */
export function showTime(language: Language, atMs: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}

/** A count with its thousands parted. */
export function showCount(language: Language, count: number): string {
  return new Intl.NumberFormat(LOCALES[language]).format(count);
}
