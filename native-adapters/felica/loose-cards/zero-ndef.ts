import { BLOCK_BYTES, isZero } from '../protocol/blocks.ts';
import { readHigh16, sameBytes } from '../protocol/bytes.ts';
import type { CardSession } from './card-session.ts';
import { placeOf, upTo, type Zeroing } from './zeroing.ts';

// NFC Forum Type 3 Tag. Attribute block: 1 Nbr, 2 Nbw, 3-4 Nmaxb, 9 WriteF, 10 RW flag, 11-13 length, 14-15 sum of 0-13. Source: nfcpy tt3.py.
/** The system in which NDEF lies. */
export const NDEF_SYSTEM = 0x12fc;
/** The service through which NDEF is written. */
export const NDEF_WRITE_SERVICE = 0x0009;
const READ_SERVICE = 0x000b;
const ATTRIBUTES = 0;
const MOST_AT_ONCE = 12;

interface Attributes {
  readonly perRead: number;
  readonly perWrite: number;
  readonly dataBlocks: number;
  readonly isWritable: boolean;
  /** The same block with nothing in it: no length, no write under way. */
  readonly cleared: Uint8Array;
}

/** Sets the length to nothing, zeroes every data block, and reads all back. */
export async function zeroNdef(card: CardSession): Promise<Zeroing> {
  const attributePlace = placeOf(NDEF_SYSTEM, NDEF_WRITE_SERVICE, ATTRIBUTES);
  const nothing = (why: string): Zeroing => ({ left: [`${attributePlace}: ${why}`], isReadBack: false });
  if (!(await card.choose(NDEF_SYSTEM))) return nothing('no answer');
  const read = await card.read(READ_SERVICE, [ATTRIBUTES]);
  const [block] = read.is === 'done' ? read.value : [];
  const attributes = block && readAttributes(block);
  if (!attributes) return nothing('no attribute information');
  if (!attributes.isWritable) return nothing('read only');
  await card.write({ service: NDEF_WRITE_SERVICE, blocks: [ATTRIBUTES], data: attributes.cleared });
  const data = upTo(attributes.dataBlocks).map((index) => index + 1);
  await zeroInGroups(card, data, Math.min(attributes.perWrite, card.most.write, MOST_AT_ONCE));
  const left = await notZero(card, data, Math.min(attributes.perRead, card.most.read, MOST_AT_ONCE));
  const again = await card.read(READ_SERVICE, [ATTRIBUTES]);
  const isCleared = again.is === 'done' && again.value.every((bytes) => sameBytes(bytes, attributes.cleared));
  const places = left.map((number) => placeOf(NDEF_SYSTEM, NDEF_WRITE_SERVICE, number));
  return { left: isCleared ? places : [attributePlace, ...places], isReadBack: isCleared && left.length === 0 };
}

function readAttributes(block: Uint8Array): Attributes | null {
  const sumOf = (bytes: Uint8Array): number => bytes.subarray(0, 14).reduce((sum, byte) => sum + byte, 0);
  if (block.length !== BLOCK_BYTES || readHigh16(block, 14) !== sumOf(block)) return null;
  const cleared = block.slice();
  cleared.fill(0, 9, 10);
  cleared.fill(0, 11);
  const sum = sumOf(cleared);
  cleared.set([sum >> 8, sum & 0xff], 14);
  return {
    perRead: Math.max(1, block[1] ?? 1),
    perWrite: Math.max(1, block[2] ?? 1),
    dataBlocks: readHigh16(block, 3),
    isWritable: block[10] !== 0,
    cleared,
  };
}

/** A group that is refused is tried block by block, so that one that cannot be written does not keep the others. */
async function zeroInGroups(card: CardSession, blocks: readonly number[], size: number): Promise<void> {
  for (const group of groupsOf(blocks, size)) {
    const outcome = await card.zero(NDEF_WRITE_SERVICE, group);
    if (outcome.is === 'lost') return;
    if (outcome.is === 'done' || group.length === 1) continue;
    for (const block of group) await card.zero(NDEF_WRITE_SERVICE, [block]);
  }
}

async function notZero(card: CardSession, blocks: readonly number[], size: number): Promise<readonly number[]> {
  const left: number[] = [];
  for (const group of groupsOf(blocks, size)) {
    const outcome = await card.read(READ_SERVICE, group);
    const bytes = outcome.is === 'done' ? outcome.value : [];
    left.push(...group.filter((_block, index) => !(bytes[index] && isZero(bytes[index]))));
  }
  return left;
}

function groupsOf(blocks: readonly number[], size: number): readonly (readonly number[])[] {
  return upTo(Math.ceil(blocks.length / size)).map((index) => blocks.slice(index * size, (index + 1) * size));
}
