import type { ReactNode } from 'react';
import type { ChipReason, ChipState } from '../../../domain/chip.ts';
import type { NamedResidue } from '../../../domain/chip-view.ts';
import { Mark } from '../../parts/mark.tsx';
import { useText } from '../../use-text.ts';
import { countLeft, leftServices } from './chip-words.ts';

const MOST_CODES = 3;

/** What a chip still holds, each service by its name with the codes that were seen; draws nothing where nothing was seen. */
export function Residues(props: { readonly residues: readonly NamedResidue[]; readonly state: ChipState }): ReactNode {
  const { residues, state } = props;
  const texts = useText();
  if (residues.length === 0) return null;
  // What makes a chip one to be checked is not proven to be a service that is left.
  const isReview = state === 'REVIEW';
  const title = isReview ? 'chip.residues.review' : 'chip.residues.count';
  const services = leftServices(texts, residues);
  const heading = texts.say(title, { count: countLeft(services) });
  return (
    <section className={`chip-part tone-${isReview ? 'person' : 'bad'}`} aria-label={heading}>
      <h3>{heading}</h3>
      <ul className="chip-residues">
        {services.map(({ name, codes }) => (
          <li key={name}>
            <Mark name={isReview ? 'chip-review' : 'chip-residue'} />
            <strong>{name}</strong>
            <span className="code">{codesShown(codes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function codesShown(codes: readonly string[]): string {
  const more = codes.length > MOST_CODES ? ` +${codes.length - MOST_CODES}` : '';
  return `${codes.slice(0, MOST_CODES).join(', ')}${more}`;
}

/** Why a reading came to be judged as it was. */
export function Reasons({ reasons }: { readonly reasons: readonly ChipReason[] }): ReactNode {
  const { say } = useText();
  if (reasons.length === 0) return null;
  return (
    <ul className="bullets" aria-label={say('chip.reasons')}>
      {reasons.map((reason) => (
        <li key={reason}>{say(`chip.reason.${reason}`)}</li>
      ))}
    </ul>
  );
}
