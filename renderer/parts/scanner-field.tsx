import './field.css';
import { type KeyboardEvent, type ReactNode, type Ref, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { Mark } from './mark.tsx';
import { afterKey, NO_KEYS } from './scanner-keys.ts';

/** A field that a barcode scanner fills: whatever ends in Enter is handed over, said to be scanned when it came faster than a hand types. */
export function ScannerField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly onRead: (text: string, source: 'scanned' | 'typed') => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
}): ReactNode {
  const { label, hint, onRead, inputRef, autoFocus = false } = props;
  const [value, setValue] = useState('');
  const [keys, setKeys] = useState(NO_KEYS);
  const take = (event: KeyboardEvent): void => {
    // Enter that chooses a candidate of the input method ends no reading.
    if (event.nativeEvent.isComposing) return;
    const next = afterKey(keys, event.key, event.timeStamp);
    setKeys(next.keys);
    const text = value.trim();
    if (event.key !== 'Enter' || text === '') return;
    event.preventDefault();
    onRead(text, next.source);
    setValue('');
  };
  return (
    <AriaTextField
      className="scanner"
      aria-label={label}
      value={value}
      onChange={setValue}
      onKeyDown={take}
      autoFocus={autoFocus}
      spellCheck="false"
      autoComplete="off"
    >
      <Mark name="scan" />
      <Input
        className="field-input field-input-code"
        placeholder={hint ?? label}
        {...(inputRef ? { ref: inputRef } : {})}
      />
    </AriaTextField>
  );
}
