import type { ProcessLauncher } from '../../../domain/side-process.ts';
import { keepUsb, realUsb, type UsbParts, type UsbView } from './keep-usb.ts';

/** The USB buses of this computer, watched by one process however many look. */
export interface UsbBus {
  /** Yields what is on the buses, from what is known now on, until the signal ends it; who is slow misses what was in between. */
  watch(signal: AbortSignal): AsyncIterable<UsbView>;
}

/** Looks at the buses once for all who watch, from the first watcher to the last. */
class SharedBus implements UsbBus {
  readonly #parts: UsbParts;
  readonly #watchers = new Set<() => void>();
  #latest: UsbView | null = null;
  #stop: AbortController | null = null;

  constructor(parts: UsbParts) {
    this.#parts = parts;
  }

  async *watch(signal: AbortSignal): AsyncGenerator<UsbView, void, undefined> {
    let hasNews = this.#latest !== null;
    let wake: () => void = () => undefined;
    const hear = (): void => {
      hasNews = true;
      wake();
    };
    const leave = (): void => {
      this.#leave(hear);
      wake();
    };
    if (signal.aborted) return;
    this.#join(hear);
    signal.addEventListener('abort', leave, { once: true });
    try {
      while (!signal.aborted) {
        const latest = hasNews ? this.#latest : null;
        hasNews = false;
        if (latest !== null) yield latest;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  #join(watcher: () => void): void {
    this.#watchers.add(watcher);
    if (this.#stop === null) void this.#look();
  }

  #leave(watcher: () => void): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0) return;
    this.#stop?.abort();
    this.#stop = null;
    this.#latest = null;
  }

  async #look(): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    for await (const view of keepUsb(stop.signal, this.#parts)) {
      if (stop.signal.aborted) return;
      this.#latest = view;
      for (const tell of this.#watchers) tell();
    }
  }
}

/** Opens the buses of this computer for whoever wants to look at them; a process is started with the first watcher and ended with the last. */
export function openUsbBus(launch: ProcessLauncher): UsbBus {
  return shareUsb(realUsb(launch));
}

/** Shares what one keeper of a USB process sees among many watchers. */
export function shareUsb(parts: UsbParts): UsbBus {
  return new SharedBus(parts);
}
