import type { ReactNode } from 'react';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import type { StepProps } from './step-props.ts';

/** What is printed of the shop; all of it may stay empty. */
export function ShopStep({ form, onChange, wrong }: StepProps): ReactNode {
  const { say } = useText();
  const field = (name: keyof typeof form.shop) => ({
    name: `shop.${name}`,
    label: say(`first-run.shop.${name}`),
    value: form.shop[name],
    onChange: (value: string) => onChange({ ...form, shop: { ...form.shop, [name]: value } }),
    error: wrong(`shop.${name}`),
  });
  return (
    <>
      <p>{say('first-run.shop.says')}</p>
      <TextField {...field('name')} />
      <TextField {...field('licence')} hint={say('first-run.shop.licence.hint')} />
      <TextField {...field('address')} />
      <TextField {...field('phone')} />
    </>
  );
}
