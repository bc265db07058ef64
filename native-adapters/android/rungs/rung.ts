import type { MethodManifest } from '../../../domain/adapter.ts';
import type { DeviceFacts } from '../../../domain/device.ts';
import type { ClosingKind, Purpose, RungId, Step } from '../../../domain/erasure.ts';
import { stepOf } from '../../steps/step-of.ts';
import type { Act } from '../steps/act.ts';

/** One rung of the ladder: when it fits, what its plan does, and the acts that only it knows. */
export interface Rung {
  readonly id: RungId;
  readonly method: MethodManifest;
  readonly closing: ClosingKind;
  /** Why the rung does not fit this phone, as text keys under `entry.`; empty when it fits. */
  misfits(facts: DeviceFacts): readonly string[];
  steps(purpose: Purpose, returnWithinMs: number): readonly Step[];
  /** The acts of this rung by the name that its steps carry. */
  readonly acts: Readonly<Record<string, Act>>;
}

/** The steps that every inspection shares once a phone has an open shell after its first deletion. */
export function inspectionSteps(): readonly Step[] {
  return [
    stepOf('residue', 'residue', { proves: ['residue-clear'] }),
    stepOf('overwrite', 'overwrite', {
      strength: 'overwrite',
      cancel: 'between-blocks',
      proves: ['overwrite-complete', 'host-sample'],
    }),
  ];
}
