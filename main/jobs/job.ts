import type { DeviceFacts } from '../../domain/device.ts';
import type { Plan } from '../../domain/erasure.ts';
import type { JobId, OperatorId, PortId, RecordId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job.ts';

/** One job as it stands now; a changed job is a new value. */
export interface Job {
  readonly id: JobId;
  readonly record: RecordId;
  readonly port: PortId;
  readonly operator: OperatorId;
  readonly state: JobState;
  readonly plan: Plan | null;
  readonly device: DeviceFacts;
}
