import type { Permission } from '../domain/operator.ts';
import type { AttendanceView } from '../domain/window-state.ts';
import { useShelf } from './desk.tsx';

/** Tells whether whoever is at the workstation may do something; the program itself decides again at the call. */
export function mayNow(attendance: AttendanceView, permission: Permission): boolean {
  if (attendance.is === 'not-needed') return true;
  return attendance.is === 'present' && attendance.may.includes(permission);
}

/** The same of this moment, for what a screen offers. */
export function useMay(permission: Permission): boolean {
  return useShelf(({ state }) => state !== null && mayNow(state.attendance, permission));
}
