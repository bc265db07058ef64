import { type ReactNode, useState } from 'react';
import { useCall, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { CheckField } from '../../parts/switch-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { wholeNumber } from '../../state/whole-number.ts';
import { useText } from '../../use-text.ts';

const MOST_PHONES = 64;
const FIRST_PHONES = 6;
const FIRST_IPHONES = 2;

/** Starts a practice with so many phones and the faults that somebody wants to meet, and puts it away again. */
export function PracticeSection(): ReactNode {
  const { say } = useText();
  const call = useCall();
  const rack = useShelf(({ state }) => state?.rack ?? null);
  const isPractice = useShelf(({ state }) => state?.workplace === 'practice');
  if (!rack) return null;
  const isAway = rack.is === 'absent';
  return (
    <div className="settings-section">
      <p>{say('settings.practice.says')}</p>
      <p role="status">
        <strong>
          {rack.is === 'running'
            ? say('settings.practice.is.running', { count: rack.phones.length })
            : say(`settings.practice.is.${rack.is}`)}
        </strong>
      </p>
      {rack.error ? <ErrorNotice error={rack.error} /> : null}
      {isAway ? (
        <StartPractice isPractice={isPractice} />
      ) : (
        <>
          <RackTable />
          <div>
            <BusyButton isDisabled={rack.is !== 'running'} onPress={() => call('stop-practice', {})}>
              {say('settings.practice.stop')}
            </BusyButton>
          </div>
        </>
      )}
    </div>
  );
}

function StartPractice({ isPractice }: { readonly isPractice: boolean }): ReactNode {
  const { say } = useText();
  const call = useCall();
  const [typed, setTyped] = useState(String(FIRST_PHONES));
  const [typedIphones, setTypedIphones] = useState(String(FIRST_IPHONES));
  const [seed, setSeed] = useState('1');
  const [faults, setFaults] = useState<readonly string[]>([]);
  const phones = wholeNumber(typed, 0, MOST_PHONES);
  const iphones = wholeNumber(typedIphones, 0, MOST_PHONES);
  const all = phones === null || iphones === null ? null : phones + iphones;
  const isTooMany = all !== null && faults.length > all;
  const start = async () =>
    phones === null || iphones === null ? null : call('start-practice', { phones, iphones, seed, faults: [...faults] });
  return (
    <>
      {isPractice ? null : <p>{say('settings.practice.switches')}</p>}
      <div className="settings-pair">
        <TextField
          label={say('settings.practice.phones')}
          value={typed}
          onChange={setTyped}
          error={phones === null ? say('settings.practice.phones.wrong') : null}
        />
        <TextField
          label={say('settings.practice.iphones')}
          value={typedIphones}
          onChange={setTypedIphones}
          error={iphones === null || all === 0 ? say('settings.practice.phones.wrong') : null}
        />
        <TextField
          label={say('settings.practice.seed')}
          hint={say('settings.practice.seed.hint')}
          value={seed}
          onChange={setSeed}
          letters="code"
          maxLength={64}
        />
      </div>
      <FaultChoice chosen={faults} onChange={setFaults} />
      {isTooMany ? (
        <p className="field-error" role="alert">
          {say('settings.practice.faults.too-many')}
        </p>
      ) : null}
      <div>
        <BusyButton kind="primary" mark="practice" isDisabled={all === null || all === 0 || isTooMany} onPress={start}>
          {say('settings.practice.start')}
        </BusyButton>
      </div>
    </>
  );
}

function FaultChoice(props: {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  const { chosen, onChange } = props;
  const { language, say } = useText();
  const { value, error } = useAnswer('list-practice-faults', {});
  const set = (name: string, isOn: boolean): void =>
    onChange([...chosen.filter((one) => one !== name), ...(isOn ? [name] : [])]);
  return (
    <fieldset className="settings-faults">
      <legend className="field-label">{say('settings.practice.faults')}</legend>
      {error ? <ErrorNotice error={error} /> : null}
      {(value ?? []).map(({ name, says }) => (
        <CheckField key={name} isOn={chosen.includes(name)} onChange={(isOn) => set(name, isOn)}>
          {says[language]}
        </CheckField>
      ))}
    </fieldset>
  );
}

function RackTable(): ReactNode {
  const { language, say } = useText();
  const phones = useShelf(({ state }) => state?.rack.phones ?? null);
  const ports = useShelf(({ state }) => state?.ports ?? null);
  const { value } = useAnswer('list-practice-faults', {});
  const nameOf = (port: string): string => ports?.find((one) => one.port === port)?.name ?? port;
  const says = (fault: string | null): string =>
    fault === null
      ? say('settings.practice.no-fault')
      : (value?.find(({ name }) => name === fault)?.says[language] ?? fault);
  return (
    <table className="settings-table">
      <thead>
        <tr>
          <th scope="col">{say('settings.ports.column.port')}</th>
          <th scope="col">{say('settings.practice.model')}</th>
          <th scope="col">{say('settings.practice.fault')}</th>
        </tr>
      </thead>
      <tbody>
        {phones?.map(({ port, model, fault }) => (
          <tr key={port}>
            <td className="code">{nameOf(port)}</td>
            <td>{model}</td>
            <td>{says(fault)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
