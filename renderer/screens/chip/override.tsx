import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { RecordId } from '../../../domain/ids.ts';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { useRefusal } from '../phone/who-may.ts';
import { useDeclared } from './declared.tsx';
import type { ChipPartProps } from './use-chip-detail.ts';

const MOST_LETTERS = 200;

/** A supervisor's word against the gate, for a phone that has a record; it says beforehand what it does not make of the phone. */
export function Override({ detail, act }: ChipPartProps): ReactNode {
  const { say } = useText();
  const refusal = useRefusal('override-chip-gate');
  const [isAsking, setAsking] = useState(false);
  const { record } = detail;
  if (record === null) return null;
  return (
    <section className="chip-part" aria-labelledby="chip-override">
      <h3 id="chip-override">{say('chip.override')}</h3>
      <p>{say('chip.override.words')}</p>
      {refusal ? <p className="field-hint">{say('chip.override.not-allowed')}</p> : null}
      <div>
        <Button kind="danger" mark="overridden" isDisabled={refusal !== null} onPress={() => setAsking(true)}>
          {say('chip.override.open')}
        </Button>
      </div>
      {isAsking ? <Ask record={record} act={act} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function Ask(props: {
  readonly record: RecordId;
  readonly act: ChipPartProps['act'];
  readonly onClose: () => void;
}): ReactNode {
  const { record, act, onClose } = props;
  const { say } = useText();
  const declared = useDeclared();
  const [why, setWhy] = useState('');
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const isUnfit = why.length > MOST_LETTERS || /\p{C}/u.test(why);
  const override = async (): Promise<void> => {
    const error = await act('override-chip-gate', { record, why: why.trim(), declared: declared.name });
    if (error) setRefused(error);
    else onClose();
  };
  const foot = (
    <>
      <Button onPress={onClose}>{say('window.cancel')}</Button>
      <BusyButton kind="danger" isDisabled={why.trim() === '' || isUnfit || declared.isMissing} onPress={override}>
        {say('chip.override.do')}
      </BusyButton>
    </>
  );
  return (
    <Dialog alarm title={say('chip.override.title', { record })} onClose={onClose} foot={foot}>
      <div className="phone-stack">
        <Notice kind="danger" title={say('chip.override.means')}>
          {say('chip.override.means.words')}
        </Notice>
        <TextField
          label={say('chip.override.why')}
          hint={say('chip.override.why.hint')}
          value={why}
          onChange={setWhy}
          error={isUnfit ? say('field.wrong.too-long', { most: MOST_LETTERS }) : null}
          isRequired
          autoFocus
          maxLength={MOST_LETTERS}
        />
        {declared.field}
        {refused ? <ErrorNotice error={refused} /> : null}
      </div>
    </Dialog>
  );
}
