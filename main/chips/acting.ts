import type { ChipActor } from '../../domain/chip-entries.ts';
import type { OperatorId } from '../../domain/ids.ts';
import type { Permission } from '../../domain/operator.ts';
import type { Doorkeeper } from '../jobs/job-desk.ts';

/** Who acts: the name, and whether that person had logged in. */
export interface Acting {
  readonly id: OperatorId;
  readonly actor: ChipActor;
}

/** The person who acts: by log-in where people have accounts, otherwise as declared; throws when nobody is logged in, or may not. */
export function actingNow(sessions: Doorkeeper, permission: Permission, declared: OperatorId): Acting {
  if (!sessions.isRequired) return { id: declared, actor: { operator: declared } };
  const { id } = sessions.authorise(permission);
  return { id, actor: { operator: id, authenticated: true } };
}
