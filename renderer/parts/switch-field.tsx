import './field.css';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { Switch } from 'react-aria-components/Switch';
import { Mark } from './mark.tsx';

interface OnOffProps {
  readonly children: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}

/** A switch that acts at once. */
export function SwitchField({ children, isOn, onChange, isDisabled = false }: OnOffProps): ReactNode {
  return (
    <Switch className="switch" isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
      <span className="switch-track">
        <span className="switch-thumb" />
      </span>
      <span>{children}</span>
    </Switch>
  );
}

/** A box to tick, for what a person declares before going on. */
export function CheckField({ children, isOn, onChange, isDisabled = false }: OnOffProps): ReactNode {
  return (
    <Checkbox className="check" isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
      <span className="check-box">{isOn ? <Mark name="check" /> : null}</span>
      <span>{children}</span>
    </Checkbox>
  );
}
