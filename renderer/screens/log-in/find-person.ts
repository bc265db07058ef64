import { foldName, LEAST_PIN_CHARACTERS, plainPin } from '../../../domain/operator.ts';
import type { AccountView } from '../../../domain/window-state.ts';

/** The account that a typed or scanned id or name means, also a deactivated one; null: there is none. */
export function findPerson(accounts: readonly AccountView[], typed: string): AccountView | null {
  const wanted = foldName(typed);
  return accounts.find(({ id, name }) => foldName(id) === wanted || foldName(name) === wanted) ?? null;
}

/**
 * The account whose badge was read where a PIN is awaited; null: it is to be tried as the PIN. Only ids stand on badges. A text that is
 * too short for any PIN needs no scanner to be taken as one, so that a badge is never counted as somebody's wrong try.
 */
export function badgeOf(
  accounts: readonly AccountView[],
  text: string,
  source: 'scanned' | 'typed',
): AccountView | null {
  const isTooShort = [...plainPin(text)].length < LEAST_PIN_CHARACTERS;
  const found = source === 'scanned' || isTooShort ? findPerson(accounts, text) : null;
  return found?.active && foldName(found.id) === foldName(text) ? found : null;
}
