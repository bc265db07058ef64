import { isCryptographic, type RungId } from './erasure.ts';

const SCREENS = ['setup-screen', 'home', 'lock-screen', 'no-command', 'off'] as const;
const IPHONE_SCREENS = [...SCREENS, 'activation-lock'] as const;
/** A screen that somebody can see at a phone; the words are under `screen.<id>`. */
export type PhoneScreen = (typeof IPHONE_SCREENS)[number];

/** The screens that somebody can see at a phone, in the order in which they are offered. */
export function screensOf(platform: 'android' | 'iphone'): readonly PhoneScreen[] {
  return platform === 'iphone' ? IPHONE_SCREENS : SCREENS;
}

/** What kind of phone a job with this rung works on. */
export function platformOf(rung: RungId | null): 'android' | 'iphone' {
  return rung !== null && isCryptographic(rung) ? 'iphone' : 'android';
}

/** What the top of an iPhone's settings tells of its owner's account. */
export const FIND_MY_ANSWERS = ['signed-out', 'signed-in'] as const;
/** One of FIND_MY_ANSWERS. */
export type FindMyAnswer = (typeof FIND_MY_ANSWERS)[number];
