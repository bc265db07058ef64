import { type ReactNode, useState } from 'react';
import type { ChipDetail, ReadingView } from '../../../domain/chip-view.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { ReaderId } from '../../../domain/ids.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { CheckField } from '../../parts/switch-field.tsx';
import { useText } from '../../use-text.ts';
import { type Declared, useDeclared } from '../chip/declared.tsx';
import { useRefusal } from '../phone/who-may.ts';
import {
  type BindTarget,
  bindTargets,
  isWrongScan,
  otherModelOf,
  recordText,
  targetByScan,
  targetOfRecord,
} from './bind-targets.ts';
import { containerWords } from './container-words.ts';

const MOST_SHOWN = 12;

interface BindProps {
  readonly reader: ReaderId;
  readonly reading: ReadingView;
  readonly onBound: (detail: ChipDetail) => void;
}

/** Binds a reading to a phone's record: a person chooses the phone, sees which one it is, and says that it is the one on the reader. */
export function BindForm(props: BindProps): ReactNode {
  const { reading } = props;
  const { say } = useText();
  const state = useShelf((shelf) => shelf.state);
  const refusal = useRefusal('read-chip');
  const [found, setFound] = useState<BindTarget | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const { stray, scan } = useScan(state ? bindTargets(state, reading) : [], (target) => {
    setFound(target);
    setChosen(target.id);
  });
  const atHand = state ? bindTargets(state, reading) : [];
  const targets = found && !atHand.some(({ id }) => id === found.id) ? [found, ...atHand] : atHand;
  const target = targets.find(({ id }) => id === chosen) ?? null;
  const shown = targets.filter((one, at) => at < MOST_SHOWN || one.id === chosen);
  const choices = shown.map((one) => ({
    id: one.id,
    title: [one.port, one.maker, one.model].filter((part) => part !== null).join('  ') || say('phone.unnamed'),
    words: [
      wordsOf(one, say('readers.bind.new-record')),
      ...(isWrongScan(one, reading) ? [say(`readers.bind.needs-scan.${one.isIphone ? 'iphone' : 'full'}`)] : []),
    ].join('  '),
  }));
  return (
    <section className="bind" aria-labelledby="bind-title">
      <h3 id="bind-title">{say('readers.bind')}</h3>
      <p>{say('readers.bind.words')}</p>
      {refusal ? <ErrorNotice kind="warn" error={refusal} /> : null}
      <ScannerField
        label={say('readers.bind.scan')}
        hint={say('readers.bind.scan.hint')}
        onRead={(text) => void scan(text)}
      />
      {stray === null ? null : <Notice kind="warn" title={say('readers.bind.scan.nothing', { text: stray })} />}
      {choices.length > 0 ? (
        <RadioCards label={say('readers.bind.phone')} value={chosen} choices={choices} onChange={setChosen} />
      ) : (
        <p>{say('readers.bind.nobody')}</p>
      )}
      {targets.length > shown.length ? <p className="field-hint">{say('readers.bind.more')}</p> : null}
      {target && !refusal ? <Confirm key={`${reading.id} ${target.id}`} {...props} target={target} /> : null}
    </section>
  );
}

function wordsOf({ imei, serial, record }: BindTarget, isNew: string): string {
  const number = imei ? `IMEI …${imei.slice(-4)}` : serial ? `S/N …${serial.slice(-4)}` : '';
  return [number, record ?? isNew].filter((part) => part !== '').join('  ');
}

/** Finds the phone that a scan names: among those at hand, or else among all records. */
function useScan(targets: readonly BindTarget[], onFound: (target: BindTarget) => void) {
  const { workstation } = useDesk();
  const [stray, setStray] = useState<string | null>(null);
  const scan = async (text: string): Promise<void> => {
    const here = targetByScan(targets, text);
    if (here) {
      setStray(null);
      onFound(here);
      return;
    }
    const reply = await workstation.call('find-records', { text: recordText(text) });
    const [only, ...others] = reply.ok ? reply.value : [];
    const isOne = only !== undefined && others.length === 0;
    setStray(isOne ? null : text);
    if (isOne) onFound(targetOfRecord(only));
  };
  return { stray, scan };
}

