import type { StepContext } from '../../../domain/adapter.ts';
import type { Step } from '../../../domain/erasure.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { Finding } from '../../../domain/proof.ts';
import type { AndroidBench } from '../android-bench.ts';

/** One act of a plan: what it does to the phone, and how what it did is judged. */
export interface Act {
  /** Does it; throws a catalogued error when it could not be done. */
  perform(step: Step, context: StepContext, bench: AndroidBench): Promise<readonly Evidence[]>;
  /** Judges it from evidence and by reading the phone; the only place where findings are made. */
  verify(step: Step, context: StepContext, bench: AndroidBench): Promise<readonly Finding[]>;
}
