import './field.css';
import { type ReactNode, useId } from 'react';

/** A field for one day, YYYY-MM-DD; empty while it is not a whole day. */
export function DayField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly error: string | null;
}): ReactNode {
  const { label, value, onChange, error } = props;
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field-input num"
        type="date"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={`${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-error`} className="field-error">
        {error}
      </span>
    </div>
  );
}
