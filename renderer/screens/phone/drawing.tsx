import type { ReactNode } from 'react';
import { DRAWING_SHAPES, type DrawingName, type DrawingShape } from './drawing-shapes.ts';

/** A drawing of what to do at a phone; it says nothing to a screen reader, so words always stand beside it. */
export function Drawing({ name }: { readonly name: DrawingName }): ReactNode {
  const { phone = false, line, solid, strong }: DrawingShape = DRAWING_SHAPES[name];
  return (
    <svg className="drawing" viewBox="24 2 66 70" aria-hidden="true">
      {phone ? (
        <path
          className="drawing-phone"
          d="M37 6h22a3 3 0 0 1 3 3v54a3 3 0 0 1-3 3H37a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM38 12h20v46H38zM46 62h4"
        />
      ) : null}
      {line ? <path d={line} /> : null}
      {solid ? <path className="drawing-solid" d={solid} /> : null}
      {strong ? <path className="drawing-strong" d={strong} /> : null}
    </svg>
  );
}
