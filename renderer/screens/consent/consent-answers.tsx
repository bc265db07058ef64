import type { ReactNode } from 'react';
import { modelWords } from '../../../domain/apple-model.ts';
import { Notice } from '../../parts/notice.tsx';
import { CheckField } from '../../parts/switch-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { useNamesAreDeclared } from '../phone/who-may.ts';
import type { Candidate } from './candidates.ts';
import { type Answers, declaredName, untold } from './orders.ts';

/** What a person confirms before anything starts; each is ticked by hand, and only what these phones need is asked. */
export function ConsentAnswers(props: {
  readonly candidates: readonly Candidate[];
  readonly answers: Answers;
  readonly onChange: (change: Partial<Answers>) => void;
  readonly hasChanged: boolean;
}): ReactNode {
  const { candidates, answers, onChange, hasChanged } = props;
  const { say, language } = useText();
  const isDeclared = useNamesAreDeclared();
  const toTell = answers.purpose === 'inspection' ? untold(candidates) : [];
  const models = [
    ...new Set(toTell.map(({ phone, port }) => modelWords(language, phone) ?? port.name ?? port.port)),
  ].join(', ');
  const isUnfit = answers.declared !== '' && declaredName(answers.declared) === null;
  return (
    <section className="consent-section" aria-labelledby="consent-answers">
      <h3 id="consent-answers">{say('consent.answers')}</h3>
      {hasChanged ? <Notice kind="warn" title={say('consent.answers.change')} /> : null}
      <CheckField isOn={answers.deletion} onChange={(deletion) => onChange({ deletion })}>
        {say('consent.deletion')}
      </CheckField>
      <CheckField isOn={answers.identityCheck} onChange={(identityCheck) => onChange({ identityCheck })}>
        {say('consent.identity-check')}
      </CheckField>
      {toTell.length > 0 ? (
        <CheckField isOn={answers.told} onChange={(told) => onChange({ told })}>
          {say('consent.told', { models })}
        </CheckField>
      ) : null}
      {isDeclared ? (
        <TextField
          label={say('consent.declared')}
          hint={say('consent.declared.hint')}
          value={answers.declared}
          onChange={(declared) => onChange({ declared })}
          error={isUnfit ? say('consent.declared.unfit') : null}
          letters="code"
          maxLength={40}
        />
      ) : null}
    </section>
  );
}
