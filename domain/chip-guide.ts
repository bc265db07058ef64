/** One text in both languages. */
export interface BothLanguages {
  readonly ja: string;
  readonly en: string;
}

/** Which phones a guide is for; a missing part fits every phone, texts are compared without case, `*` at the end stands for any rest. */
export interface GuideFit {
  readonly models?: readonly string[];
  readonly makers?: readonly string[];
  /** Android API level, from and to, both included. */
  readonly sdk?: { readonly from?: number; readonly to?: number };
  readonly carriers?: readonly string[];
  readonly icCodes?: readonly number[];
}

/** The answer that means the same in every guide: the phone's own screen shows that its chip is in use. */
export const IN_USE = 'in-use';

/** Who does a step. */
export const STEP_DOERS = ['owner', 'operator', 'carrier-shop'] as const;
/** One of STEP_DOERS. */
export type StepDoer = (typeof STEP_DOERS)[number];

/** One step of a guide. */
export interface GuideStep {
  readonly id: string;
  /** Before the reset the apps and the SIM are still there; afterwards they are gone. */
  readonly when: 'before-reset' | 'after-reset';
  readonly who: StepDoer;
  readonly title: BothLanguages;
  /** What to do, one sentence each. */
  readonly acts: readonly BothLanguages[];
  /** What the screen shows when it went well. */
  readonly expect: BothLanguages | null;
  /** The words that the person can answer with, the first being the one that is hoped for; empty = done or not. */
  readonly answers: readonly { readonly id: string; readonly text: BothLanguages }[];
  /** Whether the step can change what the chip holds, so that it must be read again afterwards. */
  readonly changesChip: boolean;
}

/** The way out for one kind of phone, step by step. */
export interface ChipGuide {
  readonly id: string;
  /** Raised with every change of its words; the ledger keeps which one was followed. */
  readonly version: string;
  readonly fit: GuideFit;
  readonly title: BothLanguages;
  readonly steps: readonly GuideStep[];
  /** Where the words come from. */
  readonly source: string;
  /** Whether the shop changed it. */
  readonly isOfShop: boolean;
}

/**
 * Tells whether a step lets whoever records it change the chip, so that somebody else has to read it afterwards. A step without a word
 * on who does it, as in entries of before that was recorded, is the recorder's own.
 */
export function isOwnHand({
  who = 'operator',
  changesChip,
}: Pick<GuideStep, 'changesChip'> & { readonly who?: StepDoer }): boolean {
  return changesChip && who === 'operator';
}

/**
 * Who did a step that changes the chip, for those who must not judge the result: the one who recorded it, or `the owner` and `the
 * carrier-shop`, which is nobody's login, because a login has no blank.
 */
export function doerOf(step: {
  readonly operator: string;
  readonly who?: StepDoer;
  readonly changesChip: boolean;
}): string {
  return step.who === undefined || isOwnHand(step) ? step.operator : `the ${step.who}`;
}
