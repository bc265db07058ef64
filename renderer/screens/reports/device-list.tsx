import { type ReactNode, useState } from 'react';
import type { AuditDevice } from '../../../domain/audit-report.ts';
import { recordId } from '../../../domain/ids.ts';
import { useDesk } from '../../desk.tsx';
import { type DataColumn, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { type Texts, useText } from '../../use-text.ts';
import { findDevices, isPassed, numbersOf, phoneOf } from './report-facts.ts';

function columnsOf({ say }: Texts): readonly DataColumn<AuditDevice>[] {
  const column = (id: 'record' | 'day' | 'phone' | 'end' | 'overwrite' | 'review' | 'grade' | 'operator') => ({
    id,
    title: say(`reports.column.${id}`),
  });
  const said = (name: string): string => (name === 'not-recorded' ? say('report.value.not-recorded') : name);
  return [
    {
      ...column('record'),
      width: 200,
      isRowHeader: true,
      cell: ({ record }) => <span className="code">{record}</span>,
    },
    {
      ...column('day'),
      width: 120,
      cell: ({ day }) => <span className="num">{day ?? say('report.value.unknown')}</span>,
    },
    {
      ...column('phone'),
      width: '2fr',
      minWidth: 260,
      cell: (device) => (
        <span title={numbersOf(device)}>
          {phoneOf(device) ?? say('report.value.unknown')} <span className="code">{numbersOf(device)}</span>
        </span>
      ),
    },
    {
      ...column('end'),
      width: '1fr',
      minWidth: 180,
      cell: (device) => (
        <span className={isPassed(device) ? '' : 'report-not-passed'}>{say(`report.end.${device.end}`)}</span>
      ),
    },
    { ...column('overwrite'), width: 130, cell: ({ overwrite }) => say(`report.overwrite.${overwrite}`) },
    { ...column('review'), width: 160, cell: ({ review }) => say(`report.review.${review}`) },
    { ...column('grade'), width: 80, cell: ({ grade }) => grade },
    { ...column('operator'), width: 140, cell: ({ operator }) => said(operator) },
  ];
}

/** Every phone of the period, those that did not pass first; a row leads to its record. */
export function DeviceList({ devices }: { readonly devices: readonly AuditDevice[] }): ReactNode {
  const texts = useText();
  const { say } = texts;
  const { store } = useDesk();
  const [typed, setTyped] = useState('');
  if (devices.length === 0) return <p>{say('report.devices.none')}</p>;
  return (
    <div className="report-devices">
      <TextField label={say('reports.devices.filter')} value={typed} onChange={setTyped} />
      <div className="report-table">
        <DataTable
          label={say('report.section.devices')}
          columns={columnsOf(texts)}
          rows={findDevices(devices, typed)}
          idOf={({ record }) => record}
          onOpen={(record) => store.setState({ screen: 'records', record: recordId(record) })}
          empty={<EmptyState mark="search" title={say('reports.devices.none')} />}
        />
      </div>
    </div>
  );
}
