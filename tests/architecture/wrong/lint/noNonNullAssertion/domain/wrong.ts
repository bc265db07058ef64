/** A promise in one sentence. */
export function wrong(names: readonly string[]): string {
  return names[0]!;
}
