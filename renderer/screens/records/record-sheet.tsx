import '../phone/phone.css';
import { type ReactNode, useState } from 'react';
import type { RecordId } from '../../../domain/ids.ts';
import type { RecordView } from '../../../domain/record-view.ts';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/dialog.tsx';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useText } from '../../use-text.ts';
import { ChipPanel } from '../chip/chip-panel.tsx';
import { useChipDetail } from '../chip/use-chip-detail.ts';
import { PaperDialog } from '../paper/paper-dialog.tsx';
import { ExaminedView } from '../phone/examined-view.tsx';
import { RawView } from '../phone/raw-view.tsx';
import { factsOf } from './facts-of-record.ts';
import { lookOfContent } from './look-of-record.ts';
import { RecordEntries } from './record-entries.tsx';

/** Everything that is known of one record, and its papers. */
export function RecordSheet(props: { readonly record: RecordId; readonly onClose: () => void }): ReactNode {
  const { record, onClose } = props;
  const { say } = useText();
  const { value, error } = useAnswer('read-record', { record });
  const [isPaper, setPaper] = useState(false);
  return (
    <Sheet
      wide
      title={record}
      onClose={onClose}
      foot={
        <>
          <p className="field-hint records-foot">{say('records.paper.reprint-note')}</p>
          <Button kind="primary" mark="print" isDisabled={!value} onPress={() => setPaper(true)}>
            {say('records.paper')}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      {value ? <Known view={value} /> : error ? null : <p role="status">{say('records.reading')}</p>}
      {isPaper ? <PaperDialog record={record} onClose={() => setPaper(false)} /> : null}
    </Sheet>
  );
}

function Known({ view }: { readonly view: RecordView }): ReactNode {
  const texts = useText();
  const { say, sayError } = texts;
  const { content } = view;
  const { detail } = useChipDetail({ is: 'record', record: view.record }, '');
  const look = lookOfContent(content, detail?.chip ?? null);
  // The paper's headline is about the storage: beside a chip that stands in the way it would read as a pass of the phone.
  const isHeld = content.outcome === 'pass' && content.doubts.length === 0 && look.tone !== 'pass';
  const told = content.error && sayError(content.error);
  return (
    <div className="record">
      <div className="record-head">
        <StateBadge look={look} strong />
        <strong>{isHeld ? say('chip.storage-passed') : say(`records.headline.${content.headline}`)}</strong>
      </div>
      {told ? (
        <Notice kind="warn" title={told.title}>
          {told.action}
        </Notice>
      ) : null}
      {content.doubts.length > 0 ? (
        <Notice kind="warn" title={say('records.doubts')}>
          <ul className="record-doubts">
            {content.doubts.map((doubt) => (
              <li key={doubt}>{say(`doubt.${doubt}`)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <KeyValueList facts={factsOf(texts, content)} />
      <Tabs
        label={say('records.parts')}
        views={[
          { id: 'entries', title: say('records.entries'), content: <RecordEntries entries={view.entries} /> },
          { id: 'examined', title: say('records.examined'), content: <ExaminedView content={content} /> },
          {
            id: 'chip',
            title: say('chip.view'),
            mark: 'chip',
            content: (
              <ChipPanel
                phone={{ is: 'record', record: view.record }}
                moved=""
                isReset={content.jobState === 'passed'}
                worker={content.operator}
              />
            ),
          },
          { id: 'raw', title: say('records.raw'), content: <RawView record={view} /> },
        ]}
      />
    </div>
  );
}
