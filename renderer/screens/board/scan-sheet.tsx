import './scan-sheet.css';
import type { ReactNode } from 'react';
import { code128, QUIET_MODULES } from '../../../domain/code128.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { commandText, SCAN_COMMANDS } from '../../state/scan-commands.ts';
import { useText } from '../../use-text.ts';

const HEIGHT = 30;

/** The barcodes that order what keys do, to be scanned from the screen or from a photograph of it. */
export function ScanSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { say } = useText();
  return (
    <Dialog title={say('board.act.scan')} onClose={onClose} wide>
      <p>{say('board.scan.words')}</p>
      <ul className="scan-sheet">
        {SCAN_COMMANDS.map((command) => (
          <li key={command} className="scan-order">
            <strong>{say(`board.scan.${command}`)}</strong>
            <Bars text={commandText(command)} />
            <span className="code">{commandText(command)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** A text as bars, black on white in every theme, with the white room that readers want. */
function Bars({ text }: { readonly text: string }): ReactNode {
  const symbol = code128(text);
  if (!symbol) return null;
  const width = symbol.modules + 2 * QUIET_MODULES;
  const path = symbol.bars.map(({ at, width: bar }) => `M${QUIET_MODULES + at} 0h${bar}v${HEIGHT}h-${bar}z`).join('');
  return (
    <svg className="scan-bars" viewBox={`0 0 ${width} ${HEIGHT}`} shapeRendering="crispEdges" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
