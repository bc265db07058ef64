import type { ReactNode } from 'react';
import type { CertificateContent } from '../../../domain/report.ts';
import { Mark } from '../../parts/mark.tsx';
import { useText } from '../../use-text.ts';
import { notCoveredText, reasonText } from './phone-words.ts';

/** What was examined and with what result, and what was neither covered nor examined. */
export function ExaminedView({ content }: { readonly content: CertificateContent }): ReactNode {
  const texts = useText();
  const { say, sayByName } = texts;
  return (
    <div className="phone-stack">
      <h3>{say('phone.examined')}</h3>
      <ul className="rules">
        {content.rules.map(({ rule, outcome, by, reason }) => (
          <li key={rule} className={outcome === 'pass' ? 'tone-work' : 'tone-bad'}>
            <Mark name={outcome === 'pass' ? 'check' : outcome === 'fail' ? 'fail' : 'unknown'} />
            <span>
              <strong>{say(`rule.${rule}`)}</strong>: {say(`phone.rule.${outcome}`)}
              {by ? ` · ${say(`certificate.value.${by}`)}` : ''}
              {reason ? <small>{reasonText(texts, reason)}</small> : null}
            </span>
          </li>
        ))}
      </ul>
      <Keys
        title={say('certificate.section.not-examined')}
        words={content.notExamined.map((key) => sayByName(`not-examined.${key}`))}
      />
      <Keys
        title={say('certificate.section.not-covered')}
        words={content.notCovered.map((key) => notCoveredText(texts, key))}
      />
      <Keys title={say('certificate.section.limits')} words={content.limits.map((key) => say(`limit.${key}`))} />
    </div>
  );
}

function Keys({ title, words }: { readonly title: string; readonly words: readonly string[] }): ReactNode {
  if (words.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="bullets">
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </>
  );
}
