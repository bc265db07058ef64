import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';

/** A few short words side by side, of which one is chosen. */
export function Segments<Id extends string>(props: {
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly { readonly id: Id; readonly title: string }[];
  readonly onChange: (id: Id) => void;
}): ReactNode {
  const { label, value, choices, onChange } = props;
  const choose = (key: unknown): void => {
    const found = choices.find(({ id }) => id === key);
    if (found) onChange(found.id);
  };
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectedKeys={[value]}
      onSelectionChange={(keys) => choose([...keys][0])}
      disallowEmptySelection
    >
      {choices.map(({ id, title }) => (
        <ToggleButton key={id} id={id} className="segment">
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
