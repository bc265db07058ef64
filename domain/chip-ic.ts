import type { ChipKind } from './chip.ts';

/** What is known of the chips with one IC code (second byte of the PMm). Source of the codes and block counts: docs/decisions/0027. */
export interface IcFacts {
  readonly kind: Exclude<ChipKind, 'host-emulation' | 'unlisted'>;
  readonly name: string;
  /** Blocks that one Read or Write Without Encryption may carry. */
  readonly readBlocks: number;
  readonly writeBlocks: number;
  /** Commands (besides Polling) that these chips do not know; they are not asked. */
  readonly lacks: readonly number[];
}

const phone = (name: string, blocks: readonly [number, number] = [1, 1], lacks: readonly number[] = []): IcFacts => ({
  kind: 'phone',
  name,
  readBlocks: blocks[0],
  writeBlocks: blocks[1],
  lacks,
});
const card = (name: string, blocks: readonly [number, number], lacks: readonly number[] = []): IcFacts => ({
  ...phone(name, blocks, lacks),
  kind: 'card',
});

const LITE_LACKS = [0x02, 0x04, 0x0a, 0x0c];
// Only IC code 18 and above were seen to answer these.
const LIST_COMMANDS = [0x1a, 0x1e, 0x22, 0x2e, 0x70];

const OLD_PHONES = [0x06, 0x07, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15];
const NEW_PHONES = [0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f];
const OLD_CARDS = [0x01, 0x08, 0x09, 0x0c];
const SA_CARDS = [0x31, 0x32, 0x36, 0x38, 0x3b, 0x44, 0x46];

const TABLE: ReadonlyMap<number, IcFacts> = new Map([
  ...OLD_PHONES.map((ic) => [ic, phone('Mobile FeliCa 1.x-3.0', [1, 1], LIST_COMMANDS)] as const),
  [0x16, phone('Mobile FeliCa 4.0 for Apple Wallet', [15, 13], [0x0e, 0x1a, 0x1e, 0x24, 0x70])],
  [0x17, phone('Mobile FeliCa 4.0', [15, 13], LIST_COMMANDS)],
  ...NEW_PHONES.map((ic) => [ic, phone('Mobile FeliCa 4.1', [15, 13])] as const),
  [0x00, card('RC-S914/S830', [8, 8], LIST_COMMANDS)],
  ...OLD_CARDS.map((ic) => [ic, card('RC-S915 family', [12, 8], LIST_COMMANDS)] as const),
  [0x0b, card('Suica card', [12, 10], LIST_COMMANDS)],
  [0x0d, card('RC-S960', [12, 10], LIST_COMMANDS)],
  [0x20, card('RC-S962', [12, 10], LIST_COMMANDS)],
  [0x24, card('Octopus card', [12, 1], [0x0a, ...LIST_COMMANDS])],
  ...SA_CARDS.map((ic) => [ic, card('RC-SA family', [15, 13], LIST_COMMANDS)] as const),
  [0xf0, card('FeliCa Lite', [4, 1], [...LITE_LACKS, ...LIST_COMMANDS])],
  [0xf1, card('FeliCa Lite-S', [4, 1], [...LITE_LACKS, ...LIST_COMMANDS])],
]);

/** What is known of an IC code, or null when it is in no table; a chip that is in no table is treated as a phone's. */
export function icFacts(icCode: number): IcFacts | null {
  return TABLE.get(icCode) ?? null;
}

/** Tells whether a chip is certainly a loose card; every other chip only ever receives the commands of PHONE_COMMANDS. */
export function isLooseCard(icCode: number): boolean {
  return icFacts(icCode)?.kind === 'card';
}

/** The only command codes that a phone's chip, or one that is in no table, may ever receive: all of them only read. */
export const PHONE_COMMANDS: readonly number[] = [
  0x00, 0x02, 0x04, 0x06, 0x0a, 0x0c, 0x0e, 0x1a, 0x1e, 0x22, 0x2e, 0x32, 0x38, 0x3a, 0x3c, 0x70,
];
