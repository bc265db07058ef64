import { arrayOf, dictOf, type PlistDict, type PlistValue, textOf, wholeOf } from '../plist/plist-value.ts';

/** One line of the reasons that a phone gives. */
export interface RefusalReason {
  readonly domain: string | null;
  readonly code: number | null;
  readonly text: string | null;
}

/** Why a phone did not do what it was asked: its status word and its reasons, and nothing else of its answer, which may hold unlock tokens. */
export interface McRefusal {
  readonly status: string;
  readonly chain: readonly RefusalReason[];
}

/** The word of agreement (pymobiledevice3 services/mobile_config.py). */
export const ACKNOWLEDGED = 'Acknowledged';

const MOST_REASONS = 10;
const LONGEST_TEXT = 300;

/** Keeps of an answer what may be shown of a refusal; a status that is missing reads as an empty word. */
export function readRefusal(reply: PlistDict): McRefusal {
  const chain = arrayOf(reply['ErrorChain']) ?? [];
  return {
    status: shown(reply['Status']) ?? '',
    chain: chain.slice(0, MOST_REASONS).map((entry) => {
      const reason = dictOf(entry);
      return {
        domain: shown(reason?.['ErrorDomain']),
        code: wholeOf(reason?.['ErrorCode']),
        text: shown(reason?.['LocalizedDescription']),
      };
    }),
  };
}

/** A phone's text as it may be shown: short, on one line, well-formed; null when it is none. */
export function shown(value: PlistValue | undefined): string | null {
  const text = textOf(value);
  if (text === null) return null;
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
    .toWellFormed();
}
