import { BLOCK_BYTES, blockList } from '../protocol/blocks.ts';
import { low16 } from '../protocol/bytes.ts';
import {
  addressedCommand,
  afterStatus,
  badAnswer,
  type ChipAddress,
  type Command,
  value,
} from '../protocol/command.ts';

/** What is to be written: block numbers of one service, and 16 bytes for each of them in that order. */
export interface BlocksToWrite {
  readonly service: number;
  readonly blocks: readonly number[];
  readonly data: Uint8Array;
}

/**
 * Write Without Encryption (08), for loose cards only: the drivers refuse it for every chip that they did not see to be one. Throws
 * RangeError where the data does not fit the blocks. Source: JIS X 6319-4; felica-rs command/serialize.rs.
 */
export function writeBlocks(to: ChipAddress, { service, blocks, data }: BlocksToWrite): Command<true> {
  if (data.length !== blocks.length * BLOCK_BYTES)
    throw new RangeError(`${data.length} bytes for ${blocks.length} blocks`);
  return addressedCommand(to, {
    code: 0x08,
    data: [1, ...low16(service), ...blockList(blocks), ...data],
    time: 'writes',
    units: blocks.length,
    read: afterStatus((rest) => (rest.length === 0 ? value<true>(true) : badAnswer('data behind a write'))),
  });
}
