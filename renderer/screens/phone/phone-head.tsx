import type { ReactNode } from 'react';
import { type Battery, known } from '../../../domain/device.ts';
import type { CertifiedDevice } from '../../../domain/report.ts';
import type { PhoneView, PortView } from '../../../domain/window-state.ts';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { Mark } from '../../parts/mark.tsx';
import type { Texts } from '../../use-text.ts';
import { useText } from '../../use-text.ts';
import { appleFacts } from './apple-facts.ts';
import { readPhone } from './phone-words.ts';

/** What is known of the phone on a Port: numbers with where they come from, system, battery; what was not read is said to be so. */
export function PhoneHead(props: {
  readonly port: PortView;
  /** The phone as the job's record has it, for the time while nobody reads the phone itself. */
  readonly onRecord: CertifiedDevice | null;
}): ReactNode {
  const { port, onRecord } = props;
  const texts = useText();
  const { say } = texts;
  const phone = readPhone(port);
  const unknown = say('phone.not-read');
  const isApple = phone ? phone.apple !== null : onRecord?.apple !== undefined;
  const facts = [
    { key: say('phone.port'), value: <span className="code">{port.port}</span> },
    { key: say('certificate.field.serial'), value: code(phone?.serial ?? port.job?.serial ?? port.serial, unknown) },
    { key: 'IMEI', value: <Imeis port={port} /> },
    ...(isApple
      ? appleFacts(texts, phone?.apple ?? null, onRecord?.apple ?? null)
      : androidFacts(texts, phone, onRecord)),
    {
      key: say('phone.battery'),
      value: phone?.battery ? <BatteryWords texts={texts} battery={phone.battery} /> : unknown,
    },
  ];
  return <KeyValueList facts={facts} />;
}

function androidFacts({ say }: Texts, phone: PhoneView | null, onRecord: CertifiedDevice | null) {
  const unknown = say('phone.not-read');
  return [
    {
      key: say('certificate.field.android'),
      value: phone?.androidVersion ?? (onRecord && known(onRecord.androidVersion)) ?? unknown,
    },
    {
      key: say('certificate.field.patch'),
      value: phone?.patchLevel ?? (onRecord && known(onRecord.patchLevel)) ?? unknown,
    },
  ];
}

const code = (text: string | null, unknown: string): ReactNode =>
  text ? <span className="code">{text}</span> : unknown;

function Imeis({ port }: { readonly port: PortView }): ReactNode {
  const { say } = useText();
  const phone = readPhone(port);
  const imeis = phone?.imeis ?? (port.job?.imei ? [port.job.imei] : []);
  if (imeis.length === 0) return say('phone.not-read');
  const source = phone?.imeiSource;
  return (
    <>
      {imeis.map((imei) => (
        <span key={imei} className="code phone-number">
          {imei}
        </span>
      ))}
      {source ? <small className="phone-source">{say(`phone.imei.${source}`)}</small> : null}
    </>
  );
}

function BatteryWords({ texts, battery }: { readonly texts: Texts; readonly battery: Battery }): ReactNode {
  const words = texts.say(battery.charging ? 'phone.battery.charging' : 'phone.battery.not-charging', {
    percent: battery.percent,
  });
  return (
    <span className="phone-battery">
      <Mark name={battery.charging ? 'charging' : 'battery'} /> {words}
    </span>
  );
}
