import { type ReactNode, useState } from 'react';
import { useCall } from '../../desk.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { faultWords } from '../../state/fault-words.ts';
import { wordsFaults } from '../../state/field-faults.ts';
import { SHOP_FIELDS, SHOP_LIMITS } from '../../state/shop-limits.ts';
import { useMayAnswer } from '../../state/use-may-answer.ts';
import { useText } from '../../use-text.ts';
import { SaveRow } from './save-row.tsx';
import type { SectionProps } from './section-props.ts';

/** What is printed of the shop. */
export function ShopSection({ settings }: SectionProps): ReactNode {
  const { say, sayByName } = useText();
  const call = useCall();
  const may = useMayAnswer('change-settings');
  const before = settings.shop ?? { name: '', licence: '', address: '', phone: '' };
  const [shop, setShop] = useState(before);
  const faults = SHOP_FIELDS.flatMap((name) => wordsFaults(name, shop[name], SHOP_LIMITS[name]));
  const wrong = faultWords(faults, sayByName);
  const isChanged = SHOP_FIELDS.some((name) => shop[name].trim() !== before[name]);
  const save = () =>
    call('change-settings', {
      shop: {
        name: shop.name.trim(),
        licence: shop.licence.trim(),
        address: shop.address.trim(),
        phone: shop.phone.trim(),
      },
    });
  return (
    <div className="settings-section">
      <p>{say('settings.shop.says')}</p>
      <NotAllowed may={may} />
      {SHOP_FIELDS.map((name) => (
        <TextField
          key={name}
          label={say(`settings.shop.${name}`)}
          value={shop[name]}
          onChange={(value) => setShop({ ...shop, [name]: value })}
          error={wrong(name)}
          isDisabled={!may.allowed}
          {...(name === 'licence' ? { hint: say('first-run.shop.licence.hint') } : {})}
        />
      ))}
      <SaveRow isSaved={false} isDisabled={!may.allowed || !isChanged || faults.length > 0} onSave={save} />
    </div>
  );
}
