import type { ReactNode } from 'react';
import type { Purpose } from '../../../domain/erasure.ts';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { useText } from '../../use-text.ts';

/** The two purposes and what each does; none is chosen beforehand. */
export function PurposeChoice(props: {
  readonly purpose: Purpose | null;
  readonly onChange: (purpose: Purpose) => void;
}): ReactNode {
  const { purpose, onChange } = props;
  const { say } = useText();
  const choices = (['intake', 'inspection'] as const).map((id) => ({
    id,
    title: say(`purpose.${id}`),
    words: say(`consent.purpose.${id}.words`),
  }));
  return <RadioCards label={say('consent.purpose')} value={purpose} choices={choices} onChange={onChange} />;
}
