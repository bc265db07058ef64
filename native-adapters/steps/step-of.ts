import type { Step } from '../../domain/erasure.ts';

/** A step by the machine that needs nothing special; the fields given replace the plain ones. */
export function stepOf(id: string, act: string, fields: Partial<Step> = {}): Step {
  return {
    id,
    act,
    by: 'machine',
    strength: null,
    cancel: 'anytime',
    instruction: null,
    vanishes: null,
    proves: [],
    ...fields,
  };
}
