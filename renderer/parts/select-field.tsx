import './field.css';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { Mark } from './mark.tsx';

/** One thing that can be chosen. */
export interface Choice<Id extends string> {
  readonly id: Id;
  readonly title: string;
}

/** A list that opens to choose one of several. */
export function SelectField<Id extends string>(props: {
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly Choice<Id>[];
  readonly onChange: (id: Id) => void;
  readonly hint?: string;
  readonly isDisabled?: boolean;
}): ReactNode {
  const { label, value, choices, onChange, hint, isDisabled = false } = props;
  const choose = (key: unknown): void => {
    const found = choices.find(({ id }) => id === key);
    if (found) onChange(found.id);
  };
  return (
    <Select className="field" selectedKey={value} onSelectionChange={choose} isDisabled={isDisabled}>
      <Label className="field-label">{label}</Label>
      <Button className="field-input select-button">
        <SelectValue />
        <Mark name="down" />
      </Button>
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <Popover className="popover">
        <ListBox items={choices}>
          {({ id, title }) => (
            <ListBoxItem id={id} textValue={title} className="option">
              {title}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
