import type { PracticeFault } from './fault.ts';

/**
 * Appended to what the phone says of itself. It is a complete sentence for a shell in bare text, between single and between
 * double quotes, so that a missing or a wrong quotation runs something; then come a terminal escape, a right-to-left mark,
 * a line that looks like another property, and a way out of a folder.
 */
const HOSTILE =
  '\\<b\\>$(touch PWNED-dollar)`touch PWNED-tick`\';touch PWNED-quote;\'";touch PWNED-double;";touch PWNED-bare;' +
  '\u001b[31m\u202e\n[ro.build.type]: [eng]\n../../PWNED';
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
