import { type ReactNode, useState } from 'react';
import { Button, MarkButton } from '../../parts/button.tsx';
import { useText } from '../../use-text.ts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** Number keys for a screen that is touched; they are hidden until somebody wants them. */
export function NumberKeys(props: {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
}): ReactNode {
  const { onDigit, onErase } = props;
  const { say } = useText();
  const [isShown, setShown] = useState(false);
  return (
    <div className="log-in-keys">
      <Button kind="quiet" mark="keyboard" onPress={() => setShown(!isShown)}>
        {say(isShown ? 'log-in.pad.hide' : 'log-in.pad.show')}
      </Button>
      {isShown ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would add a frame and a legend to ten keys.
        <div className="log-in-pad" role="group" aria-label={say('log-in.pad')}>
          {DIGITS.map((digit) => (
            <Button key={digit} onPress={() => onDigit(digit)}>
              {digit}
            </Button>
          ))}
          <MarkButton mark="left" label={say('log-in.pad.erase')} onPress={onErase} />
        </div>
      ) : null}
    </div>
  );
}
