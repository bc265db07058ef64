import { useEffect, useState } from 'react';

/** The time of this page's clock, drawn again every so often until there is nothing to wait for. */
export function useNow(everyMs: number, isNeeded: boolean): number {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isNeeded) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, isNeeded]);
  return nowMs;
}
