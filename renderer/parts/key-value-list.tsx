import './key-value-list.css';
import { Fragment, type ReactNode } from 'react';

/** Facts one below the other: what it is, and what it says. */
export function KeyValueList({
  facts,
}: {
  readonly facts: readonly { readonly key: string; readonly value: ReactNode }[];
}): ReactNode {
  return (
    <dl className="key-values">
      {facts.map(({ key, value }) => (
        <Fragment key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** A number that is read from afar, with what it counts below it. */
export function NumberBig(props: {
  readonly value: string | number;
  readonly unit?: string;
  readonly label: string;
}): ReactNode {
  const { value, unit, label } = props;
  return (
    <div className="number-big">
      <span className="number-big-value num">
        {value}
        {unit ? <span className="number-big-unit">{unit}</span> : null}
      </span>
      <span className="number-big-label">{label}</span>
    </div>
  );
}
