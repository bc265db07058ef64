/** A promise in one sentence. */
export function wrong(a: number): number {
  if (a > 0) {
    if (a > 1) {
      if (a > 2) {
        if (a > 3) {
          if (a > 4) {
            if (a > 5) {
              return 1;
            }
          }
        }
      }
    }
  }
  return 0;
}
