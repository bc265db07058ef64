import './readers.css';
import type { ReactNode } from 'react';
import { whyUnbindable } from '../../../domain/chip-binding.ts';
import type { ReaderView, ReadingView } from '../../../domain/chip-view.ts';
import type { WindowState } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { lookOfChip, lookOfReader } from '../../parts/chip-look.ts';
import { Mark } from '../../parts/mark.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { localeOf } from '../../parts/show-numbers.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { useText } from '../../use-text.ts';
import { countLeft, leftServices } from '../chip/chip-words.ts';
import { PlacementDrawing } from './placement-drawing.tsx';
import { LayOnReader } from './practice-lay.tsx';
import type { Placement } from './reader-shapes.ts';

const NONE: readonly ReaderView[] = [];
const MOST_NAMES = 3;

/** All contactless readers side by side: where the phone goes and what came out, in letters for two metres. Without any it takes no room. */
export function ReaderStrip(): ReactNode {
  const { say } = useText();
  const readers = useShelf(({ state }) => state?.readers ?? NONE);
  const blind = useShelf(({ state }) => (state && !isToldElsewhere(state) ? state.readersBlind : null));
  if (readers.length === 0 && !blind) return null;
  return (
    <section className="readers" aria-label={say('readers.list')}>
      {blind ? <ErrorNotice kind="warn" error={blind} /> : null}
      {readers.map((view) => (
        <ReaderTile key={view.reader} view={view} />
      ))}
    </section>
  );
}

/** A computer without USB buses is no fault of a reader, and what keeps phones from being seen too stands in the frame already. */
function isToldElsewhere({ readersBlind, bench }: Pick<WindowState, 'readersBlind' | 'bench'>): boolean {
  return readersBlind?.code === 'usb.unavailable' || bench.blind.some(({ source }) => source === 'usb');
}

function ReaderTile({ view }: { readonly view: ReaderView }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const { reader, name, is, scan, error, reading } = view;
  const isHere = reading !== null && isOfNow(view, reading);
  const tone = isHere ? lookOfChip(reading.state).tone : lookOfReader(is).tone;
  const open = (): void => store.setState({ sheet: { is: 'reader', reader } });
  const mustBind =
    reading !== null && reading.record === null && (reading.kind === 'card' || whyUnbindable(reading) === null);
  return (
    <article
      className={`reader-tile tone-${tone}${reading ? '' : ' reader-tile-new'}`}
      aria-label={name}
      data-reader={reader}
    >
      <PlacementDrawing help={placementOf(view)} />
      <div className="reader-now">
        <p className="reader-name">
          <strong>{name}</strong>
          <StateBadge look={lookOfReader(is)} />
          {scan === 'iphone' ? (
            <span className="reader-scan">
              <Mark name="phone" />
              {say('readers.scan.iphone')}
            </span>
          ) : null}
        </p>
        <HelpWords view={view} />
        {error ? <ErrorWords error={error} /> : null}
      </div>
      {reading ? <TileReading reading={reading} isHere={isHere} /> : null}
      <div className="reader-acts">
        <Button kind={mustBind && isHere ? 'primary' : 'plain'} mark={mustBind ? 'chip' : 'right'} onPress={open}>
          {say(mustBind ? 'readers.bind.open' : 'readers.open')}
          <span className="only-spoken"> {name}</span>
        </Button>
        <LayOnReader reader={reader} />
      </div>
    </article>
  );
}

/** Silence and the one poll leave nothing to notice; they are of now until something else is noticed. */
function isOfNow({ is, isOccupied }: ReaderView, { idmTail, scan }: ReadingView): boolean {
  return is === 'read' && (isOccupied || idmTail === null || scan === 'iphone');
}

/** What is drawn of a reader: a phone whose reading is over is not told to be kept still. */
export function placementOf({ is, isOccupied, help }: ReaderView): Placement {
  return is === 'read' && isOccupied ? 'over' : help;
}

/** What to do with the phone right now, spoken as it changes. */
export function HelpWords({ view }: { readonly view: ReaderView }): ReactNode {
  const { say } = useText();
  const placement = placementOf(view);
  return (
    <p className="reader-help" role="status" aria-live="polite">
      <span className="only-spoken">{view.name} </span>
      {placement === 'over' ? say('readers.take-off') : say(`reader.help.${placement}`)}
    </p>
  );
}

function ErrorWords({ error }: { readonly error: NonNullable<ReaderView['error']> }): ReactNode {
  const { title } = useText().sayError(error);
  return <p className="reader-error">{title}</p>;
}

function TileReading({ reading, isHere }: { readonly reading: ReadingView; readonly isHere: boolean }): ReactNode {
  const texts = useText();
  const { say } = texts;
  const look = lookOfChip(reading.state);
  const services = leftServices(texts, reading.residues);
  const names = services.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = countLeft(services) - names.length;
  const listed = new Intl.ListFormat(localeOf(texts.language), { type: 'conjunction', style: 'narrow' });
  const [reason] = reading.reasons;
  return (
    <div className={`reader-result tone-${look.tone}${isHere ? '' : ' reader-result-past'}`}>
      <p className="reader-result-when">{say(isHere ? 'readers.result.now' : 'readers.result.before')}</p>
      <p className="reader-result-state" role="status">
        <Mark name={look.mark} />
        {texts.sayByName(look.word)}
      </p>
      <p className="reader-result-words">
        {names.length > 0
          ? `${listed.format(names)}${more > 0 ? ` +${more}` : ''}`
          : reason
            ? say(`chip.reason.${reason}`)
            : null}
      </p>
      <p className="reader-result-tail num">
        {reading.idmTail ? <span>{say('readers.number', { tail: reading.idmTail })}</span> : null}
        <span>{reading.record ?? say('readers.not-bound')}</span>
      </p>
    </div>
  );
}
