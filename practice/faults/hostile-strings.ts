import type { PracticeFault } from './fault.ts';

/** Appended to what the phone says of itself: quotes, substitutions, separators, escapes, a right-to-left mark, a line end. */
const HOSTILE = `'; touch PWNED-quote; '$(touch PWNED-dollar)\`touch PWNED-tick\`"; touch PWNED-double; "&touch PWNED-and|touch PWNED-pipe\u001b[31m\u202e<b>\n[ro.build.type]: [eng]\n../../PWNED`;
const SPOKEN: ReadonlySet<string> = new Set([
  'ro.serialno',
  'ro.boot.serialno',
  'ro.product.model',
  'ro.product.manufacturer',
  'ro.product.device',
  'package',
  'banner.model',
]);

/** Every text by which the phone names itself tries to be a command, a markup or another line. */
export const HOSTILE_STRINGS: PracticeFault = {
  name: 'hostile-strings',
  says: { ja: '名前や番号に命令文が混ざる', en: 'names and numbers carry commands' },
  fits: ({ model }) => model.startsIn !== 'rescue',
  install: ({ phone }) => {
    phone.quirks.property = (key, value) => (SPOKEN.has(key) ? value + HOSTILE : value);
  },
};
