import './chip.css';
import '../phone/phone.css';
import { type ReactNode, useState } from 'react';
import type { ChipWaiting } from '../../../domain/chip-view.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ScannerField } from '../../parts/scanner-field.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { lookOfSale } from '../../parts/state-look.ts';
import { useText } from '../../use-text.ts';
import { waitingByScan } from '../readers/bind-targets.ts';

const NONE: readonly ChipWaiting[] = [];

/** The phones whose storage passed and whose chip does not let them be sold yet, newest first; each leads to its chip. */
export function ChipsWaitingSheet(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const waiting = useShelf(({ state }) => state?.chipsWaiting ?? NONE);
  const [stray, setStray] = useState<string | null>(null);
  const open = (record: ChipWaiting['record']): void =>
    store.setState({ sheet: { is: 'chip', phone: { is: 'record', record }, back: { is: 'chips-waiting' } } });
  const scan = (text: string): void => {
    const found = waitingByScan(waiting, text);
    setStray(found ? null : text);
    if (found) open(found.record);
  };
  return (
    <Sheet wide title={say('chip.waiting.title')} onClose={() => store.setState({ sheet: null })}>
      <div className="phone-stack">
        {waiting.length === 0 ? (
          <EmptyState mark="chip-empty" title={say('chip.waiting.none')} />
        ) : (
          <>
            <p>{say('chip.waiting.words')}</p>
            <ScannerField label={say('chip.waiting.scan')} hint={say('readers.bind.scan.hint')} onRead={scan} />
            {stray === null ? null : <Notice kind="warn" title={say('readers.bind.scan.nothing', { text: stray })} />}
            <ul className="chip-waiting">
              {waiting.map((one) => (
                <Waiting key={one.record} one={one} onOpen={() => open(one.record)} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Sheet>
  );
}

function Waiting({ one, onOpen }: { readonly one: ChipWaiting; readonly onOpen: () => void }): ReactNode {
  const { say } = useText();
  const { maker, model, imei, serial, record, chip } = one;
  const number = imei ?? serial;
  return (
    <li className="chip-waiting-one">
      <div className="chip-waiting-phone">
        <strong>{[maker, model].filter((part) => part !== null).join(' ') || say('phone.unnamed')}</strong>
        <span className="code">{record}</span>
        {number ? <span className="code">{`${imei ? 'IMEI' : 'S/N'} ${number}`}</span> : null}
      </div>
      <div className="chip-waiting-why">
        <StateBadge look={lookOfSale(chip)} />
        <ul>
          {chip.blocks.map((block) => (
            <li key={block}>{say(`chip.block.${block}`)}</li>
          ))}
        </ul>
      </div>
      <Button mark="right" onPress={onOpen}>
        {say('chip.waiting.open', { record })}
      </Button>
    </li>
  );
}
