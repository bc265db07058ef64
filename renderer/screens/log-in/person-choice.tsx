import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { OperatorId } from '../../../domain/ids.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import { Mark } from '../../parts/mark.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { useText } from '../../use-text.ts';
import { findPerson } from './find-person.ts';

/** Large cards of all who may log in, and a field for a badge or a typed id. */
export function PersonChoice(props: {
  readonly accounts: readonly AccountView[];
  readonly onChoose: (id: OperatorId) => void;
}): ReactNode {
  const { accounts, onChoose } = props;
  const { say } = useText();
  const [refused, setRefused] = useState<string | null>(null);
  const read = (typed: string): void => {
    const found = findPerson(accounts, typed);
    if (found?.active) onChoose(found.id);
    else setRefused(found ? say('log-in.id.inactive', { name: found.name }) : say('log-in.id.unknown', { typed }));
  };
  return (
    <div className="log-in-choice">
      <ScannerField label={say('log-in.id')} onRead={read} autoFocus />
      <p className="field-error" role="alert">
        {refused}
      </p>
      <h2>{say('log-in.who')}</h2>
      <div className="log-in-people">
        {accounts
          .filter(({ active }) => active)
          .map(({ id, name, role }) => (
            <AriaButton key={id} className="log-in-person" onPress={() => onChoose(id)}>
              <Mark name="user" />
              <span className="log-in-name">{name}</span>
              <span className="log-in-role">{say(`operators.role.${role}`)}</span>
            </AriaButton>
          ))}
      </div>
    </div>
  );
}
