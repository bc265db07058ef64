import { may, type OperatorAccount, PERMISSIONS, type Permission } from '../../domain/operator.ts';
import type { AccountView, AttendanceView } from '../../domain/window-state.ts';
import type { Operators } from '../operators/operators.ts';

const ALL = Object.keys(PERMISSIONS) as Permission[];

/** An account as every screen may see it. */
export function accountView({ id, name, role, active }: OperatorAccount): AccountView {
  return { id, name, role, active };
}

/** Who is at the workstation now, and what that person may do. */
export function attendanceView({ sessions }: Operators): AttendanceView {
  if (!sessions.isRequired) return { is: 'not-needed' };
  const here = sessions.attendance();
  if (here.is === 'nobody') return here;
  const account = accountView(here.account);
  if (here.is === 'locked') return { is: 'locked', account };
  return { is: 'present', account, may: ALL.filter((permission) => may(account.role, permission)) };
}
