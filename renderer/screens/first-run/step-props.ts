import type { FaultWords } from '../../state/fault-words.ts';
import type { FirstRunForm } from './first-run-form.ts';

/** What each step of the first run is drawn from. */
export interface StepProps {
  readonly form: FirstRunForm;
  readonly onChange: (form: FirstRunForm) => void;
  readonly wrong: FaultWords;
}
