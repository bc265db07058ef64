import './field.css';
import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

/** One card that can be chosen. */
export interface CardChoice<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly words?: ReactNode;
  readonly isDisabled?: boolean;
}

/** Cards of which one is chosen; null: none is yet. */
export function RadioCards<Id extends string>(props: {
  readonly label: string;
  readonly value: Id | null;
  readonly choices: readonly CardChoice<Id>[];
  readonly onChange: (id: Id) => void;
}): ReactNode {
  const { label, value, choices, onChange } = props;
  const choose = (key: string): void => {
    const found = choices.find(({ id }) => id === key);
    if (found) onChange(found.id);
  };
  return (
    <RadioGroup className="field" value={value} onChange={choose}>
      <Label className="field-label">{label}</Label>
      <div className="cards">
        {choices.map(({ id, title, words, isDisabled = false }) => (
          <Radio key={id} value={id} className="card" isDisabled={isDisabled}>
            <span className="card-dot" />
            <span className="card-words">
              <span className="card-title">{title}</span>
              {words ? <span className="field-hint">{words}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
