import './chip.css';
import type { ReactNode } from 'react';
import type { ChipView } from '../../../domain/chip-view.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { lookOfSale } from '../../parts/state-look.ts';
import { useText } from '../../use-text.ts';

/** Whether the chip lets the phone be sold, in words, with everything that stands in the way; it is never green. */
export function SaleGate({ chip }: { readonly chip: Pick<ChipView, 'sale' | 'blocks' | 'overriddenBy'> }): ReactNode {
  const { say } = useText();
  const look = lookOfSale(chip);
  const by = chip.overriddenBy ?? say('chip.unknown-person');
  return (
    <section className={`chip-gate tone-${look.tone}`} aria-label={say('chip.gate')}>
      <StateBadge look={look} strong />
      <div>
        <p>
          <strong>{say(`chip.sale.${chip.sale}`)}</strong>
        </p>
        {chip.sale === 'overridden' ? <p>{say('chip.sale.overridden.by', { name: by })}</p> : null}
        {chip.blocks.length > 0 ? (
          <ul className="bullets">
            {chip.blocks.map((block) => (
              <li key={block}>{say(`chip.block.${block}`)}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  );
}
