import type { PlacementHelp } from '../../../domain/chip-view.ts';

/** One drawing on a field of 96 × 72 with the reader in its middle: where the phone lies on it, and what to do, stroked in the colour of an act. */
export interface PlacementShape {
  /** The left upper corner of the phone, which is 22 × 44; null: no phone is drawn. */
  readonly phone: readonly [x: number, y: number] | null;
  /** Lines over everything. */
  readonly line?: string;
  readonly strong?: string;
}

const AT_HOME = [37, 14] as const;

/** What is drawn: how to place a phone, or that the reading of the one on the reader is over. */
export type Placement = PlacementHelp | 'over';

/** The drawing of each help; nothing in it moves, and each is another picture. */
export const PLACEMENT_SHAPES: Readonly<Record<Placement, PlacementShape>> = {
  over: { phone: AT_HOME, strong: 'M78 37l5 5l9-11' },
  'lay-phone': { phone: [4, 14], strong: 'M30 36h22M45 29l7 7l-7 7' },
  'hold-still': { phone: AT_HOME, strong: 'M82 26v20M89 26v20' },
  'move-phone': {
    phone: AT_HOME,
    strong: 'M31 36H18M23 31l-5 5l5 5M65 36h13M73 31l5 5l-5 5M48 10V3M45 6l3-3l3 3M48 62v7M45 66l3 3l3-3',
  },
  'one-only': { phone: AT_HOME, line: 'M66 20h22v14H66zM66 25h22', strong: 'M67 41l20 20M87 41L67 61' },
  'take-card-out': { phone: AT_HOME, line: 'M54 26h22v16H54zM54 31h22', strong: 'M80 34h12M87 29l5 5l-5 5' },
  'wake-phone': {
    phone: AT_HOME,
    line: 'M44 32.5a5 5 0 1 0 8 0M48 29v6',
    strong: 'M70 30a10 10 0 0 1 0 12M75 25a18 18 0 0 1 0 22M80 20a26 26 0 0 1 0 32',
  },
  'put-back': { phone: [66, 14], strong: 'M62 22C50 12 38 18 36 32M30 26l6 7l7-6' },
  'same-phone': { phone: AT_HOME, line: 'M70 22h16v30H70z', strong: 'M74 33h8M74 40h8' },
  'let-cool': {
    phone: null,
    line: 'M45 18a3 3 0 0 1 6 0v22a6 6 0 1 1-6 0zM48 26v18',
    strong: 'M64 28h14M64 36h10M64 44h14',
  },
  'replug-reader': {
    phone: null,
    strong: 'M48 30v-9M43 21h10v-7H43zM45.5 14v-5M50.5 14v-5M66 46V26M60 32l6-6l6 6M30 26v20M24 40l6 6l6-6',
  },
};
