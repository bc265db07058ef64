import { type ReactNode, useState } from 'react';
import type { Settings } from '../../../domain/settings.ts';
import { useCall } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { useMayAnswer } from '../../state/use-may-answer.ts';
import { useText } from '../../use-text.ts';
import type { SectionProps } from './section-props.ts';

const CHOICES = ['required', 'switched-off'] as const;

/** Whether another person confirms; a change says what it costs before it is made. */
export function SecondPersonSection({ settings }: SectionProps): ReactNode {
  const { say } = useText();
  const may = useMayAnswer('change-settings');
  const [wanted, setWanted] = useState<Settings['secondPerson'] | null>(null);
  return (
    <div className="settings-section">
      <RadioCards
        label={say('settings.section.second-person')}
        value={settings.secondPerson}
        choices={CHOICES.map((id) => ({
          id,
          title: say(`settings.second.${id}`),
          words: say(`settings.second.${id}.says`),
          isDisabled: !may.allowed,
        }))}
        onChange={(id) => setWanted(id === settings.secondPerson ? null : id)}
      />
      <p className="field-hint">{say('settings.second.on-record')}</p>
      <NotAllowed may={may} />
      {wanted ? <Confirm wanted={wanted} onClose={() => setWanted(null)} /> : null}
    </div>
  );
}

function Confirm(props: { readonly wanted: Settings['secondPerson']; readonly onClose: () => void }): ReactNode {
  const { wanted, onClose } = props;
  const { say } = useText();
  const call = useCall();
  const change = async (): Promise<void> => {
    await call('change-settings', { secondPerson: wanted });
    onClose();
  };
  const isOff = wanted === 'switched-off';
  return (
    <Dialog
      alarm={isOff}
      title={say(isOff ? 'settings.second.confirm.off' : 'settings.second.confirm.on')}
      onClose={onClose}
      foot={
        <>
          <Button autoFocus onPress={onClose}>
            {say('settings.second.confirm.cancel')}
          </Button>
          <BusyButton kind={isOff ? 'danger' : 'primary'} onPress={change}>
            {say('settings.second.confirm.change')}
          </BusyButton>
        </>
      }
    >
      <p>{say(`settings.second.${wanted}.says`)}</p>
      <p>{say('settings.second.on-record')}</p>
    </Dialog>
  );
}
