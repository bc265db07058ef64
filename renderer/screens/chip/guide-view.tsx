import { type ReactNode, useState } from 'react';
import type { ChipGuide, GuideStep } from '../../../domain/chip-guide.ts';
import type { GuideStepView } from '../../../domain/chip-view.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import { Notice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';
import { useRefusal } from '../phone/who-may.ts';
import { inWords } from './chip-words.ts';
import { type Declared, useDeclared } from './declared.tsx';
import { GuideStepCard, type StepAnswer } from './guide-step.tsx';
import type { ChipPartProps } from './use-chip-detail.ts';

/** The way out of the chip, step by step: what comes before the reset stands before what comes after it. */
export function GuideView(props: ChipPartProps & { readonly isReset: boolean }): ReactNode {
  const texts = useText();
  const { say } = texts;
  const { guide } = props.detail;
  const declared = useDeclared();
  if (!guide) {
    return (
      <section className="chip-part" aria-labelledby="chip-guide">
        <h3 id="chip-guide">{say('chip.guide')}</h3>
        <Notice kind="info" title={say('chip.guide.none')} />
      </section>
    );
  }
  const { isReset } = props;
  const before = guide.steps.filter(({ when }) => when === 'before-reset');
  const after = guide.steps.filter(({ when }) => when === 'after-reset');
  return (
    <section className="chip-part" aria-labelledby="chip-guide">
      <h3 id="chip-guide">{`${say('chip.guide')}: ${inWords(texts, guide.title)}`}</h3>
      <p className="field-hint">
        {say(guide.isOfShop ? 'chip.guide.of-shop' : 'chip.guide.version', { version: guide.version })} {guide.source}
      </p>
      {declared.field}
      {before.length > 0 ? (
        <Notice
          kind={isReset ? 'danger' : 'warn'}
          title={say(isReset ? 'chip.guide.before.late' : 'chip.guide.before')}
        >
          {say(isReset ? 'chip.guide.before.late.words' : 'chip.guide.before.words')}
        </Notice>
      ) : null}
      <Steps {...props} guide={guide} steps={before} startsAt={1} declared={declared} isLate={isReset} />
      {after.length > 0 ? <p className="chip-after">{say('chip.guide.after')}</p> : null}
      <Steps {...props} guide={guide} steps={after} startsAt={before.length + 1} declared={declared} isLate={false} />
    </section>
  );
}

interface StepsProps extends ChipPartProps {
  readonly guide: ChipGuide;
  readonly steps: readonly GuideStep[];
  readonly startsAt: number;
  readonly declared: Declared;
  readonly isLate: boolean;
}

function Steps({ phone, detail, act, guide, steps, startsAt, declared, isLate }: StepsProps): ReactNode {
  const refusal = useRefusal('read-chip');
  const [refused, setRefused] = useState<{ readonly step: string; readonly error: RecordedError } | null>(null);
  if (steps.length === 0) return null;
  const answer = async (step: GuideStep, { outcome, saw }: StepAnswer): Promise<void> => {
    const error = await act('confirm-guide-step', {
      phone,
      guide: guide.id,
      version: guide.version,
      step: step.id,
      outcome,
      saw,
      declared: declared.name,
    });
    setRefused(error && { step: step.id, error });
  };
  const standing = (id: string): GuideStepView | null => detail.steps.find((one) => one.id === id) ?? null;
  return (
    <ol className="chip-steps" start={startsAt}>
      {steps.map((step, at) => (
        <GuideStepCard
          key={`${step.id} ${standing(step.id)?.outcome ?? ''}`}
          step={step}
          number={startsAt + at}
          stands={standing(step.id)}
          isLate={isLate}
          isDisabled={refusal !== null || declared.isMissing}
          refused={refused?.step === step.id ? refused.error : null}
          onAnswer={(given) => answer(step, given)}
        />
      ))}
    </ol>
  );
}
