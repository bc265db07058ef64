import './chip.css';
import '../phone/phone.css';
import type { ReactNode } from 'react';
import type { ChipDetail } from '../../../domain/chip-view.ts';
import { useShelf } from '../../desk.tsx';
import { lookOfChip } from '../../parts/chip-look.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { showTime } from '../../parts/show-numbers.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import type { PhoneRef } from '../../state/store.ts';
import { useText } from '../../use-text.ts';
import { actorWords } from '../ledger/entry-words.ts';
import { BeyondReading } from './beyond-reading.tsx';
import { eventWords, sourceWords } from './chip-words.ts';
import { GuideView } from './guide-view.tsx';
import { IphonePart } from './iphone-part.tsx';
import { Override } from './override.tsx';
import { ReadAgain } from './read-again.tsx';
import { Reasons, Residues } from './residues.tsx';
import { SaleGate } from './sale-gate.tsx';
import { ToolList } from './tool-list.tsx';
import { type ChipPartProps, useChipDetail } from './use-chip-detail.ts';

/** Everything about the chip of one phone: how it stands, whether it may be sold, the way out step by step, and what was done so far. */
export function ChipPanel(props: {
  readonly phone: PhoneRef;
  /** Changes whenever the chip is to be read from the records again. */
  readonly moved: string;
  /** Whether the phone was erased already, so that its owner's apps are gone. */
  readonly isReset: boolean;
  /** Who did the work on the phone; null where nobody did yet. */
  readonly worker: string | null;
  /** Whether the sale gate stands above the panel already. */
  readonly isGateAbove?: boolean;
}): ReactNode {
  const { phone, moved, isReset, worker, isGateAbove = false } = props;
  const { say } = useText();
  const { detail, error, act } = useChipDetail(phone, moved);
  if (error) return <ErrorNotice error={error} />;
  if (!detail) return <p role="status">{say('chip.reading-record')}</p>;
  const part: ChipPartProps = { phone, detail, act };
  const { chip } = detail;
  return (
    <div className="chip-panel">
      <ChipHead detail={detail} />
      {isGateAbove ? null : <SaleGate chip={chip} />}
      {chip.iphone ? <IphonePart {...part} isReset={isReset} /> : null}
      {chip.sale === 'blocked' ? <BeyondReading blocks={chip.blocks} /> : null}
      {chip.sale === 'blocked' && !chip.iphone ? <ReadAgain detail={detail} worker={worker} /> : null}
      <Residues residues={chip.residues} state={chip.state} />
      {chip.iphone ? null : <WayOut {...part} isReset={isReset || chip.blocks.includes('read-before-reset')} />}
      <History detail={detail} />
      {chip.sale === 'blocked' ? <Override {...part} /> : null}
    </div>
  );
}

/** How the chip of a phone that does not empty it itself is emptied, and whether there is one. */
function WayOut(props: ChipPartProps & { readonly isReset: boolean }): ReactNode {
  return (
    <>
      <GuideView {...props} />
      <ToolList {...props} />
      <Presence detail={props.detail} />
    </>
  );
}

function ChipHead({ detail: { chip } }: { readonly detail: ChipDetail }): ReactNode {
  const texts = useText();
  const { say, language } = texts;
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  const look = lookOfChip(chip.state);
  const { lastRead } = chip;
  return (
    <section className={`chip-head tone-${look.tone}`} aria-label={say('chip.state')}>
      <StateBadge look={look} />
      <div>
        <p>
          {lastRead
            ? say('chip.last-read', {
                name: actorWords(texts, lastRead.by, accounts),
                at: showTime(language, Date.parse(lastRead.at)),
              })
            : say('chip.never-read')}
        </p>
        <p>{say(`chip.recheck.${chip.recheck}`)}</p>
        <Reasons reasons={chip.reasons} />
      </div>
    </section>
  );
}

function Presence({ detail }: { readonly detail: ChipDetail }): ReactNode {
  const texts = useText();
  const { say } = texts;
  const { presence } = detail.chip;
  return (
    <section className="chip-part" aria-labelledby="chip-presence">
      <h3 id="chip-presence">{say('chip.presence')}</h3>
      <p>
        <strong>{say(`chip.presence.${presence.is}`)}</strong> {say(`chip.presence.${presence.is}.words`)}
      </p>
      {presence.sources.length > 0 ? (
        <ul className="bullets">
          {presence.sources.map((source) => (
            <li key={JSON.stringify(source)}>{sourceWords(texts, source)}</li>
          ))}
        </ul>
      ) : (
        <p className="field-hint">{say('chip.presence.no-source')}</p>
      )}
    </section>
  );
}

function History({ detail }: { readonly detail: ChipDetail }): ReactNode {
  const texts = useText();
  const { say, language } = texts;
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  return (
    <section className="chip-part" aria-labelledby="chip-history">
      <h3 id="chip-history">{say('chip.history')}</h3>
      {detail.history.length === 0 ? <p className="field-hint">{say('chip.history.none')}</p> : null}
      <ol className="chip-history">
        {detail.history.map((event) => (
          <li key={`${event.atMs} ${JSON.stringify(event.what)}`}>
            <span className="num">{showTime(language, event.atMs)}</span>
            <span className="chip-history-what">
              {eventWords(texts, event)}
              {event.record === detail.record ? null : (
                <small>{say('chip.history.other-record', { record: event.record })}</small>
              )}
            </span>
            <span className="field-hint">{actorWords(texts, event.by, accounts)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
