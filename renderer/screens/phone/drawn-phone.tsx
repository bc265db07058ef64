import './drawn-phone.css';
import type { ReactNode } from 'react';
import { useText } from '../../use-text.ts';
import { sawText } from './phone-words.ts';

const SHAPES: Readonly<Record<string, string>> = {
  'setup-screen': 'M10 14h20M10 20h14M10 52h20v8H10z',
  home: 'M8 14h6v6H8zM17 14h6v6h-6zM26 14h6v6h-6zM8 25h6v6H8zM17 25h6v6h-6zM26 25h6v6h-6zM8 58h6v6H8zM17 58h6v6h-6zM26 58h6v6h-6z',
  'lock-screen': 'M12 18h16M14 34h12v10H14zM16.5 34v-4a3.5 3.5 0 0 1 7 0v4',
  'no-command': 'M20 20L32 44H8zM20 28v8M20 39.5h0',
  off: 'M14 40h0',
  'activation-lock': 'M10 14h20M14 34h12v10H14zM16.5 34v-4a3.5 3.5 0 0 1 7 0v4M10 54h20',
};

/** A small phone with what its screen shows: a known screen as a picture, anything else as the letters that stand on it. */
export function DrawnPhone({ saw }: { readonly saw: string }): ReactNode {
  const texts = useText();
  const shape = SHAPES[saw];
  const isKnown = shape !== undefined;
  return (
    <figure className={`drawn-phone${saw === 'off' ? ' drawn-phone-off' : ''}`}>
      <svg viewBox="0 0 40 78" aria-hidden="true">
        <path
          className="drawn-phone-body"
          d="M5 1h30a4 4 0 0 1 4 4v68a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4z"
        />
        <path className="drawn-phone-screen" d="M4 7h32v62H4z" />
        {isKnown ? <path d={shape} /> : null}
      </svg>
      {isKnown ? null : <span className="drawn-phone-letters code">{saw}</span>}
      <figcaption>{isKnown ? sawText(texts, saw) : texts.say('phone.practice.letters')}</figcaption>
    </figure>
  );
}
