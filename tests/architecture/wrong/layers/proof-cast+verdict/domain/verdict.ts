/** A verdict. */
export interface Verdict {
  readonly passed: boolean;
}
