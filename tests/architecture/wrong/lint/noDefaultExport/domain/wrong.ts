/** A promise in one sentence. */
export default function wrong(): number {
  return 1;
}
