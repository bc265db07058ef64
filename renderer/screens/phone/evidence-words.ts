import type { Evidence, EvidenceKind } from '../../../domain/evidence.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { showBytes } from '../../parts/show-numbers.ts';
import type { Texts } from '../../use-text.ts';
import { inside, numberIn, textIn } from './entry-bodies.ts';
import { sawText } from './phone-words.ts';

const UNKNOWN = '?';

const bytes = (data: JsonObject, name: string): string => {
  const found = numberIn(data, 'figures', name);
  return found === null ? UNKNOWN : showBytes(found);
};
const count = (data: JsonObject, name: string): string => String(numberIn(data, name) ?? UNKNOWN);

/** How many items a residue search found in all sources that could be read, and how many sources could not be. */
function residue(data: JsonObject): { readonly found: string; readonly unreadable: number } {
  const sources = inside(data, ['found']);
  const counts = typeof sources === 'object' && sources !== null ? Object.values(sources) : null;
  const isCounted = counts?.every((one): one is number => typeof one === 'number') ?? false;
  const found = counts && isCounted ? String(counts.reduce<number>((sum, one) => sum + Number(one), 0)) : UNKNOWN;
  const unreadable = inside(data, ['unreadable']);
  return { found, unreadable: Array.isArray(unreadable) ? unreadable.length : 0 };
}

/** What the phone answered, in words where there are any, and else as it answered. */
function answerText({ sayByName }: Texts, data: JsonObject): string {
  const answer = textIn(data, 'answer');
  if (answer === null) return UNKNOWN;
  const key = `phone.answer.${answer}`;
  const text = sayByName(key);
  return text === key ? answer : text;
}

type Say = (texts: Texts, data: JsonObject, source: string) => string;

const SAYINGS: Readonly<Record<EvidenceKind, Say>> = {
  command: ({ say }, _data, source) => say('phone.evidence.command', { source }),
  absence: ({ say }) => say('phone.evidence.absence'),
  return: ({ say }, _data, source) => say('phone.evidence.return', { source }),
  overwrite: ({ say }, data) =>
    say('phone.evidence.overwrite', {
      written: bytes(data, 'written'),
      verified: bytes(data, 'verified'),
      mismatched: bytes(data, 'mismatched'),
      unreached: bytes(data, 'unreached'),
    }),
  'host-sample': ({ say }, data) =>
    say('phone.evidence.host-sample', { equal: count(data, 'equal'), samples: count(data, 'samples') }),
  residue: ({ say }, data) => say('phone.evidence.residue', residue(data)),
  'trade-in-status': ({ say }) => say('phone.evidence.trade-in-status'),
  'test-harness': ({ say }) => say('phone.evidence.test-harness'),
  attestation: (texts, data, source) =>
    texts.say('phone.evidence.attestation', { who: source, saw: sawText(texts, textIn(data, 'saw') ?? UNKNOWN) }),
  'erase-order': (texts, data) => texts.say('phone.evidence.erase-order', { answer: answerText(texts, data) }),
  'old-pairing': (texts, data) => texts.say('phone.evidence.old-pairing', { answer: answerText(texts, data) }),
  'new-pairing': (texts, data) => texts.say('phone.evidence.new-pairing', { answer: answerText(texts, data) }),
  'setup-state': ({ say }, data) =>
    say('phone.evidence.setup-state', {
      activation: textIn(data, 'activation') ?? UNKNOWN,
      locked: typeof data.locked === 'boolean' ? say(`certificate.value.${data.locked ? 'yes' : 'no'}`) : UNKNOWN,
    }),
  'erase-record': ({ say }, data) =>
    say('phone.evidence.erase-record', {
      before: textIn(data, 'before') ?? UNKNOWN,
      after: textIn(data, 'after') ?? UNKNOWN,
    }),
  identity: (texts, data) => texts.say('phone.evidence.identity', { result: sameText(texts, textIn(data, 'result')) }),
};

/** Whether it was the same phone, in words; anything unknown is said to be undecided. */
export function sameText({ say }: Texts, result: string | null): string {
  if (result === 'same' || result === 'different') return say(`phone.same.${result}`);
  return say('phone.same.cannot-tell');
}

/** One evidence in one plain sentence; a number that is not on record is shown as unknown, never as zero. */
export function evidenceText(texts: Texts, { kind, source, data }: Evidence): string {
  return Object.hasOwn(SAYINGS, kind) ? SAYINGS[kind](texts, data, source) : `${kind}: ${source}`;
}
