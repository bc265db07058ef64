import type { Writable } from 'node:stream';

/** Resolves when a full pipe or socket takes bytes again, or is gone; it leaves no listener behind. */
export function drained(target: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      target.off('drain', done);
      target.off('close', done);
      resolve();
    };
    target.on('drain', done);
    target.on('close', done);
  });
}
