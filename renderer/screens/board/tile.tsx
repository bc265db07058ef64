import './tile.css';
import './tile-sizes.css';
import { memo, type ReactNode } from 'react';
import type { Battery } from '../../../domain/device.ts';
import type { PortId } from '../../../domain/ids.ts';
import type { PortView, ProgressView } from '../../../domain/window-state.ts';
import { useShelf } from '../../desk.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { showPercent, showSpan, showSpeed } from '../../parts/show-numbers.ts';
import { lookOfPort } from '../../parts/state-look.ts';
import { useText } from '../../use-text.ts';
import { nameOf, phoneOf, tileWords } from './tile-words.ts';

const LOW_BATTERY = 30;

/** What one Port shows; it is drawn again only when its own Port changes. */
export const Tile = memo(function Tile({ id }: { readonly id: PortId }): ReactNode {
  const port = useShelf(({ state }) => state?.ports.find((one) => one.port === id) ?? null);
  return port ? <PortTile port={port} /> : null;
});

function PortTile({ port }: { readonly port: PortView }): ReactNode {
  const texts = useText();
  const look = lookOfPort(port);
  const { maker, model, tails } = phoneOf(port, texts.language);
  const { what, next, weight } = tileWords(port, texts);
  const progress = port.job?.progress ?? null;
  const battery = port.phone !== null && port.phone !== 'reading' ? port.phone.battery : null;
  return (
    <div className={`tile tone-${look.tone}`} data-mark={look.mark}>
      <div className="tile-head">
        <span className={`tile-name${port.name ? '' : ' tile-name-raw'}`}>{nameOf(port)}</span>
        <span className="tile-state">
          <Mark name={look.mark} />
          <span>{texts.sayByName(look.word)}</span>
        </span>
      </div>
      <div className="tile-phone">
        <strong>
          <span className="tile-maker">{maker ? `${maker} ` : ''}</span>
          {model}
        </strong>
        <span className="tile-numbers">
          {tails.map(({ kind, end }) => (
            <span key={kind} className="tile-tail num">
              <span className="tile-tail-kind">{kind} </span>…{end}
            </span>
          ))}
          {battery && port.mode ? <BatteryWords battery={battery} /> : null}
        </span>
      </div>
      <div className={`tile-words tile-words-${weight}`}>
        {what ? <p className="tile-what">{what}</p> : null}
        {next ? <p className="tile-next">{next}</p> : null}
      </div>
      {progress ? <TileProgress port={port} progress={progress} /> : null}
    </div>
  );
}

function BatteryWords({ battery }: { readonly battery: Battery }): ReactNode {
  const { say } = useText();
  const { percent, charging } = battery;
  return (
    <span className={`tile-battery num${percent < LOW_BATTERY ? ' tile-battery-low' : ''}`}>
      <Mark name={charging ? 'charging' : 'battery'} />
      <span aria-hidden="true">{percent}%</span>
      <span className="only-spoken">{say(charging ? 'board.tile.charging' : 'board.tile.battery', { percent })}</span>
    </span>
  );
}

function TileProgress({ port, progress }: { readonly port: PortView; readonly progress: ProgressView }): ReactNode {
  const { say } = useText();
  const { done, total, remainingMs, bytesPerSecond } = progress;
  const part = total ? done / total : null;
  const step = port.job?.step;
  return (
    <div className="tile-progress">
      <span className="tile-percent num">{part === null ? '–' : showPercent(part)}</span>
      <ProgressBar part={part} label={say('board.tile.progress', { name: nameOf(port) })} />
      <span className="tile-speed num">
        {step ? <span>{say('board.tile.step', { at: step.at, of: step.of })}</span> : null}
        {bytesPerSecond === null ? null : <span>{showSpeed(bytesPerSecond)}</span>}
        {remainingMs === null ? null : <span>{say('board.tile.left', { time: showSpan(remainingMs) })}</span>}
      </span>
    </div>
  );
}
