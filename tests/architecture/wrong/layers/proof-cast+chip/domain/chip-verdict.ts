/** A verdict on a chip. */
export interface ChipVerdict {
  readonly state: 'EMPTY' | 'UNKNOWN';
}
