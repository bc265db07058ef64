/** A promise in one sentence. */
export function wrong(): void {
  console.log('wrong');
}
