import './hub-view.css';
import type { ReactNode } from 'react';
import type { PortView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Mark } from '../../parts/mark.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { lookOfPort } from '../../parts/state-look.ts';
import { useText } from '../../use-text.ts';
import { type HubNode, hubTreeOf } from './hub-tree.ts';
import { nameOf, phoneOf } from './tile-words.ts';

/** How buses, hubs and sockets are plugged together, and what is in each socket. */
export function HubView({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { say } = useText();
  const ports = useShelf(({ state }) => state?.ports ?? null);
  const { buses, others } = hubTreeOf(ports ?? []);
  return (
    <Dialog title={say('board.hubs.title')} onClose={onClose} wide>
      <ul className="hubs">
        {buses.map((bus) => (
          <li key={bus.path}>
            <p className="hub-title">
              <Mark name="hub" />
              {say('board.hubs.bus', { number: bus.number })}
            </p>
            <HubLevel nodes={bus.below} onClose={onClose} />
          </li>
        ))}
        {others.length > 0 ? (
          <li>
            <p className="hub-title">{say('board.hubs.other')}</p>
            <ul className="hub-level">
              {others.map((port) => (
                <li key={port.port}>
                  <Socket port={port} words="" onClose={onClose} />
                </li>
              ))}
            </ul>
          </li>
        ) : null}
      </ul>
    </Dialog>
  );
}

function HubLevel({ nodes, onClose }: { readonly nodes: readonly HubNode[]; readonly onClose: () => void }): ReactNode {
  const { say } = useText();
  return (
    <ul className="hub-level">
      {nodes.map(({ path, number, port, below }) => (
        <li key={path}>
          {port ? <Socket port={port} words={say('board.hubs.socket', { number })} onClose={onClose} /> : null}
          {below.length > 0 ? (
            <>
              <p className="hub-title">
                <Mark name="hub" />
                {say('board.hubs.hub', { number })}
                <span className="code">{path}</span>
              </p>
              <HubLevel nodes={below} onClose={onClose} />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Socket(props: { readonly port: PortView; readonly words: string; readonly onClose: () => void }): ReactNode {
  const { port, words, onClose } = props;
  const { store } = useDesk();
  const { language } = useText();
  const { maker, model } = phoneOf(port, language);
  const go = (): void => {
    onClose();
    store.setState({ pointed: { port: port.port } });
  };
  return (
    <div className="hub-socket">
      <span className="hub-number">{words}</span>
      <Button kind="quiet" onPress={go}>
        <strong>{nameOf(port)}</strong>
      </Button>
      <StateBadge look={lookOfPort(port)} />
      <span className="hub-model">{[maker, model].filter(Boolean).join(' ')}</span>
    </div>
  );
}
