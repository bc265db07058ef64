import type { JsonObject } from '../../../domain/json.ts';
import type { EntryKind } from '../../../domain/ledger.ts';
import type { EntryView } from '../../../domain/record-view.ts';
import { isTextKey } from '../../../domain/text.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import type { Texts } from '../../use-text.ts';

type Speak = (texts: Texts, body: JsonObject) => string;

// An entry is data that may be older or newer than this page: what is not as expected is shown as it is.
function word(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}

function inner(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function named({ sayByName }: Texts, prefix: string, name: string): string {
  return isTextKey(`${prefix}${name}`) ? sayByName(`${prefix}${name}`) : name;
}

const actOf = (texts: Texts, body: JsonObject): string => {
  const step = inner(body, 'step');
  return named(texts, 'act.', word(step, 'act'));
};

const plain =
  (key: 'entry-kind.destruction-ordered' | 'entry-kind.ledger-opened' | 'entry-kind.key-rotated'): Speak =>
  ({ say }) =>
    say(key);

const JOB_WORDS = {
  'job-drafted': (texts, body) =>
    texts.say('entry-kind.job-drafted', { purpose: named(texts, 'purpose.', word(body, 'purpose')) }),
  'consent-recorded': (texts, body) =>
    texts.say('entry-kind.consent-recorded', {
      deletion: named(texts, 'entry-kind.consent.', word(body, 'deletion')),
    }),
  'job-moved': (texts, body) =>
    texts.say('entry-kind.job-moved', {
      from: named(texts, 'state.', word(body, 'from')),
      to: named(texts, 'state.', word(body, 'to')),
    }),
  'step-intended': (texts, body) => texts.say('entry-kind.step-intended', { step: actOf(texts, body) }),
  'operator-acted': (texts, body) =>
    texts.say('entry-kind.operator-acted', { saw: named(texts, 'screen.', word(body, 'saw')) }),
  'evidence-recorded': (texts, body) =>
    texts.say('entry-kind.evidence-recorded', {
      evidence: named(texts, 'entry-kind.evidence.', word(inner(body, 'evidence'), 'kind')),
    }),
  'identity-confirmed': (texts, body) =>
    word(body, 'result') === 'same'
      ? texts.say('entry-kind.identity-confirmed.same')
      : texts.say('entry-kind.identity-confirmed.other', {
          result: named(texts, 'entry-kind.identity.', word(body, 'result')),
        }),
  'finding-made': (texts, body) =>
    texts.say('entry-kind.finding-made', {
      rule: named(texts, 'rule.', word(body, 'rule')),
      outcome: named(texts, 'verdict.', word(body, 'outcome')),
    }),
  'step-ended': (texts, body) => {
    const key = `entry-kind.step-ended.${word(body, 'outcome')}`;
    return isTextKey(key) ? texts.sayByName(key, { step: named(texts, 'act.', word(body, 'step')) }) : key;
  },
  'verdict-reached': (texts, body) =>
    texts.say('entry-kind.verdict-reached', {
      outcome: named(texts, 'verdict.', word(body, 'outcome')),
      grade: word(body, 'grade'),
    }),
  'destruction-ordered': plain('entry-kind.destruction-ordered'),
  'certificate-issued': ({ say }, body) =>
    word(body, 'issue') === 'original'
      ? say('entry-kind.certificate-issued.original')
      : say('entry-kind.certificate-issued.reprint', { number: Number(word(body, 'number')) + 1 }),
} as const satisfies Partial<Record<EntryKind, Speak>>;

const CHIP_WORDS = {
  'chip-record-opened': ({ say }) => say('chip.entry.opened'),
  'chip-presence-judged': (texts, body) =>
    texts.say('chip.entry.presence', { presence: named(texts, 'chip.presence.', word(inner(body, 'presence'), 'is')) }),
  'chip-read': (texts, body) => {
    const state = named(texts, 'chip.state.', word(body, 'state'));
    const other = body['alsoReadIn'];
    const model = word(inner(inner(body, 'reading'), 'container'), 'model');
    return [
      texts.say('chip.entry.read', { state }),
      ...(typeof other === 'string' ? [texts.say('chip.entry.read.also', { record: other })] : []),
      ...(body['modelDiffers'] === true ? [texts.say('chip.entry.read.other-model', { model })] : []),
      ...(body['clockMoved'] === true ? [texts.say('chip.entry.read.clock-moved')] : []),
    ].join(' ');
  },
  'chip-contradicted': ({ say }, body) => say('chip.entry.contradicted', { record: word(body, 'otherRecord') }),
  'chip-carried-over': ({ say }, body) => {
    const records = Array.isArray(body['otherRecords']) ? body['otherRecords'].map(String) : [];
    return say('chip.entry.carried', { records: records.join(', ') });
  },
  'chip-guide-step': (texts, body) =>
    texts.say('chip.entry.step', {
      step: word(body, 'step'),
      outcome: named(texts, 'chip.outcome.', word(body, 'outcome')),
    }),
  'chip-tool-ran': (texts, body) =>
    texts.say('chip.entry.tool', {
      product: word(inner(body, 'tool'), 'product'),
      result: named(texts, 'chip.tool-result.', word(body, 'result')),
    }),
  'chip-apple-online': (texts, body) => named(texts, 'chip.iphone.online.', word(body, 'outcome')),
  'chip-gate-overridden': ({ say }, body) => say('chip.entry.overridden', { why: word(body, 'why') }),
  'card-zeroed': ({ say }, body) =>
    say(body['isReadBack'] === true ? 'chip.entry.zeroed' : 'chip.entry.zeroed.not-read-back', {
      count: word(body, 'blocksWritten'),
    }),
} as const satisfies Partial<Record<EntryKind, Speak>>;

function changedParts(texts: Texts, body: JsonObject): string {
  const parts = Array.isArray(body['changed']) ? body['changed'] : [];
  const said = parts.map((part) => {
    if (part === 'active') return texts.say(`entry-kind.changed.active.${body['active'] === true ? 'on' : 'off'}`);
    if (part === 'role')
      return texts.say('entry-kind.changed.role', { role: named(texts, 'operators.role.', word(body, 'role')) });
    return named(texts, 'entry-kind.changed.', String(part));
  });
  return new Intl.ListFormat(texts.language, { type: 'unit' }).format(said);
}

function settingValue(texts: Texts, value: string): string {
  return value === '' ? texts.say('entry-kind.setting.empty') : named(texts, 'entry-kind.setting.', value);
}

const PEOPLE_WORDS = {
  'operator-added': (texts, body) =>
    texts.say('entry-kind.operator-added', {
      name: word(body, 'name'),
      account: word(body, 'account'),
      role: named(texts, 'operators.role.', word(body, 'role')),
    }),
  'operator-changed': (texts, body) =>
    texts.say('entry-kind.operator-changed', {
      name: word(body, 'name'),
      account: word(body, 'account'),
      changed: changedParts(texts, body),
    }),
  'operator-logged-in': (texts, body) => {
    const key = `entry-kind.operator-logged-in.${word(body, 'how')}`;
    return isTextKey(key) ? texts.sayByName(key, { from: word(body, 'from') }) : key;
  },
  'operator-logged-out': (texts, body) => named(texts, 'entry-kind.operator-logged-out.', word(body, 'why')),
  'operator-refused': (texts, body) =>
    texts.say('entry-kind.operator-refused', {
      account: body['account'] === null ? texts.say('entry-kind.refused.nobody') : word(body, 'account'),
      why: named(texts, 'entry-kind.refused.', word(body, 'why')),
    }),
  'operator-locked-out': ({ say }, body) =>
    say('entry-kind.operator-locked-out', {
      account: word(body, 'account'),
      seconds: word(body, 'forSeconds'),
      tries: word(body, 'tries'),
    }),
  'setting-changed': (texts, body) =>
    texts.say('entry-kind.setting-changed', {
      setting: named(texts, 'entry-kind.setting.', word(body, 'setting')),
      from: settingValue(texts, word(body, 'from')),
      to: settingValue(texts, word(body, 'to')),
    }),
} as const satisfies Partial<Record<EntryKind, Speak>>;

const CHAIN_WORDS = {
  'ledger-opened': plain('entry-kind.ledger-opened'),
  sealed: ({ say }, body) => say('entry-kind.sealed', { entries: word(body, 'entries') }),
  'key-rotated': plain('entry-kind.key-rotated'),
  'clock-went-back': ({ say }, body) =>
    say('entry-kind.clock-went-back', { before: word(body, 'before'), now: word(body, 'now') }),
} as const satisfies Partial<Record<EntryKind, Speak>>;

// A kind without words does not compile.
const WORDS: Readonly<Record<EntryKind, Speak>> = { ...JOB_WORDS, ...CHIP_WORDS, ...PEOPLE_WORDS, ...CHAIN_WORDS };

/** What entries are about: the work on phones and their chips, people and settings, or the ledger itself. */
export type EntryGroup = 'jobs' | 'people' | 'chain';

/** What a kind of entry is about; what this page does not know belongs to the ledger itself. */
export function groupOf(kind: string): EntryGroup {
  if (Object.hasOwn(JOB_WORDS, kind) || Object.hasOwn(CHIP_WORDS, kind)) return 'jobs';
  return Object.hasOwn(PEOPLE_WORDS, kind) ? 'people' : 'chain';
}

/** Says in one sentence what an entry records; a kind that this page does not know is named as it is. */
export function entryWords(texts: Texts, { kind, body }: Pick<EntryView, 'kind' | 'body'>): string {
  return Object.hasOwn(WORDS, kind) ? WORDS[kind as EntryKind](texts, body) : kind;
}

/** Says who wrote an entry: the id as the ledger has it, with the name that the account has now. */
export function actorWords({ say }: Texts, actor: string, accounts: readonly AccountView[]): string {
  if (actor === 'workstation') return say('ledger.screen.actor.workstation');
  if (actor === 'unknown') return say('ledger.screen.actor.unknown');
  const name = accounts.find(({ id }) => id === actor)?.name;
  return name === undefined || name === actor ? actor : `${name} (${actor})`;
}

/** The local day and time of an entry as its writer had it, with the offset; what cannot be read is shown as it is. */
export function entryTime({ at, offsetMinutes }: Pick<EntryView, 'at' | 'offsetMinutes'>): string {
  const local = new Date(Date.parse(at) + offsetMinutes * 60_000);
  if (Number.isNaN(local.getTime())) return at;
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
