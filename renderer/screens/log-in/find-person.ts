import { foldName } from '../../../domain/operator.ts';
import type { AccountView } from '../../../domain/window-state.ts';

/** The account that a typed or scanned id or name means, also a deactivated one; null: there is none. */
export function findPerson(accounts: readonly AccountView[], typed: string): AccountView | null {
  const wanted = foldName(typed);
  return accounts.find(({ id, name }) => foldName(id) === wanted || foldName(name) === wanted) ?? null;
}

/** The account that a scanned badge means while a PIN is awaited; only ids stand on badges. */
export function badgeOf(accounts: readonly AccountView[], scanned: string): AccountView | null {
  const found = findPerson(accounts, scanned);
  return found?.active && foldName(found.id) === foldName(scanned) ? found : null;
}
