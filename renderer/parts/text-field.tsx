import './field.css';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';

/** What every field for letters takes. */
export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with it; the field is marked as long as it is given. */
  readonly error?: string | null;
  readonly autoFocus?: boolean;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly maxLength?: number;
  /** `code` for serial numbers and the like: letters that are told apart. */
  readonly letters?: 'words' | 'code';
  readonly name?: string;
}

/** What a field for letters takes that chooses its own kind of input. */
export interface RawFieldProps extends TextFieldProps {
  readonly type: 'text' | 'password';
  readonly inputClass: string;
  readonly autoComplete: string;
}

/** The field under all fields for letters. */
export function RawField(props: RawFieldProps): ReactNode {
  const { label, hint, error = null, type, inputClass, letters: _, ...rest } = props;
  return (
    <AriaTextField className="field" type={type} isInvalid={error !== null} spellCheck="false" {...rest}>
      <Label className="field-label">{label}</Label>
      <Input className={`field-input ${inputClass}`} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

/** A field for one line of letters. */
export function TextField(props: TextFieldProps): ReactNode {
  const inputClass = props.letters === 'code' ? 'field-input-code' : '';
  return <RawField {...props} type="text" inputClass={inputClass} autoComplete="off" />;
}

/** A field for a PIN: what is typed is not shown, and nothing remembers it. */
export function PinField(props: Omit<TextFieldProps, 'letters'>): ReactNode {
  return <RawField {...props} type="password" inputClass="field-input-pin num" autoComplete="new-password" />;
}
