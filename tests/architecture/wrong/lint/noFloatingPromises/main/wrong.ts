async function save(): Promise<void> {}

/** A promise in one sentence. */
export function wrong(): void {
  save();
}
