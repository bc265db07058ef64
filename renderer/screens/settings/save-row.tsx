import type { ReactNode } from 'react';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useText } from '../../use-text.ts';

/** The button that saves a section, and the word that it was saved. */
export function SaveRow(props: {
  readonly onSave: () => Promise<unknown>;
  readonly isDisabled: boolean;
  readonly isSaved: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const { onSave, isDisabled, isSaved, children } = props;
  const { say } = useText();
  return (
    <div className="settings-save">
      <BusyButton kind="primary" isDisabled={isDisabled} onPress={onSave}>
        {say('settings.save')}
      </BusyButton>
      {children}
      <span role="status" className="settings-saved">
        {isSaved ? (
          <>
            <Mark name="check" />
            {say('settings.saved')}
          </>
        ) : null}
      </span>
    </div>
  );
}
