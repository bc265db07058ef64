import type { ReactNode } from 'react';
import { PLACEMENT_SHAPES, type Placement } from './reader-shapes.ts';

const PHONE = 'h16a3 3 0 0 1 3 3v38a3 3 0 0 1-3 3H{x}a3 3 0 0 1-3-3V{y}a3 3 0 0 1 3-3z';

function phoneAt([x, y]: readonly [number, number]): string {
  return `M${x + 3} ${y}${PHONE.replace('{x}', String(x + 3)).replace('{y}', String(y + 3))}M${x + 8} ${y + 39}h6`;
}

/** A drawing of how to place a phone on the reader; it says nothing to a screen reader, so the words of the help always stand beside it. */
export function PlacementDrawing({ help }: { readonly help: Placement }): ReactNode {
  const { phone, line, strong } = PLACEMENT_SHAPES[help];
  return (
    <svg className="drawing placement" viewBox="0 0 96 72" aria-hidden="true">
      <path
        className="placement-reader"
        d="M26 8h44a6 6 0 0 1 6 6v44a6 6 0 0 1-6 6H26a6 6 0 0 1-6-6V14a6 6 0 0 1 6-6z"
      />
      {phone ? <path className="placement-phone" d={phoneAt(phone)} /> : null}
      {line ? <path d={line} /> : null}
      {strong ? <path className="drawing-strong" d={strong} /> : null}
    </svg>
  );
}
