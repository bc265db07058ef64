import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { useText } from '../../use-text.ts';
import { hasSecondPerson, MOST_PEOPLE, type Staff, withPerson } from './first-run-form.ts';
import { PersonFields } from './person-fields.tsx';
import type { StepProps } from './step-props.ts';

const STAFF: readonly Staff[] = ['several', 'one', 'none'];

/** Who works here, and whether another person checks. */
export function PeopleStep({ form, onChange, wrong }: StepProps): ReactNode {
  const { say } = useText();
  const shown = form.staff === 'several' ? form.people : form.people.slice(0, form.staff === 'one' ? 1 : 0);
  return (
    <>
      <RadioCards
        label={say('first-run.people.how')}
        value={form.staff}
        choices={STAFF.map((id) => ({
          id,
          title: say(`first-run.people.${id}`),
          words: say(`first-run.people.${id}.says`),
        }))}
        onChange={(staff) => onChange({ ...form, staff })}
      />
      {shown.map((person, at) => (
        <PersonFields key={person.key} person={person} at={at} form={form} onChange={onChange} wrong={wrong} />
      ))}
      {form.staff === 'several' && form.people.length < MOST_PEOPLE ? (
        <div>
          <Button mark="plus" onPress={() => onChange(withPerson(form))}>
            {say('first-run.people.add')}
          </Button>
        </div>
      ) : null}
      {form.staff === 'none' ? null : <p className="field-hint">{say('first-run.people.forgotten-pin')}</p>}
      {form.staff === 'several' && !hasSecondPerson(form) ? (
        <Notice kind="info" title={say('first-run.people.alone')} />
      ) : null}
    </>
  );
}
