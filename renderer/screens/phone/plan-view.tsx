import './plan.css';
import type { ReactNode } from 'react';
import { actWords } from '../../../domain/certificate-words.ts';
import { platformOf } from '../../../domain/phone-screens.ts';
import type { PlanView as Plan } from '../../../domain/window-state.ts';
import { Mark } from '../../parts/mark.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';
import { BlockerList } from './blocker-list.tsx';
import { notCoveredText, purposeWords } from './phone-words.ts';

/** What would be done for one purpose: the steps, what they leave untouched, what stands in the way, and which rungs were considered. */
export function PlanCard({ plan }: { readonly plan: Plan }): ReactNode {
  const texts = useText();
  const { say } = texts;
  const purpose = purposeWords(texts, plan.purpose, plan.rung);
  return (
    <section className="plan" aria-label={purpose}>
      <h3>{purpose}</h3>
      {plan.rung === null || plan.rung === 'cannot-erase' ? (
        <Notice kind="danger" title={say('error.plan.no-method.title')}>
          {say('error.plan.no-method.action')}
        </Notice>
      ) : (
        <PlanFacts plan={plan} />
      )}
      <BlockerList blockers={plan.blockers} />
      <NotCovered plan={plan} />
      <Considered plan={plan} />
    </section>
  );
}

function PlanFacts({ plan }: { readonly plan: Plan }): ReactNode {
  const texts = useText();
  const { say, language } = texts;
  return (
    <>
      <p className="plan-facts">
        {plan.rung ? <strong>{say(`rung.${plan.rung}`)}</strong> : null}
        {plan.closing ? (
          <span>{`${say('certificate.field.closing')}: ${say(`certificate.closing.${plan.closing}`)}`}</span>
        ) : null}
      </p>
      {plan.overwrites || plan.purpose === 'intake' ? null : (
        <Notice kind="warn" title={say('phone.plan.no-overwrite')}>
          {say(platformOf(plan.rung) === 'iphone' ? 'phone.plan.apple.words' : 'phone.plan.no-overwrite.words')}
        </Notice>
      )}
      <ol className="plan-steps">
        {plan.steps.map(({ id, act, by, strength }) => (
          <li key={id}>
            <Mark name={by === 'operator' ? 'user' : 'work'} />
            <span>
              {actWords(language, act)}
              <small>
                {say(by === 'operator' ? 'phone.plan.by-person' : 'phone.plan.by-machine')}
                {strength ? ` · ${say(`strength.${strength}`)}` : ''}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function NotCovered({ plan }: { readonly plan: Plan }): ReactNode {
  const texts = useText();
  if (plan.notCovered.length === 0) return null;
  return (
    <>
      <h4>{texts.say('certificate.section.not-covered')}</h4>
      <ul className="chips">
        {plan.notCovered.map((key) => (
          <li key={key}>{notCoveredText(texts, key)}</li>
        ))}
      </ul>
    </>
  );
}

function Considered({ plan }: { readonly plan: Plan }): ReactNode {
  const { say, sayByName } = useText();
  if (plan.considered.length === 0) return null;
  return (
    <details className="plan-considered">
      <summary>{say('phone.plan.considered')}</summary>
      <ul>
        {plan.considered.map(({ rung, fits, why }) => (
          <li key={rung}>
            <Mark name={fits ? 'check' : 'minus'} />
            <span>
              {say(`rung.${rung}`)}: {say(fits ? 'phone.plan.fits' : 'phone.plan.fits-not')}
              {why.length > 0
                ? ` (${why.map((key) => sayByName(key.startsWith('entry.') ? key : `entry.${key}`)).join(', ')})`
                : ''}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
