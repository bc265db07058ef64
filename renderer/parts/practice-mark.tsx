import './practice-mark.css';
import type { ReactNode } from 'react';
import { useShelf } from '../desk.tsx';
import { useText } from '../use-text.ts';

/** Says on every screen of a practice workplace, above all windows, that nothing here is real; draws nothing elsewhere. */
export function PracticeMark(): ReactNode {
  const { say } = useText();
  const isPractice = useShelf(({ state }) => state?.workplace === 'practice');
  if (!isPractice) return null;
  return (
    <>
      <aside className="practice-band" aria-label={say('window.practice.word')}>
        <span className="practice-band-word">{say('window.practice.word')}</span>
        <span>{say('window.practice.words')}</span>
      </aside>
      <div className="practice-water" aria-hidden="true">
        {say('window.practice.water')}
      </div>
    </>
  );
}
