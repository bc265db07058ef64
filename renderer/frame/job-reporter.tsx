import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useDesk } from '../desk.tsx';
import { lookOfJob } from '../parts/state-look.ts';
import { type JobNews, loudest, newsBetween } from '../state/job-news.ts';
import { type Texts, useText } from '../use-text.ts';
import { playCall } from './tones.ts';

const GATHER_MS = 400;
const MOST_SPOKEN = 6;

function wordsOf(news: readonly JobNews[], { say, sayByName }: Texts): string {
  const latest = new Map(news.map((one) => [one.port.port, one]));
  return [...latest.values()]
    .slice(-MOST_SPOKEN)
    .map(({ port, job }) => say('window.news', { name: port.name ?? port.port, word: sayByName(lookOfJob(job).word) }))
    .join(' ');
}

/** Tells by voice and by sound when a job comes into another state; what happens at nearly the same time is told together. */
export function JobReporter(): ReactNode {
  const { store } = useDesk();
  const texts = useText();
  const [told, setTold] = useState({ words: '', language: texts.language });
  const spoken = useRef(texts);
  spoken.current = texts;
  useEffect(() => {
    let before = store.getState().state;
    let gathered: JobNews[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    let audio: AudioContext | null = null;
    const tell = (): void => {
      timer = null;
      setTold({ words: wordsOf(gathered, spoken.current), language: spoken.current.language });
      if (store.getState().state?.settings.sounds && 'AudioContext' in window) {
        audio ??= new AudioContext();
        playCall(loudest(gathered), audio);
      }
      gathered = [];
    };
    const stop = store.subscribe(({ state }) => {
      // The first state is how things stand, not news.
      const news = before && state ? newsBetween(before.ports, state.ports) : [];
      before = state;
      if (news.length === 0) return;
      gathered.push(...news);
      timer ??= setTimeout(tell, GATHER_MS);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
      void audio?.close();
    };
  }, [store]);
  return (
    <div className="only-spoken" role="status" aria-live="polite">
      {/* What was told in another language is old news, and would be read in the wrong voice. */}
      {told.language === texts.language ? told.words : ''}
    </div>
  );
}
