import { z } from 'zod';

const FAR = 100_000;
const side = z.int().min(-FAR).max(FAR);
const length = z.int().min(200).max(FAR);
const PLACE = z.strictObject({ x: side.exactOptional(), y: side.exactOptional(), width: length, height: length });

/** Where a window stands on the screens of this computer, in pixels. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

/** Reads a window's place strictly; null for anything else. */
export function readWindowPlace(found: unknown): WindowPlace | null {
  const parsed = PLACE.safeParse(found);
  return parsed.success ? parsed.data : null;
}
