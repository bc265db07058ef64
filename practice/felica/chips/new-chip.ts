import type { SeededRandom } from '../../random.ts';
import { bytesOf } from './bytes.ts';
import type { ChipBlueprint, SystemBlueprint } from './chip-blueprint.ts';
import { EMPTY_PHONE, liteSystem, transitSystem } from './structures.ts';
import { VirtualChip } from './virtual-chip.ts';

/** Answer times of chips as they are commonly seen on phones and cards; ROM type and IC code stand before them. */
const PHONE_TIMES = '4b024f4993ff';
const CARD_TIMES = '4b428485d0ff';
const LITE_TIMES = '000000014300';

type Wish = Partial<Pick<ChipBlueprint, 'container' | 'afterErase' | 'firstPacket'>>;

/** Makes a phone's chip with that IC code and those systems; what its own erase function leaves is the empty structure. */
export function phoneChip(
  random: SeededRandom,
  icCode: number,
  systems: readonly SystemBlueprint[],
  wish: Wish = {},
): VirtualChip {
  return new VirtualChip({
    ...PLAIN,
    idm: newIdm(random, 0x01),
    pmm: pmmOf(0x01, icCode, PHONE_TIMES),
    carrier: 'phone',
    systems,
    afterErase: EMPTY_PHONE,
    ...wish,
  });
}

/** Makes the chip of an iPhone with an Express card: it shows itself to nobody who does not ask for 0003. */
export function iphoneChip(random: SeededRandom): VirtualChip {
  return new VirtualChip({
    ...PLAIN,
    idm: newIdm(random, 0x01),
    pmm: pmmOf(0x01, 0x16, PHONE_TIMES),
    carrier: 'iphone',
    systems: [transitSystem()],
    pollsOnly: [0x0003],
  });
}

/** Makes a loose transit card, such as lies in the pocket of a phone's case. */
export function transitCard(random: SeededRandom): VirtualChip {
  return new VirtualChip({
    ...PLAIN,
    idm: newIdm(random, 0x01),
    pmm: pmmOf(0x10, 0x0b, CARD_TIMES),
    carrier: 'card',
    systems: [transitSystem()],
  });
}

/** Makes a loose card of any IC with those systems. */
export function looseCard(random: SeededRandom, icCode: number, systems: readonly SystemBlueprint[]): VirtualChip {
  return new VirtualChip({
    ...PLAIN,
    idm: newIdm(random, 0x01),
    pmm: pmmOf(0x01, icCode, CARD_TIMES),
    carrier: 'card',
    systems,
  });
}

/** Makes a FeliCa Lite-S tag with a short NDEF text. */
export function liteCard(random: SeededRandom): VirtualChip {
  return new VirtualChip({
    ...PLAIN,
    idm: newIdm(random, 0x01),
    pmm: pmmOf(0x00, 0xf1, LITE_TIMES),
    carrier: 'card',
    systems: [liteSystem()],
  });
}

/** Makes what a program on a phone shows that plays a card (HCE-F): a number that begins with 02FE, one system of 4000-4FFF. */
export function programOnPhone(random: SeededRandom): VirtualChip {
  return new VirtualChip({
    ...PLAIN,
    idm: Uint8Array.from([0x02, 0xfe, ...random.bytes(6)]),
    pmm: new Uint8Array(8).fill(0xff),
    carrier: 'host-emulation',
    systems: [{ code: 0x4000, alsoAnswersTo: [], nodes: [], assignedBlocks: 0, usedBlocks: 0 }],
  });
}

const PLAIN = {
  afterErase: null,
  container: { carrier: '', model: '' },
  pollsOnly: null,
  firstPacket: 0,
} as const satisfies Partial<ChipBlueprint>;

function newIdm(random: SeededRandom, maker: number): Uint8Array {
  return Uint8Array.from([maker, ...random.bytes(7)]);
}

function pmmOf(romType: number, icCode: number, times: string): Uint8Array {
  return Uint8Array.from([romType, icCode, ...bytesOf(times)]);
}
