import { known } from '../../../domain/device.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import type { Texts } from '../../use-text.ts';

/** The facts that somebody looks for first in a record; what the ledger does not say is said to be not recorded. */
export function factsOf({ say }: Texts, content: CertificateContent): readonly { key: string; value: string }[] {
  const { device, claims, purpose, grade, operator, operatorAuthenticated, review } = content;
  const none = say('report.value.not-recorded');
  const maker = device && known(device.maker);
  const model = device && known(device.model);
  const imeis = [...((device && known(device.imeis)) ?? []), ...claims.map(({ imei }) => imei)];
  const how = say(operatorAuthenticated ? 'operators.by-login' : 'operators.declared');
  return [
    { key: say('records.field.phone'), value: [maker, model].filter((one) => one !== null).join(' ') || none },
    { key: say('records.field.imei'), value: [...new Set(imeis)].join(' ') || none },
    { key: say('records.field.serial'), value: (device && known(device.serial)) ?? none },
    { key: say('records.field.purpose'), value: purpose ? say(`purpose.${purpose}`) : none },
    { key: say('records.field.grade'), value: say(`grade.${grade.is}`) },
    { key: say('records.field.operator'), value: operator === null ? none : `${operator} (${how})` },
    { key: say('records.field.review'), value: say(`report.review.${review.is}`) },
  ];
}
