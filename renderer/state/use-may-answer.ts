import { PERMISSIONS, type Permission } from '../../domain/operator.ts';
import { useShelf } from '../desk.tsx';
import { localeOf } from '../parts/show-numbers.ts';
import { mayNow } from '../use-may.ts';
import { useText } from '../use-text.ts';

/** Whether whoever is at the workstation may do something; if not, why, in words for the screen. */
export interface MayAnswer {
  readonly allowed: boolean;
  readonly reason: string | null;
}

/** Tells what the person at the workstation may do; where nobody has an account everybody may. The program decides again by itself. */
export function useMayAnswer(permission: Permission): MayAnswer {
  const attendance = useShelf(({ state }) => state?.attendance ?? null);
  const { language, say } = useText();
  if (attendance === null || mayNow(attendance, permission)) return { allowed: attendance !== null, reason: null };
  if (attendance.is !== 'present') return { allowed: false, reason: say('settings.not-allowed.nobody') };
  const roles = PERMISSIONS[permission].map((role) => say(`operators.role.${role}`));
  const allowed = new Intl.ListFormat(localeOf(language), { type: 'disjunction' }).format(roles);
  const role = say(`operators.role.${attendance.account.role}`);
  return { allowed: false, reason: say('settings.not-allowed', { role, allowed }) };
}
