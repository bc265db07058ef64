import type { MethodManifest, StepContext } from '../../../domain/adapter.ts';
import type { DeviceFacts } from '../../../domain/device.ts';
import type { ClosingKind, RungId, Step } from '../../../domain/erasure.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { Finding } from '../../../domain/proof.ts';
import type { AppleBench } from '../apple-bench.ts';

/** One act of an iPhone's plan: what it does, and how what it did is judged. */
export interface AppleAct {
  /** Does it; throws a catalogued error when it could not be done. */
  perform(step: Step, context: StepContext, bench: AppleBench): Promise<readonly Evidence[]>;
  /** Judges it from evidence; the only place where findings are made. */
  verify(step: Step, context: StepContext): readonly Finding[];
}

/** One way to erase an iPhone: when it fits, and what its plan does. */
export interface Route {
  readonly id: RungId;
  readonly method: MethodManifest;
  /** Why the route does not fit this phone, as text keys under `entry.`; empty when it fits. */
  misfits(facts: DeviceFacts): readonly string[];
  closing(facts: DeviceFacts): ClosingKind;
  steps(facts: DeviceFacts, returnWithinMs: number): readonly Step[];
  /** The acts of this route by the name that its steps carry. */
  readonly acts: Readonly<Record<string, AppleAct>>;
}
