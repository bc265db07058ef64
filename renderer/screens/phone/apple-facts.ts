import type { ReactNode } from 'react';
import { capacityText } from '../../../domain/apple-model.ts';
import type { CertifiedApple } from '../../../domain/certified-apple.ts';
import { known, type Reading } from '../../../domain/device.ts';
import type { AppleView } from '../../../domain/window-state.ts';
import type { Texts } from '../../use-text.ts';

interface Fact {
  readonly key: string;
  readonly value: ReactNode;
}

type Shown = Pick<
  AppleView,
  'osVersion' | 'capacityBytes' | 'colour' | 'udid' | 'activationLock' | 'supervised' | 'organisation' | 'esim'
> & { readonly trust: AppleView['trust'] };

/** What an iPhone's panel shows beyond what every phone's does; from the phone itself, or else from the job's record. */
export function appleFacts(texts: Texts, read: AppleView | null, recorded: CertifiedApple | null): readonly Fact[] {
  const shown = read ?? (recorded && fromRecord(recorded));
  if (!shown) return [];
  const { say } = texts;
  const unknown = say('phone.not-read');
  const trust = shown.trust ? [{ key: say('phone.apple.trust'), value: say(`phone.apple.trust.${shown.trust}`) }] : [];
  return [
    { key: say('certificate.field.ios'), value: shown.osVersion ?? unknown },
    {
      key: say('certificate.field.capacity'),
      value: shown.capacityBytes === null ? unknown : capacityText(shown.capacityBytes),
    },
    { key: say('certificate.field.colour'), value: shown.colour ?? unknown },
    ...trust,
    {
      key: say('phone.apple.activation-lock'),
      value: either(shown.activationLock, [say('phone.apple.on'), say('phone.apple.off')]) ?? unknown,
    },
    { key: say('certificate.field.supervised'), value: supervision(texts, shown) ?? unknown },
    {
      key: say('certificate.field.esim'),
      value: either(shown.esim, [say('phone.apple.esim.yes'), say('phone.apple.esim.no')]) ?? unknown,
    },
    { key: say('certificate.field.udid'), value: shown.udid ?? unknown },
  ];
}

function fromRecord(apple: CertifiedApple): Shown {
  const of = <T>(reading: Reading<T>): T | null => known(reading);
  return {
    osVersion: of(apple.osVersion),
    capacityBytes: of(apple.capacityBytes),
    colour: of(apple.colour),
    udid: of(apple.udid),
    activationLock: of(apple.activationLock),
    supervised: of(apple.supervised),
    organisation: of(apple.organisation),
    esim: of(apple.esim),
    trust: null,
  };
}

function either(is: boolean | null, [yes, no]: readonly [string, string]): string | null {
  return is === null ? null : is ? yes : no;
}

function supervision({ say }: Texts, { supervised, organisation }: Shown): string | null {
  if (supervised === true && organisation !== null) return say('certificate.apple.supervised', { organisation });
  return either(supervised, [say('phone.apple.supervised.yes'), say('phone.apple.supervised.no')]);
}
