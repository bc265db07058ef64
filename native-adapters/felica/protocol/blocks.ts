import { low16, readLow16 } from './bytes.ts';
import {
  addressedCommand,
  afterStatus,
  badAnswer,
  type ChipAddress,
  type Command,
  countedList,
  type Decoded,
} from './command.ts';
import { nodeList } from './services.ts';

/** Bytes of one block. */
export const BLOCK_BYTES = 16;
/** SF2 of a block number that a service does not have. Source: felica-rs types.rs. */
export const NO_SUCH_BLOCK = 0xa8;
const SHORT_ELEMENT = 0x80;

/** Blocks of the only service of a command: two bytes each up to number 255, three above. Source: nfcpy tt3.py, felica-rs types.rs. */
export function blockList(blocks: readonly number[]): readonly number[] {
  if (blocks.length === 0) throw new RangeError('no blocks');
  const element = (block: number): readonly number[] => (block <= 0xff ? [SHORT_ELEMENT, block] : [0, ...low16(block)]);
  return [blocks.length, ...blocks.flatMap(element)];
}

/** Read Without Encryption (06) from one service: the blocks in their order, 16 bytes each. */
export function readBlocks(
  to: ChipAddress,
  service: number,
  blocks: readonly number[],
): Command<readonly Uint8Array[]> {
  return addressedCommand(to, {
    code: 0x06,
    data: [1, ...low16(service), ...blockList(blocks)],
    time: 'reads',
    units: blocks.length,
    read: afterStatus((rest) => readData(rest, blocks.length)),
  });
}

function readData(rest: Uint8Array, expected: number): Decoded<readonly Uint8Array[]> {
  return countedList(expected, BLOCK_BYTES, (bytes, at) => bytes.slice(at, at + BLOCK_BYTES))(rest);
}

/** Request Block Information (0E): how many blocks each node has, in their order. */
export function requestBlockInformation(to: ChipAddress, nodes: readonly number[]): Command<readonly number[]> {
  return addressedCommand(to, {
    code: 0x0e,
    data: nodeList(nodes),
    time: 'nodes',
    units: nodes.length,
    read: countedList(nodes.length, 2, readLow16),
  });
}

/** How many blocks a node has been given, and how many of them are free. */
export interface BlockCounts {
  readonly assigned: number;
  readonly free: number;
}

/** Request Block Information Ex (1E): the counts of each node, in their order. */
export function requestBlockInformationEx(to: ChipAddress, nodes: readonly number[]): Command<readonly BlockCounts[]> {
  return addressedCommand(to, {
    code: 0x1e,
    data: nodeList(nodes),
    time: 'nodes',
    units: nodes.length,
    read: afterStatus((rest) => {
      const counts = countedList(nodes.length, 4, (bytes, at) => ({
        assigned: readLow16(bytes, at),
        free: readLow16(bytes, at + 2),
      }))(rest);
      const isPossible = counts.is !== 'value' || counts.value.every(({ assigned, free }) => free <= assigned);
      return isPossible ? counts : badAnswer('more free than assigned');
    }),
  });
}

/** Tells whether a block holds nothing but zeros. */
export function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}
