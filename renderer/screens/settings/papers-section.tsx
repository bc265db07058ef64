import type { ReactNode } from 'react';
import { useCall } from '../../desk.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { useMayAnswer } from '../../state/use-may-answer.ts';
import { useText } from '../../use-text.ts';
import type { SectionProps } from './section-props.ts';

/** The width of the label tape. */
export function PapersSection({ settings }: SectionProps): ReactNode {
  const { say } = useText();
  const call = useCall();
  const may = useMayAnswer('change-settings');
  return (
    <div className="settings-section">
      <RadioCards
        label={say('settings.papers.width')}
        value={String(settings.labelWidthMm)}
        choices={(['62', '29'] as const).map((id) => ({
          id,
          title: `${id} mm`,
          words: say(`settings.papers.width.${id}.says`),
          isDisabled: !may.allowed,
        }))}
        onChange={(id) => void call('change-settings', { labelWidthMm: id === '62' ? 62 : 29 })}
      />
      <NotAllowed may={may} />
    </div>
  );
}
