/** What has come of zeroing a card so far. */
export interface Zeroing {
  /** What could not be zeroed, one place each, such as `12FC 0009 block 3: refused 01A5`. */
  readonly left: readonly string[];
  /** Whether everything that was to be zeroed was read back as zeros, and there was something. */
  readonly isReadBack: boolean;
}

/** A place on a card as it is named in a record: system, service and block. */
export function placeOf(system: number, service: number, block?: number): string {
  const code = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
  const place = `${code(system)} ${code(service)}`;
  return block === undefined ? place : `${place} block ${block}`;
}

/** Both together; one that was not read back makes the whole not read back. */
export function together(parts: readonly Zeroing[]): Zeroing {
  const isReadBack = parts.length > 0 && parts.every((part) => part.isReadBack);
  return { left: parts.flatMap(({ left }) => left), isReadBack };
}

/** Numbers from 0 to below `count`. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_unused, index) => index);
}
