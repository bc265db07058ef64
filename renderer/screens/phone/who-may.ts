import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { Permission } from '../../../domain/operator.ts';
import type { AttendanceView } from '../../../domain/window-state.ts';
import { useShelf } from '../../desk.tsx';

const NOBODY: AttendanceView = { is: 'nobody' };

/** Tells whether nobody has an account, so that whoever acts declares a name. */
export function useNamesAreDeclared(): boolean {
  return useShelf(({ state }) => state?.attendance.is === 'not-needed');
}

/** Why the person at the screen may not do something, or null; the program decides again when it is asked. */
export function useRefusal(permission: Permission): RecordedError | null {
  const attendance = useShelf(({ state }) => state?.attendance ?? NOBODY);
  if (attendance.is === 'not-needed') return null;
  if (attendance.is !== 'present') return { code: 'operator.not-logged-in', facts: {} };
  if (attendance.may.includes(permission)) return null;
  return { code: 'operator.not-allowed', facts: { role: attendance.account.role } };
}
