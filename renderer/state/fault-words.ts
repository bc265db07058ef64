import type { ErrorFacts } from '../../domain/errors.ts';
import type { Texts } from '../use-text.ts';
import type { FieldFault } from './field-faults.ts';

/** Says what is wrong with a field, or null when nothing is. */
export type FaultWords = (field: string) => string | null;

/** The words for the faults of a form, field by field. */
export function faultWords(faults: readonly FieldFault[], sayByName: Texts['sayByName']): FaultWords {
  return (field) => {
    const fault = faults.find((one) => one.field === field);
    return fault ? sayByName(fault.says, (fault.facts ?? {}) as ErrorFacts) : null;
  };
}
