import { modelWords, type NamedModel } from '../../../domain/apple-model.ts';
import { type Blocker, isCryptographic, type Purpose, type RungId } from '../../../domain/erasure.ts';
import type { JobView, PhoneView, PortView } from '../../../domain/window-state.ts';
import type { Texts } from '../../use-text.ts';

/** What a person calls the Port, or its id as long as it has no name. */
export function portName({ name, port }: Pick<PortView, 'name' | 'port'>): string {
  return name ?? port;
}

/** The phone as it was read last; null while nothing is known. */
export function readPhone({ phone }: PortView): PhoneView | null {
  return phone === 'reading' ? null : phone;
}

/** Maker, model and, of an iPhone, capacity; null when none of it is known. */
export function nameWords({ language }: Pick<Texts, 'language'>, named: NamedModel): string | null {
  return [named.maker, modelWords(language, named)].filter((part) => part !== null).join(' ') || null;
}

/** Maker and model of what is on a Port, or that they were not read. */
export function phoneName(texts: Texts, port: PortView): string {
  const read = readPhone(port);
  const named = read ? { ...read, capacityBytes: read.apple?.capacityBytes ?? null } : port.job;
  return (named && nameWords(texts, named)) ?? texts.say('phone.unnamed');
}

/** Maker and model of a job's phone, or that they were not read. */
export function jobPhoneName(texts: Texts, job: JobView): string {
  return nameWords(texts, job) ?? texts.say('phone.unnamed');
}

/** What a phone is erased for; where nothing can be overwritten it is not named after an overwrite. */
export function purposeWords({ say }: Texts, purpose: Purpose, rung: RungId | null): string {
  return say(rung !== null && isCryptographic(rung) ? `certificate.apple.purpose.${purpose}` : `purpose.${purpose}`);
}

/** The text of what is not covered; plans name it without its prefix, verdicts with it. */
export function notCoveredText({ sayByName }: Texts, key: string): string {
  return sayByName(`not-covered.${key.replace(/^not-covered\./, '')}`);
}

/** The reason of a finding or gap in words: the title of the error that it names, a known finding, or its own words. */
export function reasonText({ sayByName }: Texts, reason: string): string {
  const keys = [`error.${reason}.title`, `finding.${reason.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`];
  return keys.map((key) => ({ key, text: sayByName(key) })).find(({ key, text }) => key !== text)?.text ?? reason;
}

/** What somebody saw at the phone, in words where there are any. */
export function sawText({ sayByName }: Texts, saw: string): string {
  const text = sayByName(`screen.${saw}`);
  return text === `screen.${saw}` ? saw : text;
}

/** Blockers with those that stop before those that warn. */
export function byWeight(blockers: readonly Blocker[]): readonly Blocker[] {
  return blockers.toSorted((a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'));
}

/** A number as a scanner or a hand gives it, in the letters that it is compared by. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s-]/g, '');
}
