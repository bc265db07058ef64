import type { CauseAbout, CauseLine, Platform } from './cause.ts';
import { ANDROID_CAUSES } from './causes-android.ts';
import { COMPUTER_CAUSES, PRACTICE_CAUSES } from './causes-computer.ts';
import { IPHONE_CAUSES } from './causes-iphone.ts';
import { READER_CAUSES } from './causes-reader.ts';
import type { PortId } from './ids.ts';
import type { PhoneMode } from './port.ts';
import { type Language, sayByName, type TextKey } from './text.ts';

const TABLE = {
  ...ANDROID_CAUSES,
  ...IPHONE_CAUSES,
  ...READER_CAUSES,
  ...COMPUTER_CAUSES,
  ...PRACTICE_CAUSES,
} as const;

/** The name of a cause in the catalogue. */
export type CauseId = keyof typeof TABLE;

/** A cause why a phone or a reader is not seen or not usable. */
export interface Cause extends CauseLine {
  readonly id: CauseId;
  readonly about: CauseAbout;
}

/** Tells whether a text is the name of a cause in the catalogue. */
export function isCauseId(text: string): text is CauseId {
  return Object.hasOwn(TABLE, text);
}

function cause(id: CauseId): Cause {
  const line: CauseLine = TABLE[id];
  // Ids begin with what they concern; each table's type holds its ids to that.
  return { id, about: id.slice(0, id.indexOf('.')) as CauseAbout, ...line };
}

/** The catalogue: every cause why a phone or reader may not be seen or not be usable, in the order in which people read it. */
export const CAUSES: readonly Cause[] = Object.keys(TABLE).filter(isCauseId).map(cause);

/** The catalogue's line of a cause. */
export function causeOf(id: CauseId): Cause {
  return cause(id);
}

/** The causes that can occur on a platform. */
export function causesOn(platform: Platform): readonly Cause[] {
  return CAUSES.filter(({ platforms }) => platforms.includes(platform));
}

/** The causes on a platform that no probe sees there, so that a person has to be asked: `see` is what to look at. */
export function askedOn(platform: Platform): readonly Cause[] {
  return causesOn(platform).filter(({ known }) => known.by === 'asked' || !known.on.includes(platform));
}

/**
 * What looking for causes found: `seen` = a probe saw the cause itself, `possible` = what was seen fits the cause and others
 * too, `not-looked` = the probe that would see it could not look, so nothing is known about it.
 */
export interface CauseFinding {
  readonly cause: CauseId;
  /** The Port that it concerns; null = the computer, or a place that nobody knows. */
  readonly port: PortId | null;
  readonly certainty: 'seen' | 'possible' | 'not-looked';
  /** What the texts may print: names of drivers, programs, numbers. Text from devices is cleaned and short. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A finding as a judgement leaves it: its facts are not cleaned yet. */
export type CauseDraft = Omit<CauseFinding, 'facts'> & { readonly facts?: CauseFinding['facts'] };

/** The parts of a cause's words. */
export type CausePart = 'title' | 'see' | 'fix';
type WordsKey = `cause.${CauseId}.${CausePart}`;

// A cause without words in the text tables does not compile.
const worded: [Exclude<WordsKey, TextKey>] extends [never] ? true : Exclude<WordsKey, TextKey> = true;

/** The words of a cause: its name, how a person recognises it, and what to do step by step. */
export interface CauseWords {
  readonly title: string;
  readonly see: string;
  readonly steps: readonly string[];
}

/** Says a cause in a language; facts that nobody knows are left out of the sentences. */
export function causeWords(language: Language, id: CauseId, facts: CauseFinding['facts'] = {}): CauseWords {
  const part = (name: CausePart): string => (worded ? sayByName(language, `cause.${id}.${name}`, facts) : '');
  return { title: part('title'), see: part('see'), steps: part('fix').split('\n') };
}

const BY_MODE: Readonly<Record<PhoneMode, CauseId | null>> = {
  android: null,
  recovery: 'android.recovery',
  sideload: 'android.sideload',
  rescue: 'android.rescue',
  bootloader: 'android.bootloader',
  unauthorized: 'android.unauthorized',
  offline: 'android.offline',
  'no-permissions': 'android.no-permissions',
  connecting: 'android.connecting',
  'debugging-off': 'android.debugging-off',
  'waiting-for-adb': 'android.waiting-for-adb',
  iphone: null,
  'waiting-for-usbmuxd': 'iphone.restricted',
  'iphone-recovery': null,
  'iphone-dfu': null,
  unknown: 'android.unknown-state',
};

/** Names what stands between a phone in this mode and work on it; null: nothing does. */
export function causeOfMode(mode: PhoneMode): CauseId | null {
  return BY_MODE[mode];
}
