import type { Blocker } from '../../../domain/erasure.ts';
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

/** Maker and model of what is on a Port, or that they were not read. */
export function phoneName({ say }: Texts, port: PortView): string {
  const { maker, model } = readPhone(port) ?? port.job ?? { maker: null, model: null };
  return [maker, model].filter((part) => part !== null).join(' ') || say('phone.unnamed');
}

/** Maker and model of a job's phone, or that they were not read. */
export function jobPhoneName({ say }: Texts, { maker, model }: JobView): string {
  return [maker, model].filter((part) => part !== null).join(' ') || say('phone.unnamed');
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
