import { littleEndianAt } from './bytes.ts';
import { type AnsweringChip, type ChipCommand, DONE, FLAG, NO_ITEM } from './chip-command.ts';
import { isKeyless, isReadOnly } from './chip-system.ts';

const BLOCK_BYTES = 16;
const MOST_SERVICES = 16;
/** A block list element of two bytes has the highest bit of its first byte set; one of three bytes has not. */
const TWO_BYTES = 0x80;
const SERVICE_INDEX = 0x0f;

interface BlockPlace {
  readonly serviceIndex: number;
  readonly block: number;
}

interface BlockRequest {
  readonly services: readonly number[];
  readonly places: readonly BlockPlace[];
  /** What follows the block list. */
  readonly rest: Uint8Array;
}

/** Answers Read Without Encryption (06). */
export const readBlocks: ChipCommand = (chip, data) => {
  const request = parseRequest(data);
  if (request === null || request.rest.length > 0) return null;
  const fault = faultOf(chip, request, chip.family.readBlocks);
  if (fault !== null) return fault;
  const read: number[] = [];
  for (const [index, { serviceIndex, block }] of request.places.entries()) {
    const bytes = chip.chosen.read(request.services[serviceIndex] ?? 0, block);
    if (bytes === null) return [index + 1, FLAG.blockNumber];
    read.push(...bytes);
  }
  return [...DONE, request.places.length, ...read];
};

/** Answers Write Without Encryption (08): every block or, when one of them may not be written, none. */
export const writeBlocks: ChipCommand = (chip, data) => {
  const request = parseRequest(data);
  if (request === null || request.rest.length !== BLOCK_BYTES * request.places.length) return null;
  const fault = faultOf(chip, request, chip.family.writeBlocks);
  if (fault !== null) return fault;
  const bytesAt = (index: number): Uint8Array => request.rest.subarray(BLOCK_BYTES * index, BLOCK_BYTES * (index + 1));
  for (const [index, { serviceIndex, block }] of request.places.entries()) {
    const code = request.services[serviceIndex] ?? 0;
    const isOpen = chip.chosen.service(code)?.isWritable === true && !isReadOnly(code);
    if (!isOpen || !chip.mayWrite(block, bytesAt(index))) return [index + 1, FLAG.denied];
    if (chip.chosen.read(code, block) === null) return [index + 1, FLAG.blockNumber];
  }
  for (const [index, { serviceIndex, block }] of request.places.entries()) {
    chip.chosen.write(request.services[serviceIndex] ?? 0, block, bytesAt(index));
  }
  return DONE;
};

function faultOf(chip: AnsweringChip, { services, places }: BlockRequest, most: number): readonly number[] | null {
  if (services.length < 1 || services.length > MOST_SERVICES) return [NO_ITEM, FLAG.serviceCount];
  if (places.length < 1 || places.length > most) return [NO_ITEM, FLAG.blockCount];
  if (services.some((code) => chip.chosen.service(code) === null)) return [NO_ITEM, FLAG.noSuchNode];
  const closed = services.findIndex((code) => !isKeyless(code));
  if (closed >= 0) return [closed + 1, FLAG.denied];
  const stray = places.findIndex(({ serviceIndex }) => serviceIndex >= services.length);
  return stray >= 0 ? [stray + 1, FLAG.listIndex] : null;
}

function parseRequest(data: Uint8Array): BlockRequest | null {
  const serviceCount = data[0] ?? 0;
  const services = Array.from({ length: serviceCount }, (_, index) => littleEndianAt(data, 1 + 2 * index));
  let at = 1 + 2 * serviceCount;
  if (at >= data.length) return null;
  const blockCount = data[at] ?? 0;
  at += 1;
  const places: BlockPlace[] = [];
  for (let index = 0; index < blockCount; index += 1) {
    const head = data[at] ?? 0;
    const isShort = (head & TWO_BYTES) !== 0;
    const block = isShort ? (data[at + 1] ?? 0) : littleEndianAt(data, at + 1);
    at += isShort ? 2 : 3;
    if (at > data.length) return null;
    places.push({ serviceIndex: head & SERVICE_INDEX, block });
  }
  return { services, places, rest: data.subarray(at) };
}
