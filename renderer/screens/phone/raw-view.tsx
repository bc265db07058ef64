import './raw.css';
import { type ReactNode, useState } from 'react';
import type { EntryView, ExchangeLine, RecordView } from '../../../domain/record-view.ts';
import { Button } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { useText } from '../../use-text.ts';
import { copyText } from './copy-text.ts';

/** The entries of a record as the ledger has them, and what passed between computer and phone; both can be copied whole. */
export function RawView({ record }: { readonly record: RecordView }): ReactNode {
  const { say } = useText();
  const lines = record.exchange.map((line, index) => ({ ...line, id: String(index) }));
  return (
    <div className="phone-stack">
      <RawHead title={say('phone.raw.entries', { count: record.entries.length })} rows={record.entries} />
      <Entries entries={record.entries} />
      <RawHead title={say('phone.raw.exchange', { count: lines.length })} rows={record.exchange} />
      <div className="raw-table">
        <DataTable
          label={say('phone.raw.exchange', { count: lines.length })}
          columns={[
            {
              id: 'at',
              title: say('phone.raw.time'),
              width: 140,
              cell: ({ at }) => <span className="num">{at.slice(11, 23)}</span>,
            },
            {
              id: 'direction',
              title: say('phone.raw.direction'),
              width: 130,
              cell: ({ direction }) => say(`phone.raw.${direction}`),
            },
            {
              id: 'text',
              title: say('phone.raw.text'),
              isRowHeader: true,
              cell: ({ text }) => <span className="code">{text}</span>,
            },
          ]}
          rows={lines}
          idOf={({ id }: ExchangeLine & { id: string }) => id}
          empty={<p>{say('phone.raw.no-exchange')}</p>}
        />
      </div>
    </div>
  );
}

function Entries({ entries }: { readonly entries: readonly EntryView[] }): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState<string | null>(null);
  const opened = entries.find(({ seq }) => String(seq) === open);
  return (
    <>
      <div className="raw-table">
        <DataTable
          label={say('phone.raw.entries', { count: entries.length })}
          columns={[
            {
              id: 'seq',
              title: say('phone.raw.seq'),
              width: 80,
              cell: ({ seq }) => <span className="num">{seq}</span>,
            },
            {
              id: 'at',
              title: say('phone.raw.time'),
              width: 110,
              cell: ({ at }) => <span className="num">{at.slice(11, 19)}</span>,
            },
            {
              id: 'kind',
              title: say('phone.raw.kind'),
              isRowHeader: true,
              cell: ({ kind }) => <span className="code">{kind}</span>,
            },
            { id: 'actor', title: say('phone.raw.actor'), cell: ({ actor }) => actor },
          ]}
          rows={entries}
          idOf={({ seq }: EntryView) => String(seq)}
          onOpen={setOpen}
          empty={<p>{say('phone.raw.no-entries')}</p>}
        />
      </div>
      {opened ? (
        <>
          <RawHead title={`${opened.seq} ${opened.kind}`} rows={[opened]} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
          <pre className="raw-body" tabIndex={0}>
            {JSON.stringify(opened, null, 2)}
          </pre>
        </>
      ) : (
        <p className="question-hint">{say('phone.raw.open')}</p>
      )}
    </>
  );
}

function RawHead({ title, rows }: { readonly title: string; readonly rows: readonly object[] }): ReactNode {
  const { say } = useText();
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = (): void => setCopied(copyText(rows.map((row) => JSON.stringify(row)).join('\n')));
  return (
    <div className="raw-head">
      <h3>{title}</h3>
      <span role="status">{copied === null ? '' : say(copied ? 'phone.raw.copied' : 'phone.raw.not-copied')}</span>
      <Button kind="quiet" onPress={copy} isDisabled={rows.length === 0}>
        {say('phone.raw.copy')}
      </Button>
    </div>
  );
}
