import './paper.css';
import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { RecordId } from '../../../domain/ids.ts';
import { LABEL_WIDTHS, type LabelWidthMm } from '../../../domain/settings.ts';
import type { Language } from '../../../domain/text.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useText } from '../../use-text.ts';
import { useRefusal } from '../phone/who-may.ts';
import { PdfPages } from './pdf-pages.tsx';
import { type PaperOrder, type Preview, usePreview } from './use-preview.ts';

const PAGE_PX = 640;
const LABEL_PX = { 62: 380, 29: 560 } as const;

interface Choices {
  readonly is: PaperOrder['is'];
  readonly language: Language;
  readonly widthMm: LabelWidthMm;
}

/** The papers of one record: what they will look like, and to save, issue and print them. The paper of a record without a pass bears its other title by itself. */
export function PaperDialog({
  record,
  onClose,
}: {
  readonly record: RecordId;
  readonly onClose: () => void;
}): ReactNode {
  const { say, language } = useText();
  const labelWidth = useShelf(({ state }) => state?.settings.labelWidthMm ?? 62);
  const [chosen, setChosen] = useState<Choices>({ is: 'certificate', language, widthMm: labelWidth });
  const [version, setVersion] = useState(0);
  const order: PaperOrder =
    chosen.is === 'label'
      ? { is: 'label', record, widthMm: chosen.widthMm }
      : { is: 'certificate', record, language: chosen.language };
  const preview = usePreview(order, version);
  return (
    <Dialog wide title={say('paper.title', { record })} onClose={onClose}>
      <div className="paper">
        <div className="paper-choices">
          <Choosing chosen={chosen} onChange={(change) => setChosen((before) => ({ ...before, ...change }))} />
          <Acts order={order} isShown={preview.pdf !== null} onDone={() => setVersion((before) => before + 1)} />
        </div>
        <PaperView order={order} preview={preview} />
      </div>
    </Dialog>
  );
}

function Choosing(props: {
  readonly chosen: Choices;
  readonly onChange: (change: Partial<Choices>) => void;
}): ReactNode {
  const { chosen, onChange } = props;
  const { say } = useText();
  const kinds = (['certificate', 'label'] as const).map((id) => ({ id, title: say(`paper.kind.${id}`) }));
  const languages = (['ja', 'en'] as const).map((id) => ({ id, title: say(`paper.language.${id}`) }));
  const widths = LABEL_WIDTHS.map((mm) => ({ id: String(mm), title: say('paper.width.mm', { mm }) }));
  const widen = (id: string): void => {
    const widthMm = LABEL_WIDTHS.find((mm) => String(mm) === id);
    if (widthMm) onChange({ widthMm });
  };
  return (
    <>
      <RadioCards label={say('paper.kind')} value={chosen.is} choices={kinds} onChange={(is) => onChange({ is })} />
      {chosen.is === 'certificate' ? (
        <SelectField
          label={say('paper.language')}
          value={chosen.language}
          choices={languages}
          onChange={(language) => onChange({ language })}
        />
      ) : (
        <SelectField label={say('paper.width')} value={String(chosen.widthMm)} choices={widths} onChange={widen} />
      )}
    </>
  );
}

function PaperView({ order, preview }: { readonly order: PaperOrder; readonly preview: Preview }): ReactNode {
  const { say } = useText();
  const widthPx = order.is === 'label' ? LABEL_PX[order.widthMm] : PAGE_PX;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className="paper-view" aria-label={say('paper.preview')} tabIndex={0}>
      {preview.error ? <ErrorNotice error={preview.error} /> : null}
      {preview.pdf ? <PdfPages bytes={preview.pdf} label={say(`paper.kind.${order.is}`)} widthPx={widthPx} /> : null}
      {preview.pdf || preview.error ? null : <p role="status">{say('paper.preview.drawing')}</p>}
    </section>
  );
}

type Done =
  | { readonly is: 'written'; readonly folder: string; readonly files: readonly string[] }
  | { readonly is: 'printed' | 'not-printed' };

/** Issue or save, print, and open the folder; what came of it stands below the buttons. */
function Acts(props: {
  readonly order: PaperOrder;
  readonly isShown: boolean;
  readonly onDone: () => void;
}): ReactNode {
  const { order, isShown, onDone } = props;
  const { workstation } = useDesk();
  const { say } = useText();
  const refusal = useRefusal('issue-certificate');
  const [done, setDone] = useState<Done | null>(null);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const isDisabled = refusal !== null || !isShown;
  const isLabel = order.is === 'label';
  const tell = (next: Done): void => {
    setDone(next);
    setRefused(null);
    onDone();
  };
  const save = async (): Promise<void> => {
    const { record } = order;
    const reply =
      order.is === 'label'
        ? await workstation.call('save-label', { record, widthMm: order.widthMm })
        : await workstation.call('issue-certificate', { record, language: order.language });
    if (reply.ok) tell({ is: 'written', ...reply.value });
    else setRefused(reply.error);
  };
  const print = async (): Promise<void> => {
    const reply = await workstation.call('print-paper', order);
    if (reply.ok) tell({ is: reply.value.printed ? 'printed' : 'not-printed' });
    else setRefused(reply.error);
  };
  const open = async (): Promise<void> => {
    const reply = await workstation.call('open-folder', { folder: isLabel ? 'labels' : 'certificates' });
    if (!reply.ok) setRefused(reply.error);
  };
  return (
    <>
      {refusal ? <ErrorNotice kind="warn" error={refusal} /> : null}
      <div className="paper-acts">
        <BusyButton kind="primary" mark="print" isDisabled={isDisabled} onPress={print}>
          {say('paper.print')}
        </BusyButton>
        <BusyButton mark={isLabel ? 'label' : 'record'} isDisabled={isDisabled} onPress={save}>
          {say(isLabel ? 'paper.save-label' : 'paper.issue')}
        </BusyButton>
        <BusyButton kind="quiet" mark="folder" onPress={open}>
          {say('paper.folder')}
        </BusyButton>
      </div>
      {isLabel ? null : <p className="paper-hint">{say('paper.issue.words')}</p>}
      {refused ? <ErrorNotice error={refused} /> : null}
      {done ? <DoneNotice done={done} /> : null}
    </>
  );
}

function DoneNotice({ done }: { readonly done: Done }): ReactNode {
  const { say } = useText();
  if (done.is !== 'written') {
    return <Notice kind={done.is === 'printed' ? 'info' : 'warn'} title={say(`paper.${done.is}`)} />;
  }
  return (
    <Notice kind="info" title={say('paper.written', { folder: done.folder })}>
      <ul>
        {done.files.map((file) => (
          <li key={file} className="code">
            {file}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
