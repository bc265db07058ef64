import type { ReactNode } from 'react';
import { ROLES } from '../../../domain/operator.ts';
import { Button } from '../../parts/button.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { PinField, TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { type PersonDraft, withoutPerson, withWords } from './first-run-form.ts';
import type { StepProps } from './step-props.ts';

const MOST_PIN = 64;

/** The fields of one person; the first is the manager and cannot be removed. */
export function PersonFields(props: StepProps & { readonly person: PersonDraft; readonly at: number }): ReactNode {
  const { person, at, form, onChange, wrong } = props;
  const { say } = useText();
  const number = at + 1;
  const field = (part: 'name' | 'id' | 'pin' | 'pinAgain', label: string) => ({
    name: `person.${person.key}.${part}`,
    label,
    value: person[part],
    onChange: (value: string) => onChange(withWords(form, person.key, { [part]: value })),
    error: wrong(`person.${person.key}.${part}`),
  });
  const remove =
    person.name === ''
      ? say('first-run.people.remove.unnamed', { number })
      : say('first-run.people.remove', { name: person.name });
  return (
    <fieldset className="first-run-person">
      <legend>{at === 0 ? say('first-run.people.manager') : say('first-run.people.person', { number })}</legend>
      <TextField {...field('name', say('first-run.people.name'))} />
      <TextField
        {...field('id', say('first-run.people.id'))}
        letters="code"
        {...(at === 0 ? { hint: say('first-run.people.id.hint') } : {})}
      />
      {at === 0 ? null : (
        <div className="first-run-wide">
          <SelectField
            label={say('first-run.people.role')}
            value={person.role}
            choices={ROLES.map((id) => ({ id, title: say(`operators.role.${id}`) }))}
            onChange={(role) => onChange(withWords(form, person.key, { role }))}
            hint={say(`settings.people.role.${person.role}`)}
          />
        </div>
      )}
      <PinField
        {...field('pin', say('first-run.people.pin'))}
        hint={say('first-run.people.pin.hint')}
        maxLength={MOST_PIN}
      />
      <PinField {...field('pinAgain', say('first-run.people.pin-again'))} maxLength={MOST_PIN} />
      {at === 0 ? null : (
        <div className="first-run-wide first-run-remove">
          <Button kind="quiet" mark="close" onPress={() => onChange(withoutPerson(form, person.key))}>
            {remove}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
