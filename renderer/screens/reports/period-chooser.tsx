import { type ReactNode, useState } from 'react';
import type { AuditPeriod } from '../../../domain/audit-report.ts';
import { Button } from '../../parts/button.tsx';
import { DayField } from '../../parts/day-field.tsx';
import { Segments } from '../../parts/segments.tsx';
import { faultWords } from '../../state/fault-words.ts';
import { useText } from '../../use-text.ts';
import { monthOf, type PeriodChoice, periodFaults } from './period.ts';

const CHOICES: readonly PeriodChoice[] = ['this-month', 'last-month', 'custom'];

/** Chooses a month at once, or two days and then the button. */
export function PeriodChooser(props: {
  readonly period: AuditPeriod;
  readonly onRead: (period: AuditPeriod) => void;
}): ReactNode {
  const { period, onRead } = props;
  const { say, sayByName } = useText();
  const [choice, setChoice] = useState<PeriodChoice>('this-month');
  const [typed, setTyped] = useState(period);
  const wrong = faultWords(periodFaults(typed), sayByName);
  const choose = (wanted: PeriodChoice): void => {
    setChoice(wanted);
    if (wanted === 'custom') setTyped(period);
    else onRead(monthOf(new Date(), wanted === 'this-month' ? 0 : 1));
  };
  return (
    <div className="reports-period">
      <Segments
        label={say('reports.period')}
        value={choice}
        choices={CHOICES.map((id) => ({ id, title: say(`reports.period.${id}`) }))}
        onChange={choose}
      />
      {choice === 'custom' ? (
        <>
          {(['from', 'to'] as const).map((end) => (
            <DayField
              key={end}
              label={say(`reports.period.${end}`)}
              value={typed[end]}
              onChange={(day) => setTyped({ ...typed, [end]: day })}
              error={wrong(end)}
            />
          ))}
          <Button kind="primary" isDisabled={periodFaults(typed).length > 0} onPress={() => onRead(typed)}>
            {say('reports.read')}
          </Button>
        </>
      ) : (
        <span className="num">
          {period.from} – {period.to}
        </span>
      )}
    </div>
  );
}
