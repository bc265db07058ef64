import type { Blocker, Purpose } from '../../../../domain/erasure.ts';
import type { PlanView } from '../../../../domain/window-state.ts';
import { machinePlan } from '../../../domain/sample-record.ts';

/** A plan that overwrites and is closed by machine, for a purpose; `change` replaces whole parts. */
export function planOf(purpose: Purpose, change: Partial<PlanView> = {}): PlanView {
  const { rung, steps, closing, notCovered } = machinePlan;
  const considered = [
    { rung: 'trade-in' as const, fits: true, why: [] },
    { rung: 'test-harness' as const, fits: false, why: ['entry.no-shell', 'entry.screen-lock'] },
  ];
  return { purpose, rung, steps, closing, overwrites: true, notCovered, blockers: [], considered, ...change };
}

/** Both plans of a phone in whose way these things stand. */
export function plansWith(blockers: readonly Blocker[]): readonly PlanView[] {
  return [planOf('intake', { blockers }), planOf('inspection', { blockers })];
}
