import type { CallInput } from '../../../domain/ipc.ts';
import type { Role } from '../../../domain/operator.ts';
import type { Language } from '../../../domain/text.ts';
import { type FieldFault, idFaults, nameFaults, pinFaults, wordsFaults } from '../../state/field-faults.ts';
import { SHOP_FIELDS, SHOP_LIMITS } from '../../state/shop-limits.ts';

/** The steps of the first run, in order. */
export const STEPS = ['welcome', 'shop', 'people'] as const;
/** One of STEPS. */
export type Step = (typeof STEPS)[number];

/** How many people the shop works with: accounts and a second person, one account alone, or no accounts. */
export type Staff = 'several' | 'one' | 'none';

/** What is typed about one person; the PINs live in this form only. */
export interface PersonDraft {
  /** Tells this draft from the others while they are added and removed. */
  readonly key: number;
  readonly name: string;
  readonly id: string;
  readonly role: Role;
  readonly pin: string;
  readonly pinAgain: string;
}

/** Everything that is typed in the first run, kept whole from step to step. */
export interface FirstRunForm {
  readonly workplace: 'real' | 'practice';
  readonly shop: Readonly<Record<'name' | 'licence' | 'address' | 'phone', string>>;
  readonly staff: Staff;
  readonly people: readonly PersonDraft[];
}

/** The most people that the first run takes. */
export const MOST_PEOPLE = 16;

/** A form as it stands when nobody has typed anything. */
export function emptyForm(): FirstRunForm {
  return {
    workplace: 'practice',
    shop: { name: '', licence: '', address: '', phone: '' },
    staff: 'several',
    people: [draft(1, 'manager'), draft(2, 'checker')],
  };
}

function draft(key: number, role: Role): PersonDraft {
  return { key, name: '', id: String(key).padStart(2, '0'), role, pin: '', pinAgain: '' };
}

/** The form with one more person; the role is what a shop lacks first. */
export function withPerson(form: FirstRunForm): FirstRunForm {
  const key = Math.max(0, ...form.people.map((person) => person.key)) + 1;
  return { ...form, people: [...form.people, draft(key, 'operator')] };
}

/** The form without a person; the manager stays. */
export function withoutPerson(form: FirstRunForm, key: number): FirstRunForm {
  return { ...form, people: form.people.filter((person, at) => at === 0 || person.key !== key) };
}

/** The form with some words of one person changed. */
export function withWords(form: FirstRunForm, key: number, words: Partial<Omit<PersonDraft, 'key'>>): FirstRunForm {
  return { ...form, people: form.people.map((person) => (person.key === key ? { ...person, ...words } : person)) };
}

/** The people who count: further people are left out of a one-person shop, and a further person with nothing typed is no person. */
export function peopleOf(form: FirstRunForm): readonly PersonDraft[] {
  if (form.staff === 'none') return [];
  const [manager, ...others] = form.people;
  if (manager === undefined) return [];
  return [manager, ...(form.staff === 'one' ? [] : others.filter((person) => !isUntouched(person)))];
}

function isUntouched({ name, pin, pinAgain }: PersonDraft): boolean {
  return name === '' && pin === '' && pinAgain === '';
}

/** Whether somebody besides the manager could make the second check. */
export function hasSecondPerson(form: FirstRunForm): boolean {
  return peopleOf(form).filter(({ role }) => role === 'checker' || role === 'manager').length > 1;
}

/** What is wrong in one step, in the order of its fields. */
export function faultsOf(form: FirstRunForm, step: Step): readonly FieldFault[] {
  switch (step) {
    case 'welcome':
      return [];
    case 'shop':
      return SHOP_FIELDS.flatMap((name) => wordsFaults(`shop.${name}`, form.shop[name], SHOP_LIMITS[name]));
    case 'people':
      return peopleOf(form).flatMap((person, at, people) => personFaults(person, people.slice(0, at)));
  }
}

function personFaults(person: PersonDraft, before: readonly PersonDraft[]): readonly FieldFault[] {
  const prefix = `person.${person.key}.`;
  return [
    ...nameFaults(`${prefix}name`, person.name, before),
    ...idFaults(`${prefix}id`, person.id.trim(), before),
    ...pinFaults(prefix, person),
  ];
}

/** What the form asks of the program. */
export function orderOf(form: FirstRunForm, language: Language): CallInput<'first-run'> {
  const { name, licence, address, phone } = form.shop;
  return {
    shop: { name: name.trim(), licence: licence.trim(), address: address.trim(), phone: phone.trim() },
    language,
    workplace: form.workplace,
    secondPerson: form.staff === 'one' ? 'switched-off' : 'required',
    people: peopleOf(form).map((person) => ({
      id: person.id.trim(),
      name: person.name.trim(),
      role: person.role,
      pin: person.pin,
    })),
  };
}
