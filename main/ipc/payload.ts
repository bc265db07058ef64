/** How much a call may carry: characters and bytes together, values, and levels. */
export interface PayloadLimits {
  readonly weight: number;
  readonly values: number;
  readonly depth: number;
}

/** Far more than any call needs, far less than what would hold the program up. */
export const PAYLOAD_LIMITS: PayloadLimits = { weight: 256 * 1024, values: 20_000, depth: 12 };

interface Left {
  weight: number;
  values: number;
}

/**
 * Tells whether a payload is small enough to be looked at, without looking at more of it than the limits allow. One that goes
 * in circles is too deep, and one that cannot be walked at all is not small.
 */
export function isSmall(payload: unknown, limits: PayloadLimits = PAYLOAD_LIMITS): boolean {
  const left = { weight: limits.weight, values: limits.values };
  try {
    return fits(payload, left, limits.depth);
  } catch {
    return false;
  }
}

function fits(value: unknown, left: Left, depth: number): boolean {
  left.values -= 1;
  if (typeof value === 'string') left.weight -= value.length;
  if (left.values < 0 || left.weight < 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength <= left.weight;
  if (value instanceof Map || value instanceof Set) return value.size <= left.values;
  // The length of a list is asked first: its members may be more than can be named.
  if (Array.isArray(value) && value.length > left.values) return false;
  const keys = Object.keys(value);
  left.weight -= keys.reduce((sum, key) => sum + key.length, 0);
  if (keys.length > left.values || left.weight < 0) return false;
  return keys.every((key) => fits((value as Record<string, unknown>)[key], left, depth - 1));
}
