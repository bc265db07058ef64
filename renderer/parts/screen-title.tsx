import './screen-title.css';
import type { ReactNode } from 'react';
import { useShelf } from '../desk.tsx';
import { useText } from '../use-text.ts';

/** The name of the screen in large letters, and what can be done with the whole of it; the frame speaks the name already. */
export function ScreenTitle({ acts }: { readonly acts?: ReactNode }): ReactNode {
  const { say } = useText();
  const screen = useShelf((shelf) => shelf.screen);
  return (
    <header className="screen-title">
      <p aria-hidden="true">{say(`window.screen.${screen}`)}</p>
      {acts ? <div className="screen-title-acts">{acts}</div> : null}
    </header>
  );
}
