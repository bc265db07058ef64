import './readers.css';
import '../phone/phone.css';
import { type ReactNode, useState } from 'react';
import { whyUnbindable } from '../../../domain/chip-binding.ts';
import type { ChipDetail, ReaderView, ReadingView } from '../../../domain/chip-view.ts';
import type { ReaderId } from '../../../domain/ids.ts';
import { useCall, useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { lookOfReader } from '../../parts/chip-look.ts';
import { Sheet } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Segments } from '../../parts/segments.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import type { PhoneRef } from '../../state/store.ts';
import { useText } from '../../use-text.ts';
import { SaleGate } from '../chip/sale-gate.tsx';
import { useRefusal } from '../phone/who-may.ts';
import { BindForm } from './bind-form.tsx';
import { PlacementDrawing } from './placement-drawing.tsx';
import { LayOnReader } from './practice-lay.tsx';
import { HelpWords, placementOf } from './reader-strip.tsx';
import { ResultCard } from './result-card.tsx';
import { ZeroCard } from './zero-card.tsx';

/** One reader: where the phone goes now, the newest reading, and which phone that reading is of. */
export function ReaderSheet({ reader }: { readonly reader: ReaderId }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const view = useShelf(({ state }) => state?.readers.find((one) => one.reader === reader) ?? null);
  const close = (): void => store.setState({ sheet: null });
  if (!view) {
    return (
      <Sheet title={say('readers.sheet')} onClose={close}>
        <Notice kind="warn" title={say('readers.gone')} />
      </Sheet>
    );
  }
  const title = (
    <span className="phone-title">
      <span>{view.name}</span>
      <StateBadge look={lookOfReader(view.is)} />
    </span>
  );
  return (
    <Sheet wide title={title} onClose={close}>
      <div className="phone-stack">
        <Now view={view} />
        {view.reading ? <Reading key={view.reading.id} view={view} reading={view.reading} /> : null}
      </div>
    </Sheet>
  );
}

function Now({ view }: { readonly view: ReaderView }): ReactNode {
  const { reader, is, scan, error, model, firmware } = view;
  const call = useCall();
  const { say } = useText();
  const refusal = useRefusal('read-chip');
  // A locked phone and an iPhone are not noticed before somebody asks: what lies there is no condition.
  const canRead = is === 'ready' || is === 'read';
  const choices = (['full', 'iphone'] as const).map((id) => ({ id, title: say(`readers.scan.${id}`) }));
  return (
    <section className="reader-place" aria-label={say('readers.place')}>
      <PlacementDrawing help={placementOf(view)} />
      <div className="reader-place-words">
        <HelpWords view={view} />
        {error ? <ErrorNotice error={error} /> : null}
        <p className="field-hint">
          {model ? say('readers.model', { model: say(`readers.model.${model}`) }) : say('readers.unsupported')}
          {firmware ? ` ${say('readers.firmware', { firmware })}` : ''} <span className="code">{reader}</span>
        </p>
        <div className="reader-tools">
          <Segments
            label={say('readers.scan')}
            value={scan}
            choices={choices}
            onChange={(next) => void call('set-reader-scan', { reader, scan: next })}
          />
          <BusyButton
            mark="retry"
            isDisabled={refusal !== null || !canRead}
            onPress={() => call('read-chip-again', { reader })}
          >
            {say('readers.again')}
          </BusyButton>
          <LayOnReader reader={reader} />
        </div>
        <p className="field-hint">{say(`readers.scan.${scan}.hint`)}</p>
      </div>
    </section>
  );
}

/** A reading and what follows from it; what was bound here stays said until the next reading. */
function Reading({ view, reading }: { readonly view: ReaderView; readonly reading: ReadingView }): ReactNode {
  const { say } = useText();
  const [bound, setBound] = useState<ChipDetail | null>(null);
  const { reader } = view;
  const record = bound?.record ?? reading.record;
  const whyNot = whyUnbindable(reading);
  return (
    <>
      <ResultCard reading={reading} />
      {record !== null ? <Bound record={record} detail={bound} /> : null}
      {record === null && whyNot === null ? <BindForm reader={reader} reading={reading} onBound={setBound} /> : null}
      {record === null && whyNot !== null && reading.kind !== 'card' ? (
        <ErrorNotice kind="warn" error={{ code: whyNot, facts: {} }} />
      ) : null}
      {reading.zeroable ? <ZeroCard reader={reader} reading={reading} way={reading.zeroable} /> : null}
      {reading.kind === 'card' && !reading.zeroable ? <p>{say('readers.zero.not-possible')}</p> : null}
    </>
  );
}

function Bound({
  record,
  detail,
}: {
  readonly record: NonNullable<ReadingView['record']>;
  readonly detail: ChipDetail | null;
}): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const phone: PhoneRef = { is: 'record', record };
  const { sheet } = store.getState();
  return (
    <div className="phone-stack">
      <Notice
        kind="info"
        title={say('readers.bound', { record })}
        acts={
          <Button mark="chip" onPress={() => store.setState({ sheet: { is: 'chip', phone, back: sheet } })}>
            {say('readers.bound.open')}
          </Button>
        }
      />
      {detail ? <SaleGate chip={detail.chip} /> : null}
    </div>
  );
}
