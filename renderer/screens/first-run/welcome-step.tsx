import type { ReactNode } from 'react';
import { useDesk } from '../../desk.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { useText } from '../../use-text.ts';
import type { StepProps } from './step-props.ts';

/** The language, which changes at once, and whether this is real work or a practice. */
export function WelcomeStep({ form, onChange }: StepProps): ReactNode {
  const { language, say } = useText();
  const { workstation } = useDesk();
  return (
    <>
      <RadioCards
        label={say('first-run.language')}
        value={language}
        choices={(['ja', 'en'] as const).map((id) => ({ id, title: say(`window.language.${id}`) }))}
        onChange={(wanted) => void workstation.call('change-comfort', { language: wanted })}
      />
      <RadioCards
        label={say('first-run.workplace')}
        value={form.workplace}
        choices={(['practice', 'real'] as const).map((id) => ({
          id,
          title: say(`first-run.workplace.${id}`),
          words: say(`first-run.workplace.${id}.says`),
        }))}
        onChange={(workplace) => onChange({ ...form, workplace })}
      />
    </>
  );
}
