import './records.css';
import { type ReactNode, useEffect } from 'react';
import { recordId } from '../../../domain/ids.ts';
import type { RecordFound } from '../../../domain/record-view.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { type DataColumn, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { showTime } from '../../parts/show-numbers.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { type Texts, useText } from '../../use-text.ts';
import { lookOfFound } from './look-of-record.ts';
import { RecordSheet } from './record-sheet.tsx';

/** As many records as the program finds at once; more than that are there but not shown. */
const MOST_FOUND = 500;

function columnsOf({ language, say }: Texts): readonly DataColumn<RecordFound>[] {
  const column = (id: 'record' | 'at' | 'phone' | 'number' | 'state') => ({ id, title: say(`records.column.${id}`) });
  return [
    { ...column('state'), width: 190, cell: (found) => <StateBadge look={lookOfFound(found)} /> },
    {
      ...column('phone'),
      width: '2fr',
      minWidth: 220,
      cell: ({ maker, model }) =>
        [maker, model].filter((one) => one !== null).join(' ') || say('records.unknown-phone'),
    },
    {
      ...column('number'),
      width: '2fr',
      minWidth: 240,
      cell: ({ imei, serial }) => {
        const numbers = [imei, serial].filter((one) => one !== null).join(' ');
        return numbers === '' ? say('records.no-number') : <span className="code">{numbers}</span>;
      },
    },
    {
      ...column('record'),
      width: 220,
      isRowHeader: true,
      cell: ({ record }) => <span className="code">{record}</span>,
    },
    { ...column('at'), width: 200, cell: ({ atMs }) => <span className="num">{showTime(language, atMs)}</span> },
  ];
}

/** All records, newest first, or those that a number or a model leads to; a row opens its record. */
export function Records(): ReactNode {
  const texts = useText();
  const { say } = texts;
  const { store } = useDesk();
  const lookFor = useShelf((shelf) => shelf.lookFor);
  const open = useShelf((shelf) => shelf.record);
  const { value, error, isAsking } = useAnswer('find-records', { text: lookFor });
  const found = value ?? [];
  const only = !isAsking && lookFor !== '' && found.length === 1 ? (found[0]?.record ?? null) : null;
  const counted = found.length < MOST_FOUND ? 'records.count' : 'records.most';
  useEffect(() => {
    // What was scanned names one record, so nobody has to choose.
    if (only) store.setState({ record: only });
  }, [store, only]);
  return (
    <div className="records">
      <ScreenTitle />
      <div className="records-search">
        <ScannerField
          label={say('records.search')}
          onRead={(text) => store.setState({ lookFor: text, record: null })}
          autoFocus
        />
        {lookFor === '' ? null : (
          <Button mark="close" onPress={() => store.setState({ lookFor: '' })}>
            {say('records.all', { text: lookFor })}
          </Button>
        )}
      </div>
      {error ? <ErrorNotice error={error} /> : null}
      <p role="status" className="field-hint">
        {isAsking ? say('records.searching') : found.length > 0 ? say(counted, { count: found.length }) : ''}
      </p>
      <div className="records-table">
        <DataTable
          label={say('window.screen.records')}
          columns={columnsOf(texts)}
          rows={found}
          idOf={({ record }) => record}
          onOpen={(record) => store.setState({ record: recordId(record) })}
          empty={isAsking ? null : <Nothing lookFor={lookFor} />}
        />
      </div>
      {open ? <RecordSheet key={open} record={open} onClose={() => store.setState({ record: null })} /> : null}
    </div>
  );
}

function Nothing({ lookFor }: { readonly lookFor: string }): ReactNode {
  const { say } = useText();
  return lookFor === '' ? (
    <EmptyState mark="record" title={say('records.none')} words={say('records.none.says')} />
  ) : (
    <EmptyState
      mark="search"
      title={say('records.not-found', { text: lookFor })}
      words={say('records.not-found.says')}
    />
  );
}
