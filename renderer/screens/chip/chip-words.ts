import type { BothLanguages } from '../../../domain/chip-guide.ts';
import type { PresenceSource } from '../../../domain/chip-presence.ts';
import type { ChipEvent, NamedResidue } from '../../../domain/chip-view.ts';
import type { Texts } from '../../use-text.ts';

/** A text of a data file in the language of the moment. */
export function inWords({ language }: Pick<Texts, 'language'>, text: BothLanguages): string {
  return text[language];
}

/** One service of which something is left, and the codes of what was seen; what has no name stands together. */
export interface LeftService {
  readonly name: string;
  readonly codes: readonly string[];
  /** For how many things it stands: a service is one, and of what has no name nobody knows what belongs together. */
  readonly count: number;
}

// Names of parts stand behind a colon, what helps to know a service in brackets.
const PART = /[：:].*$/u;
const ASIDE = /\s?[（(].*$/u;

/** What a chip still holds, service by service, by the names that people know; what has no name is said to have none, in a group of its own. */
export function leftServices(texts: Texts, residues: readonly NamedResidue[]): readonly LeftService[] {
  const services = new Map<string, { name: string; readonly codes: string[]; count: number }>();
  for (const { name, code } of residues) {
    const words = name ? inWords(texts, name).replace(PART, '') : texts.say('chip.residue.unnamed');
    const key = words.replace(ASIDE, '');
    const known = services.get(key) ?? { name: words, codes: [], count: 1 };
    if (words.length > known.name.length) known.name = words;
    known.codes.push(code);
    if (name === null) known.count = known.codes.length;
    services.set(key, known);
  }
  return [...services.values()];
}

/** How many things are left, all that have no name among them. */
export function countLeft(services: readonly LeftService[]): number {
  return services.reduce((sum, { count }) => sum + count, 0);
}

/** What one source says about whether there is a chip, in words. */
export function sourceWords({ say }: Texts, source: PresenceSource): string {
  switch (source.is) {
    case 'model-table':
      return say(`chip.source.${source.ofShop ? 'shop-table' : 'model-table'}.${source.says}`, {
        entry: source.entry,
        version: source.version,
      });
    case 'phone-software':
      return say(`chip.source.phone-software.${source.says}`);
    case 'reader':
      if (source.says === 'answered') return say('chip.source.reader.answered');
      return say(source.isPhoneAwake ? 'chip.source.reader.silent-awake' : 'chip.source.reader.silent');
  }
}

/** What happened to a chip, in one sentence. */
export function eventWords(texts: Texts, { what }: ChipEvent): string {
  const { say } = texts;
  switch (what.is) {
    case 'read': {
      const { state, reader, alsoReadIn, otherModel, hasClockMoved } = what;
      return [
        say('chip.event.read', { state: say(`chip.state.${state}`), reader }),
        ...(alsoReadIn === null ? [] : [say('chip.entry.read.also', { record: alsoReadIn })]),
        ...(otherModel === null ? [] : [say('chip.entry.read.other-model', { model: otherModel })]),
        ...(hasClockMoved ? [say('chip.entry.read.clock-moved')] : []),
      ].join(' ');
    }
    case 'contradicted':
      return say('chip.entry.contradicted', { record: what.otherRecord });
    case 'presence':
      return say('chip.event.presence', { presence: say(`chip.presence.${what.presence}`) });
    case 'step': {
      const step = what.title ? inWords(texts, what.title) : what.step;
      const outcome = say(`chip.outcome.${what.outcome}`);
      if (what.saw === null) return say('chip.event.step', { step, outcome });
      return say('chip.event.step.saw', { step, outcome, saw: inWords(texts, what.saw) });
    }
    case 'tool':
      return say('chip.event.tool', { product: what.product, result: say(`chip.tool-result.${what.result}`) });
    case 'online':
      return say(`chip.iphone.online.${what.outcome}`);
    case 'overridden':
      return say('chip.event.overridden', { why: what.why });
  }
}
