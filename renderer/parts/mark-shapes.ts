/** The drawings of all marks on a field of 24 × 24: `line` is stroked, `solid` is filled, `hole` is cut out of the solid. Each outline of a state is another, so that it is known without its colour. */
export interface MarkShape {
  readonly line?: string;
  readonly solid?: string;
  readonly hole?: string;
}

const CIRCLE = 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18z';

const CHIP = 'M6 6h12v12H6zM9.5 2.5V6M14.5 2.5V6M9.5 18v3.5M14.5 18v3.5M2.5 9.5H6M2.5 14.5H6M18 9.5h3.5M18 14.5h3.5';

/** All marks by name. */
export const MARK_SHAPES = {
  // States of a Port: an outline of its own each.
  empty: { line: 'M12 4.5h0M17.3 6.7h0M19.5 12h0M17.3 17.3h0M12 19.5h0M6.7 17.3h0M4.5 12h0M6.7 6.7h0' },
  attached: { line: 'M8 2.8h8a1 1 0 0 1 1 1v16.4a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V3.8a1 1 0 0 1 1-1zM10.8 18h2.4' },
  reading: { line: 'M7 12h0M12 12h0M17 12h0' },
  ready: { line: CIRCLE },
  work: { solid: 'M5 3.2v17.6l15.5-8.8z' },
  verify: { line: 'M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21' },
  person: { solid: 'M12 2.5L23 21.5H1z', hole: 'M12 9v5.5M12 18h0' },
  review: {
    line: 'M1.8 12c2.6-4.6 6-6.9 10.2-6.9s7.6 2.3 10.2 6.9c-2.6 4.6-6 6.9-10.2 6.9S4.4 16.6 1.8 12zM12 9.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6z',
  },
  pass: { solid: CIRCLE, hole: 'M7.5 12.3l3.2 3.2l6-6.6' },
  fail: { solid: 'M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8z', hole: 'M8.5 8.5l7 7M15.5 8.5l-7 7' },
  cannot: { line: `${CIRCLE}M5.8 5.8l12.4 12.4` },
  cancelled: { solid: 'M4.5 4.5h15v15h-15z' },
  interrupted: { line: 'M2 12h6M16 12h6M10 6l-2.5-3.5M14 6l2.5-3.5M10 18l-2.5 3.5M14 18l2.5 3.5' },
  unknown: { line: 'M12 2.5L21.5 12L12 21.5L2.5 12zM9.8 9.8c0-3.2 4.6-3 4.6-.2c0 1.8-2.4 1.9-2.4 3.9M12 16.5h0' },
  // What stands with a phone's chip: an outline of its own each.
  'chip-unread': { line: `${CHIP}M10 10.5c0-2.6 4-2.5 4-.2c0 1.5-2 1.6-2 3.2M12 15.8h0` },
  'chip-empty': { line: `${CHIP}M9 12.2l2.2 2.2l4-4.6` },
  'chip-residue': { solid: 'M12 1.5l9.5 5.25v10.5L12 22.5l-9.5-5.25V6.75z', hole: 'M7.5 9h9M7.5 12.5h9M7.5 16h5' },
  'chip-review': {
    solid:
      'M4 3h16a1.5 1.5 0 0 1 1.5 1.5v12A1.5 1.5 0 0 1 20 18h-5l-3 4l-3-4H4a1.5 1.5 0 0 1-1.5-1.5v-12A1.5 1.5 0 0 1 4 3z',
    hole: 'M9.6 8c0-3 4.8-2.9 4.8-.2c0 1.8-2.4 1.8-2.4 3.8M12 14.6h0',
  },
  waves: { line: 'M5 9.5a4 4 0 0 1 0 5M9 6.5a9 9 0 0 1 0 11M13.5 4a13.5 13.5 0 0 1 0 16M18 2a17 17 0 0 1 0 20' },
  overridden: { solid: 'M12 2l8.5 3v6.5c0 5-3.4 8.4-8.5 10.5c-5.1-2.1-8.5-5.5-8.5-10.5V5z', hole: 'M7.5 12h9' },
  // Screens.
  board: { line: 'M3.5 4h7v7h-7zM13.5 4h7v7h-7zM3.5 14h7v6.5h-7zM13.5 14h7v6.5h-7z' },
  plug: { line: 'M8 2.5v5M16 2.5v5M5.5 7.5h13v3.5a6.5 6.5 0 0 1-13 0zM12 17.5v4' },
  record: { line: 'M5.5 2.5h9l4.5 4.5v14.5h-13.5zM14 2.5v5h5M8.5 12h7M8.5 16h7' },
  ledger: { line: 'M9.5 8.5H7a3.5 3.5 0 0 0 0 7h2.5M14.5 8.5H17a3.5 3.5 0 0 1 0 7h-2.5M8.5 12h7' },
  report: { line: 'M3.5 3.5v17h17M8 16.5v-5M12.5 16.5v-9M17 16.5v-7' },
  settings: {
    line: 'M3 7h11M19 7h2M16.5 4.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5zM3 17h2M10 17h11M7.5 14.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5z',
  },
  // Acts and things.
  lock: { line: 'M5 10.5h14v10.5H5zM8 10.5V7a4 4 0 0 1 8 0v3.5M12 14.5v2.5' },
  user: { line: 'M12 3.5a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM4 20.5c.8-4.2 3.8-6 8-6s7.2 1.8 8 6' },
  users: {
    line: 'M9 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM2.5 19.5c.6-3.8 3-5.5 6.5-5.5s5.9 1.7 6.5 5.5M15.5 4.9a3.5 3.5 0 0 1 0 6.2M18 14.5c2 .8 3.2 2.5 3.5 5',
  },
  search: { line: 'M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21' },
  scan: { line: 'M3 7.5V4h3.5M17.5 4H21v3.5M21 16.5V20h-3.5M6.5 20H3v-3.5M7 8v8M10.5 8v8M13.5 8v8M17 8v8' },
  close: { line: 'M5.5 5.5l13 13M18.5 5.5l-13 13' },
  check: { line: 'M4.5 12.5l5 5L20 6.5' },
  plus: { line: 'M12 4.5v15M4.5 12h15' },
  minus: { line: 'M4.5 12h15' },
  up: { line: 'M5 15.5l7-7l7 7' },
  down: { line: 'M5 8.5l7 7l7-7' },
  left: { line: 'M15.5 5l-7 7l7 7' },
  right: { line: 'M8.5 5l7 7l-7 7' },
  info: { line: `${CIRCLE}M12 11v5.5M12 7.5h0` },
  warn: { line: 'M12 3L22.5 21h-21zM12 10v5M12 18h0' },
  danger: { line: 'M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8zM12 7.5v5.5M12 16.5h0' },
  battery: { line: 'M3 8h16v8.5H3zM21.5 10.5v3.5' },
  charging: { line: 'M13.5 2.5L5 13.5h6.5l-1 8L19 10.5h-6.5z' },
  print: { line: 'M7 8.5V3h10v5.5M7 17H3.5V8.5h17V17H17M7 14h10v7H7z' },
  label: { line: 'M3.5 4h8.5l9 8l-8 8.5l-9.5-8.5zM8 8.5h0' },
  play: { line: 'M6 4v16l14-8z' },
  stop: { line: 'M5 5h14v14H5z' },
  chip: { line: CHIP },
  reader: { line: 'M3.5 13h17v7.5h-17zM7 16.8h0M8 9.5a6 6 0 0 1 8 0M5.5 6.5a10 10 0 0 1 13 0' },
  eye: {
    line: 'M1.8 12c2.6-4.6 6-6.9 10.2-6.9s7.6 2.3 10.2 6.9c-2.6 4.6-6 6.9-10.2 6.9S4.4 16.6 1.8 12zM12 9.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6z',
  },
  phone: { line: 'M7.5 2.5h9v19h-9zM10.8 18.5h2.4' },
  hub: { line: 'M9 3h6v5H9zM2.5 16h6v5h-6zM15.5 16h6v5h-6zM12 8v4.5M5.5 16v-3.5h13V16' },
  sound: { line: 'M3.5 9.5v5h4l5 4.5V5l-5 4.5zM16 9a4.5 4.5 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11' },
  mute: { line: 'M3.5 9.5v5h4l5 4.5V5l-5 4.5zM16.5 9.5l5 5M21.5 9.5l-5 5' },
  folder: { line: 'M2.5 5h7l2 2.5h10v12h-19z' },
  pencil: { line: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5' },
  retry: { line: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4L20 9M20 4v5h-5' },
  question: { line: `${CIRCLE}M9.5 9.5c0-3.4 5-3.2 5-.2c0 1.9-2.5 2-2.5 4M12 16.8h0` },
  practice: { line: 'M2 9l10-5l10 5l-10 5zM6 11.5v5c3.5 3 8.5 3 12 0v-5M22 9v6' },
  keyboard: { line: 'M2.5 6h19v12h-19zM6 10h0M9.5 10h0M13 10h0M16.5 10h0M7.5 14.5h9' },
  sun: {
    line: 'M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19',
  },
  moon: { line: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z' },
} as const satisfies Record<string, MarkShape>;

/** The name of a mark. */
export type MarkName = keyof typeof MARK_SHAPES;
