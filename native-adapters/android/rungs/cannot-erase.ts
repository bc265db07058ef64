import type { Rung } from './rung.ts';

/** Rung X: nothing else fits. It has no steps: the job ends as unerasable, with a record that orders destruction. */
export const cannotErase: Rung = {
  id: 'cannot-erase',
  method: { rung: 'cannot-erase', strength: ['physical'], notCovered: [] },
  closing: 'two-persons',
  misfits: () => [],
  steps: () => [],
  acts: {},
};
