import './button.css';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Mark } from './mark.tsx';
import type { MarkName } from './mark-shapes.ts';

/** How much a button asks for: at most one primary a screen, danger for what cannot be undone. */
export type ButtonKind = 'primary' | 'plain' | 'danger' | 'quiet';

/** What every button takes. */
export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly kind?: ButtonKind;
  readonly mark?: MarkName;
  readonly big?: boolean;
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
  /** The key that does the same, shown beside the words; whoever draws the button listens for it. */
  readonly shortcut?: string;
  readonly autoFocus?: boolean;
}

/** A button with words. */
export function Button(props: ButtonProps): ReactNode {
  const { children, onPress, kind = 'plain', mark, big = false, shortcut, ...rest } = props;
  return (
    <AriaButton className={`button button-${kind}${big ? ' button-big' : ''}`} onPress={onPress} {...rest}>
      {mark ? <Mark name={mark} /> : null}
      <span>{children}</span>
      {shortcut ? (
        <span className="key" aria-hidden="true">
          {shortcut}
        </span>
      ) : null}
    </AriaButton>
  );
}

/** A button that is only a mark; its words are for screen readers. */
export function MarkButton(props: {
  readonly mark: MarkName;
  readonly label: string;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
}): ReactNode {
  const { mark, label, onPress, isDisabled = false } = props;
  return (
    <AriaButton
      className="button button-quiet button-square"
      aria-label={label}
      onPress={onPress}
      isDisabled={isDisabled}
    >
      <Mark name={mark} />
    </AriaButton>
  );
}
