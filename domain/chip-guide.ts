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

/** One step of a guide. */
export interface GuideStep {
  readonly id: string;
  /** Before the reset the apps and the SIM are still there; afterwards they are gone. */
  readonly when: 'before-reset' | 'after-reset';
  readonly who: 'owner' | 'operator' | 'carrier-shop';
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
