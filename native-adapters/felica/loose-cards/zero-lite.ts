import type { CardSession } from './card-session.ts';
import { placeOf, upTo, type Zeroing } from './zeroing.ts';

// FeliCa Lite and Lite-S: blocks 00-0D are the holder's. Block 0E only counts down, 80-92 are the card's own: never written here.
// Source: nfcpy tt3_sony.py.
const LITE_SYSTEM = 0x88b4;
const WRITE_SERVICE = 0x0009;
const READ_SERVICE = 0x000b;
const HOLDER_BLOCKS = upTo(0x0e);
const REGISTER = 0x0e;
const FRESH = [0x00, 0xff];

/** Zeroes the holder's blocks of a Lite, one a command, and reads each back. */
export async function zeroLite(card: CardSession): Promise<Zeroing> {
  const left: string[] = [];
  if (!(await card.choose(LITE_SYSTEM))) return { left: [placeOf(LITE_SYSTEM, WRITE_SERVICE)], isReadBack: false };
  const refused = new Map<number, string>();
  for (const block of HOLDER_BLOCKS) {
    const outcome = await card.zero(WRITE_SERVICE, [block]);
    if (outcome.is === 'refused') refused.set(block, outcome.flags);
  }
  for (const block of HOLDER_BLOCKS) {
    if (await card.isZeroed(READ_SERVICE, block)) continue;
    const flags = refused.get(block);
    left.push(`${placeOf(LITE_SYSTEM, WRITE_SERVICE, block)}${flags === undefined ? '' : `: refused ${flags}`}`);
  }
  const isReadBack = left.length === 0;
  const register = await card.read(READ_SERVICE, [REGISTER]);
  const isFresh =
    register.is === 'done' &&
    register.value.every((bytes) => FRESH.some((fresh) => bytes.every((byte) => byte === fresh)));
  if (!isFresh) left.push(`${placeOf(LITE_SYSTEM, READ_SERVICE, REGISTER)}: counts down only`);
  return { left, isReadBack };
}
