/** What one probe found: a value, a stated absence, or nothing readable; never a guess. */
export type Reading<T> =
  | { readonly is: 'value'; readonly value: T; readonly source: string }
  | { readonly is: 'absent'; readonly source: string }
  | { readonly is: 'not-readable'; readonly source: string; readonly why: string };

/** A reading that holds a value. */
export const value = <T>(found: T, source: string): Reading<T> => ({ is: 'value', value: found, source });
/** A reading whose source said that there is none. */
export const absent = (source: string): Reading<never> => ({ is: 'absent', source });
/** A reading whose source could not or would not answer. */
export const notReadable = (source: string, why: string): Reading<never> => ({ is: 'not-readable', source, why });

/** The value of a reading, or null when it holds none; use it to show, never to decide that something is absent. */
export function known<T>(reading: Reading<T>): T | null {
  return reading.is === 'value' ? reading.value : null;
}
