import type { ReactNode } from 'react';
import type { AuditException } from '../../../domain/audit-report.ts';
import { recordId } from '../../../domain/ids.ts';
import { useDesk } from '../../desk.tsx';
import { type DataColumn, DataTable } from '../../parts/data-table.tsx';
import { useText } from '../../use-text.ts';
import { entryTime } from '../ledger/entry-words.ts';

interface Row {
  readonly id: string;
  readonly exception: AuditException;
}

/** What an auditor looks at first; a row that belongs to a record leads to it. */
export function ExceptionList({ exceptions }: { readonly exceptions: readonly AuditException[] }): ReactNode {
  const { say } = useText();
  const { store } = useDesk();
  const rows = exceptions.map((exception, at): Row => ({ id: String(at), exception }));
  const columns: readonly DataColumn<Row>[] = [
    {
      id: 'kind',
      title: say('report.field.kind'),
      width: '2fr',
      minWidth: 240,
      isRowHeader: true,
      cell: ({ exception: { kind } }) => say(`report.exception.${kind}`),
    },
    {
      id: 'where',
      title: say('report.field.where'),
      width: '2fr',
      minWidth: 240,
      cell: ({ exception: { record, seq } }) => (
        <span className="code">
          {[record, say('reports.exceptions.seq', { seq })].filter((one) => one !== null).join(' ')}
        </span>
      ),
    },
    {
      id: 'at',
      title: say('ledger.screen.column.at'),
      width: 190,
      cell: ({ exception: { time } }) => (
        <span className="num">{time ? entryTime(time) : say('report.value.unknown')}</span>
      ),
    },
    {
      id: 'detail',
      title: say('report.field.detail'),
      width: '2fr',
      minWidth: 200,
      cell: ({ exception: { detail } }) => <span title={detail}>{detail}</span>,
    },
  ];
  const open = (id: string): void => {
    const record = rows.find((row) => row.id === id)?.exception.record ?? null;
    if (record) store.setState({ screen: 'records', record: recordId(record) });
  };
  return (
    <div className="report-table">
      <DataTable
        label={say('report.section.exceptions')}
        columns={columns}
        rows={rows}
        idOf={({ id }) => id}
        onOpen={open}
        empty={<p>{say('report.exceptions.none')}</p>}
      />
    </div>
  );
}
