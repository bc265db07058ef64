/** What the chips of one IC code do; source: felica.md 4.2, which follows the table of kormax/felica-tool. */
export interface IcFamily {
  /** Command codes besides Polling that are answered; every other one meets silence. */
  readonly answers: ReadonlySet<number>;
  readonly readBlocks: number;
  readonly writeBlocks: number;
  /** Whether a Polling with bytes behind its end is ignored instead of answered. */
  readonly isStrict: boolean;
}

const PLAIN = [0x02, 0x04, 0x06, 0x08, 0x0a, 0x0c, 0x0e];
const LITE = [0x06, 0x08];
const SECOND_VERSION = [0x32, 0x38, 0x3a, 0x3c, 0x3e];
const APPLE = [0x02, 0x04, 0x06, 0x08, 0x0a, 0x0c, 0x22, 0x2e, ...SECOND_VERSION];
/** Measured by others on IC 18 only. */
const NEW_PHONE = [...PLAIN, ...SECOND_VERSION, 0x1a, 0x1e, 0x22, 0x24, 0x2e, 0x70];

const OCTOPUS = PLAIN.filter((code) => code !== 0x0a);
/** What Android's programs on a phone show instead of an IC code; they get Polling answered and nothing else here. */
const PROGRAM = 0xff;
const OLD_PHONES: readonly number[] = [0x06, 0x07, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15];
const SA_CARDS: readonly number[] = [0x31, 0x32, 0x36, 0x38, 0x3b, 0x44, 0x46];

/** Returns how the chips of an IC code behave; one that nobody listed behaves as a plain card. */
export function familyOf(icCode: number): IcFamily {
  if (icCode >= 0x18 && icCode <= 0x1f) return family(NEW_PHONE, 15, 13, true);
  if (icCode === 0x17) return family([...PLAIN, ...SECOND_VERSION], 15, 13, true);
  if (icCode === 0x16) return family(APPLE, 15, 13, true);
  if (OLD_PHONES.includes(icCode)) return family(PLAIN, 1, 1, true);
  if (icCode === 0xf0 || icCode === 0xf1) return family(LITE, 4, 1, false);
  if (SA_CARDS.includes(icCode)) return family([...PLAIN, ...SECOND_VERSION], 15, 13, false);
  if (icCode === 0x24) return family(OCTOPUS, 12, 1, false);
  if (icCode === PROGRAM) return family([], 0, 0, true);
  if (icCode === 0x0b || icCode === 0x20) return family(PLAIN, 12, 10, true);
  if (icCode === 0x0d) return family(PLAIN, 12, 10, false);
  return family(PLAIN, icCode === 0x00 ? 8 : 12, 8, false);
}

function family(answers: readonly number[], readBlocks: number, writeBlocks: number, isStrict: boolean): IcFamily {
  return { answers: new Set(answers), readBlocks, writeBlocks, isStrict };
}
