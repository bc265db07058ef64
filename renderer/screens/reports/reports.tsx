import './reports.css';
import { type ReactNode, useState } from 'react';
import type { AuditPeriod } from '../../../domain/audit-report.ts';
import type { WrittenFiles } from '../../../domain/record-view.ts';
import type { Language } from '../../../domain/text.ts';
import { useCall } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useText } from '../../use-text.ts';
import { monthOf } from './period.ts';
import { PeriodChooser } from './period-chooser.tsx';
import { ReportView } from './report-view.tsx';

/** The report of a period on the screen, and its files. */
export function Reports(): ReactNode {
  const { say } = useText();
  const [period, setPeriod] = useState<AuditPeriod>(() => monthOf(new Date(), 0));
  const { value, error, isAsking, again } = useAnswer('read-report', { from: period.from, to: period.to });
  const isShown = value !== null && value.content.period.from === period.from && value.content.period.to === period.to;
  return (
    <div className="reports">
      <ScreenTitle />
      <p>{say('reports.says')}</p>
      <PeriodChooser
        period={period}
        onRead={(wanted) => {
          if (wanted.from === period.from && wanted.to === period.to) again();
          else setPeriod(wanted);
        }}
      />
      {error ? <ErrorNotice error={error} /> : null}
      <p role="status" className="field-hint">
        {isAsking ? say('reports.reading') : ''}
      </p>
      {isShown && value ? (
        <>
          <MakeReport key={`${period.from} ${period.to}`} period={period} />
          <ReportView content={value.content} />
        </>
      ) : null}
    </div>
  );
}

function MakeReport({ period }: { readonly period: AuditPeriod }): ReactNode {
  const { language, say } = useText();
  const call = useCall();
  const [wanted, setWanted] = useState<Language>(language);
  const [written, setWritten] = useState<WrittenFiles | null>(null);
  const make = async (): Promise<void> => {
    const reply = await call('make-report', { ...period, language: wanted });
    if (reply.ok) setWritten(reply.value);
  };
  return (
    <div className="reports-make">
      <SelectField
        label={say('reports.language')}
        value={wanted}
        choices={(['ja', 'en'] as const).map((id) => ({ id, title: say(`window.language.${id}`) }))}
        onChange={setWanted}
      />
      <BusyButton kind="primary" mark="report" onPress={make}>
        {say('reports.make')}
      </BusyButton>
      {written ? (
        <Notice
          kind="info"
          title={say('reports.made', { files: written.files.join(', ') })}
          onClose={() => setWritten(null)}
          acts={
            <BusyButton mark="folder" onPress={() => call('open-folder', { folder: 'reports' })}>
              {say('reports.folder')}
            </BusyButton>
          }
        >
          <span className="code">{written.folder}</span>
        </Notice>
      ) : null}
    </div>
  );
}
