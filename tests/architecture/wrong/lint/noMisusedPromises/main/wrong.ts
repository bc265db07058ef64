async function erased(): Promise<boolean> {
  return false;
}

/** A promise in one sentence. */
export function wrong(): string {
  if (erased()) return 'pass';
  return 'fail';
}
