import { useEffect } from 'react';
import { useDesk } from '../desk.tsx';
import type { Screen } from '../state/store.ts';

/** Alt with a digit goes to that screen of the rail; Ctrl or Command with L locks. */
export function useScreenKeys(screens: readonly Screen[]): void {
  const { store, workstation } = useDesk();
  useEffect(() => {
    const take = (event: KeyboardEvent): void => {
      const screen = event.altKey ? screens[Number(event.code.replace('Digit', '')) - 1] : undefined;
      const isLock = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'l';
      if (!screen && !isLock) return;
      event.preventDefault();
      if (screen) store.setState({ screen });
      else void workstation.call('lock-screen', {});
    };
    window.addEventListener('keydown', take);
    return () => window.removeEventListener('keydown', take);
  }, [store, workstation, screens]);
}
