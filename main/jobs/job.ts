import type { DeviceFacts } from '../../domain/device.ts';
import type { Plan } from '../../domain/erasure.ts';
import type { WorkstationError } from '../../domain/errors.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { JobId, OperatorId, PortId, RecordId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job.ts';
import type { Finding } from '../../domain/proof.ts';

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

/** What a run left behind: the job as it stands, and what its review will be decided from. */
export interface RunOutcome {
  readonly job: Job;
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
  readonly error: WorkstationError | null;
}
