import './plan.css';
import type { ReactNode } from 'react';
import type { Blocker } from '../../../domain/erasure.ts';
import { useText } from '../../use-text.ts';
import { Drawing } from './drawing.tsx';
import type { DrawingName } from './drawing-shapes.ts';
import { byWeight } from './phone-words.ts';

const DRAWINGS: Readonly<Record<Blocker['id'], DrawingName>> = {
  accounts: 'account',
  'frp-locked': 'shield',
  'screen-lock': 'lock',
  managed: 'building',
  'several-users': 'users',
  'low-battery': 'battery',
  'battery-unknown': 'battery',
  'sd-card': 'sd-card',
  'identity-unreadable': 'imei',
  'not-trusted': 'allow',
  'left-alone': 'replug',
  'trust-denied': 'allow',
  'phone-locked': 'lock',
  'supervised-elsewhere': 'building',
  'activation-locked': 'shield',
  'activation-lock-unknown': 'shield',
  supervised: 'building',
  'esim-present': 'sd-card',
  'ordered-again': 'replug',
};

/** What stands in the way, each with a picture, what it is and what to do; what stops comes first and says so. */
export function BlockerList({ blockers }: { readonly blockers: readonly Blocker[] }): ReactNode {
  const { say } = useText();
  if (blockers.length === 0) return null;
  return (
    <ul className="blockers">
      {byWeight(blockers).map(({ id, severity }) => (
        <li key={id} className={`blocker ${severity === 'stop' ? 'tone-bad' : 'tone-person'}`}>
          <Drawing name={DRAWINGS[id]} />
          <div>
            <p className="blocker-title">
              <span className="blocker-weight">{say(`phone.blocker.${severity}`)}</span> {say(`blocker.${id}.title`)}
            </p>
            <p>{say(`blocker.${id}.fix`)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
