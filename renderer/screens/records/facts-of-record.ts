import { known } from '../../../domain/device.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import type { Texts } from '../../use-text.ts';
import { nameWords, purposeWords } from '../phone/phone-words.ts';

/** The facts that somebody looks for first in a record; what the ledger does not say is said to be not recorded. */
export function factsOf(texts: Texts, content: CertificateContent): readonly { key: string; value: string }[] {
  const { say } = texts;
  const { device, claims, purpose, grade, operator, operatorAuthenticated, review } = content;
  const none = say('report.value.not-recorded');
  const maker = device && known(device.maker);
  const model = device && known(device.model);
  const capacityBytes = device?.apple ? known(device.apple.capacityBytes) : null;
  const imeis = [...((device && known(device.imeis)) ?? []), ...claims.map(({ imei }) => imei)];
  const how = say(operatorAuthenticated ? 'operators.by-login' : 'operators.declared');
  return [
    { key: say('records.field.phone'), value: nameWords(texts, { maker, model, capacityBytes }) ?? none },
    { key: say('records.field.imei'), value: [...new Set(imeis)].join(' ') || none },
    { key: say('records.field.serial'), value: (device && known(device.serial)) ?? none },
    {
      key: say('records.field.purpose'),
      value: purpose ? purposeWords(texts, purpose, content.plan?.rung ?? null) : none,
    },
    { key: say('records.field.grade'), value: say(`grade.${grade.is}`) },
    { key: say('records.field.operator'), value: operator === null ? none : `${operator} (${how})` },
    { key: say('records.field.review'), value: say(`report.review.${review.is}`) },
  ];
}
