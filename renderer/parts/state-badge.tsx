import './state-badge.css';
import type { ReactNode } from 'react';
import { useText } from '../use-text.ts';
import { Mark } from './mark.tsx';
import type { StateLook } from './state-look.ts';

/** A state as colour, shape and word together; `strong` fills it with its colour. */
export function StateBadge({
  look,
  strong = false,
}: {
  readonly look: StateLook;
  readonly strong?: boolean;
}): ReactNode {
  const { sayByName } = useText();
  return (
    <span className={`state-badge tone-${look.tone}${strong ? ' state-badge-strong' : ''}`} data-mark={look.mark}>
      <Mark name={look.mark} />
      {sayByName(look.word)}
    </span>
  );
}
