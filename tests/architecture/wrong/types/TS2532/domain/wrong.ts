/** A promise in one sentence. */
export function first(names: readonly string[]): number {
  return names[0].length;
}
