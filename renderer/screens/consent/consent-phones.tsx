import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { PortId } from '../../../domain/ids.ts';
import { isImei } from '../../../domain/imei.ts';
import { platformOf } from '../../../domain/phone-screens.ts';
import type { PlanView, PortView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';
import { MarkButton } from '../../parts/button.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { CheckField } from '../../parts/switch-field.tsx';
import { useText } from '../../use-text.ts';
import { BlockerList } from '../phone/blocker-list.tsx';
import { phoneName, plainNumber, portName } from '../phone/phone-words.ts';
import type { Candidate } from './candidates.ts';
import type { Answers } from './orders.ts';

interface PhonesProps {
  readonly candidates: readonly Candidate[];
  readonly answers: Answers;
  readonly onChange: (change: Partial<Answers>) => void;
  readonly onRemove: (port: PortId) => void;
}

/** The id of the row of one Port, to which a scan leads. */
export function rowId(port: PortId): string {
  return `consent-row-${port}`;
}

type Ready = Extract<Candidate, { is: 'ready' }>;
type LeftOut = Extract<Candidate, { is: 'left-out' }>;

/** The phones that will start with what each plan does, and those that will not with the reason. */
export function ConsentPhones({ candidates, answers, onChange, onRemove }: PhonesProps): ReactNode {
  const { say } = useText();
  const going = candidates.filter((one) => one.is !== 'left-out');
  const leftOut = candidates.filter((one): one is LeftOut => one.is === 'left-out');
  return (
    <>
      <section className="consent-section" aria-labelledby="consent-phones">
        <h3 id="consent-phones">{say('consent.phones', { count: going.length })}</h3>
        {going.length === 0 ? <p>{say('consent.nothing')}</p> : null}
        <ul className="consent-phones">
          {going.map((one) => (
            <li key={one.port.port} id={rowId(one.port.port)} tabIndex={-1} className="consent-phone">
              <PhoneHead port={one.port} onRemove={onRemove} />
              {one.is === 'ready' ? (
                <ReadyPhone candidate={one} answers={answers} onChange={onChange} />
              ) : (
                <p className="consent-wait">
                  <Mark name="reading" /> {say('consent.reading')}
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
      {leftOut.length > 0 ? (
        <section className="consent-section" aria-labelledby="consent-left-out">
          <h3 id="consent-left-out">{say('consent.left-out', { count: leftOut.length })}</h3>
          <ul className="consent-phones">
            {leftOut.map(({ port, why, blockers }) => (
              <li key={port.port} id={rowId(port.port)} tabIndex={-1} className="consent-phone consent-phone-out">
                <PhoneHead port={port} onRemove={onRemove} />
                {blockers.length > 0 ? <BlockerList blockers={blockers} /> : <ErrorNotice kind="warn" error={why} />}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function PhoneHead({
  port,
  onRemove,
}: {
  readonly port: PortView;
  readonly onRemove: PhonesProps['onRemove'];
}): ReactNode {
  const texts = useText();
  const name = portName(port);
  return (
    <div className="consent-phone-head">
      <strong className="consent-port">{name}</strong>
      <span className="consent-model">{phoneName(texts, port)}</span>
      <MarkButton
        mark="close"
        label={texts.say('consent.remove', { port: name })}
        onPress={() => onRemove(port.port)}
      />
    </div>
  );
}

function ReadyPhone(props: Pick<PhonesProps, 'answers' | 'onChange'> & { readonly candidate: Ready }): ReactNode {
  const { candidate } = props;
  const { say } = useText();
  const { plan, phone, retryOf } = candidate;
  const source = phone.imeiSource ? say(`certificate.value.claim-${phone.imeiSource}`) : '';
  const [imei] = phone.imeis;
  return (
    <>
      <p className="consent-plan">
        {plan.rung ? <span>{say(`rung.${plan.rung}`)}</span> : null}
        <span>{say(overwriteKey(plan))}</span>
        {plan.closing ? <span>{say(`certificate.closing.${plan.closing}`)}</span> : null}
        {imei ? <span className="code">{say('consent.imei.taken', { imei, source })}</span> : null}
        {retryOf ? <span>{say('consent.retry-of', { record: retryOf })}</span> : null}
      </p>
      <BlockerList blockers={plan.blockers.filter(({ id }) => id !== 'identity-unreadable')} />
      {candidate.number === 'read' ? null : <ImeiReading {...props} />}
    </>
  );
}

function overwriteKey({ overwrites, rung }: PlanView) {
  if (overwrites) return 'consent.plan.overwrites';
  return platformOf(rung) === 'iphone' ? 'consent.plan.apple' : 'consent.plan.no-overwrite';
}

/** The IMEI that the phone withholds, read by a person; a wrong one is refused where it was read. */
function ImeiReading(props: Pick<PhonesProps, 'answers' | 'onChange'> & { readonly candidate: Ready }): ReactNode {
  const { candidate, answers, onChange } = props;
  const { workstation } = useDesk();
  const { say } = useText();
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const { port } = candidate.port;
  const isNeeded = candidate.number === 'needed';
  const read = async (text: string, source: 'scanned' | 'typed'): Promise<void> => {
    const imei = plainNumber(text);
    if (!isImei(imei)) {
      setRefused({ code: 'imei.invalid', facts: {} });
      return;
    }
    const reply = await workstation.call('examine-phone', { port, claim: { imei, source } });
    setRefused(reply.ok ? null : reply.error);
  };
  const without = (isOn: boolean): void => {
    const next = new Set(answers.withoutImei);
    if (isOn) next.add(port);
    else next.delete(port);
    onChange({ withoutImei: next });
  };
  return (
    <div className="consent-imei">
      <p>{say(isNeeded ? 'consent.imei.needed' : 'consent.imei.wanted')}</p>
      <ScannerField
        label={say('consent.imei.label', { port: portName(candidate.port) })}
        hint={say('consent.imei.hint')}
        onRead={(text, source) => void read(text, source)}
      />
      {refused ? <ErrorNotice kind="warn" error={refused} /> : null}
      {isNeeded ? null : (
        <CheckField isOn={answers.withoutImei.has(port)} onChange={without}>
          {say('consent.imei.none')}
        </CheckField>
      )}
    </div>
  );
}
