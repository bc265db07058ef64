import { type ReactNode, useState } from 'react';
import { DENSITIES, THEMES } from '../../../domain/settings.ts';
import { useCall } from '../../desk.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { SwitchField } from '../../parts/switch-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useMayAnswer } from '../../state/use-may-answer.ts';
import { wholeNumber } from '../../state/whole-number.ts';
import { useText } from '../../use-text.ts';
import { SaveRow } from './save-row.tsx';
import type { SectionProps } from './section-props.ts';

/** How this screen looks and sounds, which everybody may change, and when it locks. */
export function ComfortSection({ settings }: SectionProps): ReactNode {
  const { say } = useText();
  const call = useCall();
  return (
    <div className="settings-section settings-comfort">
      <p>{say('settings.comfort.says')}</p>
      <RadioCards
        label={say('settings.comfort.language')}
        value={settings.language}
        choices={(['ja', 'en'] as const).map((id) => ({ id, title: say(`window.language.${id}`) }))}
        onChange={(language) => void call('change-comfort', { language })}
      />
      <RadioCards
        label={say('settings.comfort.theme')}
        value={settings.theme}
        choices={THEMES.map((id) => ({ id, title: say(`settings.comfort.theme.${id}`) }))}
        onChange={(theme) => void call('change-comfort', { theme })}
      />
      <RadioCards
        label={say('settings.comfort.density')}
        value={settings.density}
        choices={DENSITIES.map((id) => ({ id, title: say(`settings.comfort.density.${id}`) }))}
        onChange={(density) => void call('change-comfort', { density })}
      />
      <SwitchField isOn={settings.sounds} onChange={(sounds) => void call('change-comfort', { sounds })}>
        {say('settings.comfort.sounds')}
      </SwitchField>
      <LockTime key={settings.lockAfterMinutes} settings={settings} />
    </div>
  );
}

const LONGEST_MINUTES = 120;

function LockTime({ settings }: SectionProps): ReactNode {
  const { say } = useText();
  const call = useCall();
  const may = useMayAnswer('change-settings');
  const [typed, setTyped] = useState(String(settings.lockAfterMinutes));
  const minutes = wholeNumber(typed, 1, LONGEST_MINUTES);
  return (
    <>
      <div className="settings-narrow">
        <TextField
          label={say('settings.comfort.lock')}
          hint={say('settings.comfort.lock.hint')}
          value={typed}
          onChange={setTyped}
          isDisabled={!may.allowed}
          error={minutes === null ? say('settings.comfort.lock.wrong') : null}
        />
      </div>
      <NotAllowed may={may} />
      <SaveRow
        isSaved={false}
        isDisabled={!may.allowed || minutes === null || minutes === settings.lockAfterMinutes}
        onSave={async () => (minutes === null ? null : call('change-settings', { lockAfterMinutes: minutes }))}
      />
    </>
  );
}
