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

const LEAST_SHOWN = 120;

/** A place as it can be taken now: without its corner when no screen shows enough of the window's head, as after a screen was taken away. */
export function shownPlace(place: WindowPlace, screens: readonly Required<WindowPlace>[]): WindowPlace {
  const { x, y, width, height } = place;
  if (x === undefined || y === undefined) return { width, height };
  const isShown = screens.some((screen) => {
    const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    return across >= LEAST_SHOWN && y >= screen.y && y <= screen.y + screen.height - LEAST_SHOWN;
  });
  return isShown ? place : { width, height };
}
