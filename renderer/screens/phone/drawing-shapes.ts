/** One drawing on a field of 96 × 72: `phone` where a phone is drawn under it, `line` stroked, `solid` filled, `strong` stroked in the colour of what to do. */
export interface DrawingShape {
  readonly phone?: boolean;
  readonly line?: string;
  readonly solid?: string;
  readonly strong?: string;
}

// The phone stands in the middle: x 34 to 62, y 6 to 66, its screen 38 to 58 and 12 to 58.
const LIST = 'M41 17h14M41 23h14M41 29h14M41 35h14';
const PADLOCK = 'M42 35h12v10H42zM44.5 35v-3.5a3.5 3.5 0 0 1 7 0V35';
const HEAD = 'M48 24a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9zM40.5 45c.8-5.4 3.6-8 7.5-8s6.7 2.6 7.5 8';

/** All drawings of what a person does at a phone, by name. */
export const DRAWING_SHAPES = {
  account: { phone: true, line: HEAD, strong: 'M66 24l14 14M80 24L66 38' },
  shield: {
    phone: true,
    line: 'M48 22l9 3.5v7.5c0 6-3.6 9.6-9 12c-5.4-2.4-9-6-9-12v-7.5z',
    strong: 'M44.5 31.5a3.5 3.5 0 1 1 7 0c0 2.6-3.5 2.8-3.5 5.4M48 40.5h0',
  },
  lock: { phone: true, line: PADLOCK, strong: 'M68 46V28M62 34l6-6l6 6' },
  building: { phone: true, line: 'M42 46V26h12v20M45 30h2M49 30h2M45 35h2M49 35h2M46.5 46v-5h3v5M39 46h18' },
  users: {
    phone: true,
    line: 'M45 25a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 0 1 0-7.2zM39.5 44c.6-4.6 2.6-7 5.5-7s4.9 2.4 5.5 7M51.5 26a3.4 3.4 0 0 1 0 6.6M53.5 37.5c1.7.9 2.8 3 3.2 6.5',
  },
  battery: {
    phone: true,
    line: 'M43 24h10v22H43zM46 21h4v3h-4z',
    solid: 'M44.5 40h7v4.5h-7z',
    strong: 'M74 22l-7 13h8l-3 13',
  },
  'sd-card': { phone: true, line: 'M70 28h9l5 5v18H70zM74 32v4M78 32v4', strong: 'M64 42h-8M59 38l-4 4l4 4' },
  imei: {
    phone: true,
    line: 'M41 20h14',
    solid: 'M42 30h2v14h-2zM45.5 30h1v14h-1zM48 30h2.5v14H48zM52 30h1v14h-1z',
    strong: 'M66 30h16v14H66M66 37h16',
  },
  allow: {
    phone: true,
    line: 'M40 24h16v22H40zM43 29h10M43 33h10',
    strong: 'M43 40l2.5 2.5l6-5.5M78 52c-6 0-12-3-18-8',
  },
  gear: {
    phone: true,
    line: LIST,
    strong:
      'M74 27a8 8 0 1 1 0 16a8 8 0 0 1 0-16zM74 23v4M74 43v4M62 35h4M82 35h4M65.5 26.5l3 3M79.5 40.5l3 3M82.5 26.5l-3 3M68.5 40.5l-3 3',
  },
  debugging: {
    phone: true,
    line: LIST,
    strong: 'M66 30h14a6 6 0 0 1 0 12H66a6 6 0 0 1 0-12zM80 32.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7z',
  },
  look: {
    phone: true,
    line: 'M41 24h14M44 30h8M44 46h8',
    strong:
      'M64 36c3-5.4 7-8 12-8s9 2.6 12 8c-3 5.4-7 8-12 8s-9-2.6-12-8zM76 32.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7z',
  },
  replug: { phone: true, line: 'M44 66v4M52 66v4', strong: 'M70 60V30M64 36l6-6l6 6M84 30v30M78 54l6 6l6-6' },
  keys: {
    phone: true,
    line: 'M62 20h3v8h-3M62 32h3v5h-3',
    strong: 'M84 24H70M74 20l-4 4l4 4M84 34.5H70M74 30.5l-4 4l4 4',
  },
} as const satisfies Record<string, DrawingShape>;

/** The name of a drawing. */
export type DrawingName = keyof typeof DRAWING_SHAPES;
