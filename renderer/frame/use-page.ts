import { useEffect } from 'react';
import { useDesk, useShelf } from '../desk.tsx';

const TOUCH_EVERY_MS = 20_000;

/** Keeps the page itself as the settings want it: its language, its theme, and room for the practice band. */
export function usePage(): void {
  const language = useShelf(({ state }) => state?.settings.language ?? 'ja');
  const theme = useShelf(({ state }) => state?.settings.theme ?? 'system');
  const workplace = useShelf(({ state }) => state?.workplace ?? 'real');
  useEffect(() => {
    const { documentElement } = document;
    documentElement.lang = language;
    documentElement.setAttribute('data-theme', theme);
    documentElement.setAttribute('data-workplace', workplace);
  }, [language, theme, workplace]);
}

/** Tells the program that somebody is at the screen, so that it does not lock; at most every 20 seconds. */
export function useTouch(): void {
  const { workstation } = useDesk();
  useEffect(() => {
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = (event: Event): void => {
      if (event.timeStamp - toldAt < TOUCH_EVERY_MS) return;
      toldAt = event.timeStamp;
      void workstation.call('touch', {});
    };
    const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, tell, { passive: true, capture: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, tell, { capture: true });
    };
  }, [workstation]);
}
