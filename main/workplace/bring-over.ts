import { portId } from '../../domain/ids.ts';
import type { PortName } from '../../domain/settings.ts';
import type { PracticeRack } from '../../practice/index.ts';
import type { AccountBook } from '../operators/account-book.ts';
import type { SettingsBook } from '../settings/settings-book.ts';

/**
 * Brings the people of a real workplace to a practice one: the same ids, names and roles, and the same hashes, so that the same PINs
 * work. Nothing is brought the other way, and people who are only at the practice stay there.
 */
export function bringPeople(from: AccountBook, to: AccountBook): void {
  for (const account of from.all()) {
    const pin = from.pinOf(account);
    if (pin === null) continue;
    const { id, name, role, active } = account;
    const there = to.named(id);
    if (there === null) {
      to.write({ kind: 'operator-added', actor: 'workstation', body: { account: id, name, role } }, pin);
      if (active) continue;
    }
    const now = to.get(id);
    const changed = (['name', 'role', 'active'] as const).filter((part) => now[part] !== account[part]);
    const isSamePin = to.pinOf(now) === pin;
    if (changed.length === 0 && isSamePin) continue;
    const body = { account: id, name, role, active, changed: isSamePin ? changed : [...changed, 'pin' as const] };
    to.write({ kind: 'operator-changed', actor: 'workstation', body }, pin);
  }
}

/** What a practice takes over from the real workplace: who the shop is, its rules, and how the screen looks. */
export function bringSettings(from: SettingsBook, to: SettingsBook): void {
  const { ports: _ports, shop, ...rest } = from.now;
  if (shop !== null) to.change({ ...rest, shop }, 'workstation');
}

/** Every socket of a rack has a name: its number. */
export function namesOfRack(rack: Pick<PracticeRack, 'phones'>): readonly PortName[] {
  return rack.phones.map(({ port }, at) => ({ port: portId(port), name: `${at + 1}`, place: at + 1, twin: null }));
}
