import './empty-state.css';
import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';
import type { MarkName } from './mark-shapes.ts';

/** What stands where there is nothing to show: what is so, why, and what can be done. */
export function EmptyState(props: {
  readonly mark: MarkName;
  readonly title: string;
  readonly words?: ReactNode;
  readonly acts?: ReactNode;
}): ReactNode {
  const { mark, title, words, acts } = props;
  return (
    <div className="empty-state">
      <Mark name={mark} />
      <h2 className="empty-state-title">{title}</h2>
      {words ? <div className="empty-state-words">{words}</div> : null}
      {acts ? <div className="empty-state-acts">{acts}</div> : null}
    </div>
  );
}
