import type { ReactNode } from 'react';
import { AUDIT_ENDS, type AuditContent } from '../../../domain/audit-report.ts';
import { NumberBig } from '../../parts/key-value-list.tsx';
import { Notice } from '../../parts/notice.tsx';
import { showCount } from '../../parts/show-numbers.ts';
import { Tabs } from '../../parts/tabs.tsx';
import { useText } from '../../use-text.ts';
import { DeviceList } from './device-list.tsx';
import { ExceptionList } from './exception-list.tsx';
import { secondPersonOf } from './report-facts.ts';
import { ClaimList, NeedList, OperatorList } from './report-lists.tsx';

/** A report of a period: how many, what is out of the ordinary, whether the ledger holds, and what is not claimed. */
export function ReportView({ content }: { readonly content: AuditContent }): ReactNode {
  const { language, say } = useText();
  const { counts, chain, exceptions, devices, carriedOver, reportNo } = content;
  const count = (number: number): string => showCount(language, number);
  return (
    <div className="report">
      <p className="field-hint code">{say('reports.number', { number: reportNo })}</p>
      <div className="report-numbers">
        <NumberBig value={count(counts.phones)} label={say('reports.phones')} />
        <NumberBig value={count(counts.passed)} label={say('reports.passed')} />
        <NumberBig value={count(counts.phones - counts.passed)} label={say('reports.not-passed')} />
        <NumberBig value={count(exceptions.length)} label={say('reports.exceptions')} />
      </div>
      <Chain chain={chain} />
      <SecondPerson content={content} />
      {counts.phones > 0 ? <Ends counts={counts} /> : null}
      {carriedOver.length > 0 ? <p>{say('reports.carried', { count: count(carriedOver.length) })}</p> : null}
      <Tabs
        label={say('reports.parts')}
        views={[
          {
            id: 'exceptions',
            title: say('reports.exceptions.all', { count: count(exceptions.length) }),
            content: <ExceptionList exceptions={exceptions} />,
          },
          {
            id: 'devices',
            title: say('reports.devices', { count: count(devices.length) }),
            content: <DeviceList devices={devices} />,
          },
          {
            id: 'operators',
            title: say('report.section.operators'),
            content: <OperatorList operators={content.operators} />,
          },
          { id: 'needs', title: say('reports.needs'), content: <NeedList needs={content.requirements} /> },
          { id: 'limits', title: say('reports.limits'), content: <ClaimList content={content} /> },
        ]}
      />
    </div>
  );
}

function Chain({ chain }: { readonly chain: AuditContent['chain'] }): ReactNode {
  const { language, say } = useText();
  const { ok, firstBad, entries, cannotSee, unreadable } = chain;
  if (!ok || firstBad) {
    const why = firstBad ? say(`ledger.why.${firstBad.why}`) : '';
    return <Notice kind="danger" title={say('report.chain.broken', { seq: firstBad?.seq ?? '?', why })} />;
  }
  return (
    <Notice kind="info" title={say('report.chain.ok', { entries: showCount(language, entries) })}>
      {unreadable > 0 ? <p>{say('report.chain.unreadable', { entries: unreadable })}</p> : null}
      <ul className="report-words">
        {cannotSee.map((blind) => (
          <li key={blind}>{say(`ledger.blind.${blind}`)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function SecondPerson({ content }: { readonly content: AuditContent }): ReactNode {
  const { language, say } = useText();
  const { passed, confirmed, off } = secondPersonOf(content);
  const count = (number: number): string => showCount(language, number);
  if (off > 0) return <Notice kind="warn" title={say('reports.second-person.off', { count: count(off) })} />;
  if (passed === 0) return null;
  return passed === confirmed ? (
    <p>{say('reports.second-person.all')}</p>
  ) : (
    <Notice
      kind="warn"
      title={say('reports.second-person.some', { passed: count(passed), confirmed: count(confirmed) })}
    />
  );
}

function Ends({ counts }: { readonly counts: AuditContent['counts'] }): ReactNode {
  const { language, say } = useText();
  return (
    <dl className="report-ends" aria-label={say('reports.ends')}>
      {AUDIT_ENDS.filter((end) => counts.ends[end] > 0).map((end) => (
        <div key={end}>
          <dt>{say(`report.end.${end}`)}</dt>
          <dd className="num">{showCount(language, counts.ends[end])}</dd>
        </div>
      ))}
    </dl>
  );
}
