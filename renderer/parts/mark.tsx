import './mark.css';
import type { ReactNode } from 'react';
import { MARK_SHAPES, type MarkName, type MarkShape } from './mark-shapes.ts';

const DOTTED: ReadonlySet<MarkName> = new Set(['empty', 'reading']);

/** A mark as large as the letters beside it; it says nothing to a screen reader, so a word always stands with it. */
export function Mark({ name }: { readonly name: MarkName }): ReactNode {
  const { line, solid, hole }: MarkShape = MARK_SHAPES[name];
  return (
    <svg className={DOTTED.has(name) ? 'mark mark-dots' : 'mark'} viewBox="0 0 24 24" aria-hidden="true">
      {line ? <path d={line} /> : null}
      {solid ? <path className="mark-solid" d={solid} /> : null}
      {hole ? <path className="mark-hole" d={hole} /> : null}
    </svg>
  );
}
