import './not-allowed.css';
import type { ReactNode } from 'react';
import type { MayAnswer } from '../state/use-may-answer.ts';
import { Mark } from './mark.tsx';

/** Says why something here cannot be done by whoever is at the workstation; nothing when it can. */
export function NotAllowed({ may }: { readonly may: MayAnswer }): ReactNode {
  if (may.reason === null) return null;
  return (
    <p className="not-allowed">
      <Mark name="lock" />
      {may.reason}
    </p>
  );
}
