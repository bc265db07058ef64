declare const seal: unique symbol;

/** A finding that only verification can mint. */
export interface Finding {
  readonly [seal]: true;
  readonly passed: boolean;
}

/** Mints a finding from what was read back. */
export function mintFinding(passed: boolean): Finding {
  return { passed } as Finding;
}
