import { isIdText, operatorId } from '../../domain/ids.ts';
import { foldName, isName, isPinFit, plainPin } from '../../domain/operator.ts';
import type { TextKey } from '../../domain/text.ts';

/** A fault of one field: the field's name and the text that says what is wrong. */
export interface FieldFault {
  readonly field: string;
  readonly says: TextKey;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** What a person is called, for comparing with others. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is typed about a person and must agree with itself. */
export interface PinDraft extends Named {
  readonly pin: string;
  readonly pinAgain: string;
}

// The program refuses the same; saying it here keeps the sentence beside its field.
const RESERVED: readonly string[] = ['workstation', 'unknown', 'practice'];

function isTaken(typed: string, others: readonly Named[]): boolean {
  const wanted = foldName(typed);
  return others.some(({ id, name }) => foldName(id) === wanted || foldName(name) === wanted);
}

/** What is wrong with a person's name. */
export function nameFaults(field: string, typed: string, others: readonly Named[]): readonly FieldFault[] {
  if (typed.trim() === '') return [{ field, says: 'field.wrong.empty' }];
  if (!isName(typed)) return [{ field, says: 'field.wrong.name' }];
  return isTaken(typed, others) ? [{ field, says: 'field.wrong.taken' }] : [];
}

/** What is wrong with an id that somebody will log in with. */
export function idFaults(field: string, typed: string, others: readonly Named[]): readonly FieldFault[] {
  if (typed === '') return [{ field, says: 'field.wrong.empty' }];
  if (!isIdText(typed) || !isName(typed)) return [{ field, says: 'field.wrong.id' }];
  if (RESERVED.includes(foldName(typed))) return [{ field, says: 'field.wrong.id-reserved' }];
  return isTaken(typed, others) ? [{ field, says: 'field.wrong.taken' }] : [];
}

/** What is wrong with a new PIN that was typed twice; the fields are named `pin` and `pinAgain` after the prefix. */
export function pinFaults(prefix: string, draft: PinDraft): readonly FieldFault[] {
  const { pin, pinAgain } = draft;
  if (pin === '') return [{ field: `${prefix}pin`, says: 'field.wrong.empty' }];
  // What is no id yet cannot be compared with the PIN; its own field says what is wrong with it.
  const id = operatorId(isIdText(draft.id) ? draft.id : 'nobody');
  if (!isPinFit(pin, { id, name: draft.name })) return [{ field: `${prefix}pin`, says: 'field.wrong.pin' }];
  return plainPin(pin) === plainPin(pinAgain) ? [] : [{ field: `${prefix}pinAgain`, says: 'field.wrong.pin-differs' }];
}

/** What is wrong with free words of the shop: too many, or some that nobody sees. */
export function wordsFaults(field: string, typed: string, most: number): readonly FieldFault[] {
  if (typed.length > most) return [{ field, says: 'field.wrong.too-long', facts: { most } }];
  return /\p{C}/u.test(typed) ? [{ field, says: 'field.wrong.unseen' }] : [];
}
