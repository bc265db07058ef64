import { WorkstationError } from '../../domain/errors.ts';
import type { CallName } from '../../domain/ipc.ts';
import type { Permission } from '../../domain/operator.ts';
import type { Workplaces } from '../workplace/workplaces.ts';

// What somebody must be able to do who is not there yet, or whose screen is locked.
const BEFORE_LOG_IN: ReadonlySet<CallName> = new Set([
  'get-state',
  'touch',
  'log-in',
  'log-out',
  'lock-screen',
  'first-run',
  'change-comfort',
]);

/** Throws when who is here may not make a call: `operator.not-logged-in`, or `operator.not-allowed`, which is on record. Without accounts everybody may. */
export function admit(places: Pick<Workplaces, 'current'>, name: CallName, permission: Permission | null): void {
  if (BEFORE_LOG_IN.has(name)) return;
  const { sessions } = places.current.records.operators;
  if (!sessions.isRequired) return;
  if (permission !== null) sessions.authorise(permission);
  else if (sessions.attendance().is !== 'present') throw new WorkstationError('operator.not-logged-in');
}
