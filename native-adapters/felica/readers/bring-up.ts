import { unlessAborted } from '../../links/deadline.ts';

/** Runs something whose failure changes nothing any more: a reader that is being given back may be gone. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // Whoever gives a reader back wants it closed, and it is closed by the next step in any case.
  }
}

/**
 * Promises what `start` brings. When it fails, or when the signal fires, `giveBack` runs once after it: before the failure is told, but a
 * caller who has gone is not kept waiting.
 */
export async function openedOr<T>(
  giveBack: () => Promise<void>,
  start: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const opening = start().then(
    async (started) => {
      if (!signal.aborted) return started;
      await giveBack();
      throw signal.reason;
    },
    async (error: unknown) => {
      await giveBack();
      throw error;
    },
  );
  return unlessAborted(opening, signal);
}
