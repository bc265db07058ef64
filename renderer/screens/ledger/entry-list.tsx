import { type ReactNode, useState } from 'react';
import type { EntryView } from '../../../domain/record-view.ts';
import type { AccountView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { type DataColumn, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Segments } from '../../parts/segments.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { type Texts, useText } from '../../use-text.ts';
import { actorWords, entryTime, entryWords } from './entry-words.ts';
import { type EntryFilter, filterEntries } from './filter-entries.ts';
import { useEntries } from './use-entries.ts';

const GROUPS = ['all', 'jobs', 'people', 'chain'] as const;

function columnsOf(texts: Texts, accounts: readonly AccountView[]): readonly DataColumn<EntryView>[] {
  const { say } = texts;
  const column = (id: 'seq' | 'at' | 'actor' | 'what' | 'where') => ({ id, title: say(`ledger.screen.column.${id}`) });
  return [
    { ...column('seq'), width: 90, cell: ({ seq }) => <span className="num">{seq}</span> },
    { ...column('at'), width: 190, cell: (entry) => <span className="num">{entryTime(entry)}</span> },
    { ...column('actor'), width: 190, cell: ({ actor }) => actorWords(texts, actor, accounts) },
    {
      ...column('what'),
      width: '3fr',
      minWidth: 260,
      isRowHeader: true,
      cell: (entry) => <span title={entryWords(texts, entry)}>{entryWords(texts, entry)}</span>,
    },
    {
      ...column('where'),
      width: '1fr',
      minWidth: 310,
      cell: ({ port, record }) => (
        <span className="code">{[port, record].filter((one) => one !== null).join(' ')}</span>
      ),
    },
  ];
}

/** Every entry in words, newest first; a row that belongs to a record leads to it. */
export function EntryList(): ReactNode {
  const texts = useText();
  const { say } = texts;
  const { store } = useDesk();
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  const { entries, before, error, isReading, readMore } = useEntries();
  const [filter, setFilter] = useState<EntryFilter>({ group: 'all', text: '' });
  const shown = filterEntries(entries, filter);
  const open = (seq: string): void => {
    const record = entries.find((entry) => String(entry.seq) === seq)?.record ?? null;
    if (record) store.setState({ screen: 'records', record });
  };
  return (
    <section className="ledger-entries" aria-labelledby="ledger-entries">
      <h2 id="ledger-entries">{say('ledger.screen.list')}</h2>
      <div className="ledger-filter">
        <TextField
          label={say('ledger.screen.filter.text')}
          value={filter.text}
          onChange={(text) => setFilter({ ...filter, text })}
        />
        <Segments
          label={say('ledger.screen.filter')}
          value={filter.group}
          choices={GROUPS.map((id) => ({ id, title: say(`ledger.screen.filter.${id}`) }))}
          onChange={(group) => setFilter({ ...filter, group })}
        />
      </div>
      {error ? <ErrorNotice error={error} /> : null}
      <div className="ledger-table">
        <DataTable
          label={say('ledger.screen.list')}
          columns={columnsOf(texts, accounts)}
          rows={shown}
          idOf={({ seq }) => String(seq)}
          onOpen={open}
          empty={isReading ? null : <EmptyState mark="search" title={say('ledger.screen.none')} />}
        />
      </div>
      <div className="ledger-more">
        <p role="status" className="field-hint">
          {say('ledger.screen.shown', { shown: shown.length, loaded: entries.length })}{' '}
          {before === null ? say('ledger.screen.all-read') : ''}
        </p>
        {before ? (
          <Button mark="down" isPending={isReading} onPress={() => void readMore()}>
            {say('ledger.screen.more')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