interface ConfirmProps extends BindProps {
  readonly target: BindTarget;
}

/** The last look before it is on record: the phone in large letters, and the box that only a person can tick. */
function Confirm({ reader, reading, target, onBound }: ConfirmProps): ReactNode {
  const { workstation } = useDesk();
  const { say } = useText();
  const declared = useDeclared();
  const [isThis, setThis] = useState(false);
  const [isAwake, setAwake] = useState(false);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const isSilent = reading.state === 'UNKNOWN' && reading.reasons.includes('no-answer');
  const bind = async (): Promise<void> => {
    const order = { reader, reading: reading.id, phone: target.phone, declared: declared.name };
    const reply = isAwake
      ? await workstation.call('attest-reader-silent', { ...order, isAwake: true })
      : await workstation.call('bind-chip-reading', { ...order, confirmed: true });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) onBound(reply.value);
  };
  const isWrong = isWrongScan(target, reading);
  const isOther = reading.seenIn !== null && reading.seenIn !== target.record;
  const otherModel = otherModelOf(target, reading);
  const names = { chip: otherModel ?? '', phone: target.model ?? say('phone.unnamed') };
  return (
    <div className="bind-confirm">
      <Identity target={target} reading={reading} />
      {otherModel === null ? null : (
        <Notice kind="danger" title={say('readers.bind.other-model', names)}>
          {say('readers.bind.other-model.words')}
        </Notice>
      )}
      {isOther ? (
        <Notice kind="danger" title={say('readers.bind.seen-in', { record: reading.seenIn ?? '' })}>
          {say('readers.bind.seen-in.words')}
        </Notice>
      ) : null}
      {isWrong ? <ErrorNotice error={{ code: 'chip.wrong-scan', facts: {} }} /> : null}
      <CheckField isOn={isThis} onChange={setThis}>
        {say(otherModel === null ? 'readers.bind.confirm' : 'readers.bind.confirm.other-model', names)}
      </CheckField>
      {isSilent ? <Silent isAwake={isAwake} onAwake={setAwake} /> : null}
      {declared.field}
      <BindButton isReady={isThis && !isWrong} declared={declared} isAwake={isAwake} onPress={bind} />
      {refused ? <ErrorNotice error={refused} /> : null}
    </div>
  );
}

function BindButton(props: {
  readonly isReady: boolean;
  readonly declared: Declared;
  readonly isAwake: boolean;
  readonly onPress: () => Promise<void>;
}): ReactNode {
  const { isReady, declared, isAwake, onPress } = props;
  const { say } = useText();
  return (
    <BusyButton kind="primary" big mark="check" isDisabled={!isReady || declared.isMissing} onPress={onPress}>
      {say(isAwake ? 'readers.attest.do' : 'readers.bind.do')}
    </BusyButton>
  );
}

/** Silence counts for something only when a person saw that the phone could have answered. */
function Silent(props: { readonly isAwake: boolean; readonly onAwake: (isOn: boolean) => void }): ReactNode {
  const { say } = useText();
  return (
    <div className="bind-silent">
      <p>{say('readers.attest.words')}</p>
      <CheckField isOn={props.isAwake} onChange={props.onAwake}>
        {say('readers.attest')}
      </CheckField>
    </div>
  );
}

function Identity({ target, reading }: Pick<ConfirmProps, 'target' | 'reading'>): ReactNode {
  const texts = useText();
  const { say } = texts;
  const container = containerWords(texts, reading.container);
  const { port, maker, model, imei, serial, record } = target;
  const number = imei ?? serial;
  return (
    <div className="bind-identity">
      <p className="bind-model">
        {port ? <span>{port}</span> : null}
        {[maker, model].filter((part) => part !== null).join(' ') || say('phone.unnamed')}
      </p>
      {number ? (
        <p className="bind-number code">
          <small>{imei ? 'IMEI' : 'S/N'}</small> {number.slice(0, -4)}
          <strong>{number.slice(-4)}</strong>
        </p>
      ) : (
        <p>{say('phone.not-read')}</p>
      )}
      <p className="code">{record ?? say('readers.bind.new-record')}</p>
      {container === null ? null : <p>{say('readers.bind.container', { container })}</p>}
    </div>
  );
}
