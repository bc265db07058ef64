import { setTimeout as pause } from 'node:timers/promises';
import { awaitsTrust } from '../../domain/apple-facts.ts';
import type { DeviceFacts } from '../../domain/device.ts';

/** How long the command waits for a phone and for the person at it, in milliseconds. */
export interface CounterPatience {
  /** From the first look at a port to the last reading of its phone. */
  readonly examineMs: number;
  /** For somebody to unlock an iPhone and to tap Trust. */
  readonly trustMs: number;
  readonly trustAgainMs: number;
}

/** Patience for real phones: iOS 26 alone may take half a minute to show its question, and the passcode follows the tap. */
export const COUNTER_PATIENCE: CounterPatience = { examineMs: 180_000, trustMs: 150_000, trustAgainMs: 1_500 };

/** Reads a phone again while it waits for somebody to unlock it or to tap Trust, which `ask` asks for once; gives the last reading when patience ends. */
export async function readOnceTrusted<T extends { readonly facts: DeviceFacts }>(
  read: () => Promise<T>,
  ask: () => void,
  { trustMs, trustAgainMs }: CounterPatience,
  signal: AbortSignal,
): Promise<T> {
  const givesUpAt = performance.now() + trustMs;
  for (let isAsked = false; ; isAsked = true) {
    const examined = await read();
    if (!awaitsTrust(examined.facts) || performance.now() > givesUpAt) return examined;
    if (!isAsked) ask();
    await pause(trustAgainMs, undefined, { signal });
  }
}
