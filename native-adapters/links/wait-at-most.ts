/** Waits for work to settle, but not longer than that many milliseconds, nor longer than the signal; never throws, and leaves no timer behind. */
export async function waitAtMost(work: Promise<unknown>, ms: number, signal?: AbortSignal): Promise<void> {
  let end: () => void = () => undefined;
  const limit = new Promise<void>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(end, ms);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
  signal?.removeEventListener('abort', end);
}
