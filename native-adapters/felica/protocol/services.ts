import type { ChipNode } from '../../../domain/chip.ts';
import { low16, readLow16, readMany } from './bytes.ts';
import {
  addressedCommand,
  afterStatus,
  badAnswer,
  type ChipAddress,
  type Command,
  countedList,
  type Decoded,
  value,
} from './command.ts';

/** How many nodes one command may name. Source: felica-rs constants.rs (MAX_SERVICE_CODES, MAX_NODE_CODES). */
export const MOST_NODES = 32;
const NO_SUCH_NODE = 0xffff;
// A list of the longest answer has no more nodes than this many times the unit of Request Service.
const LISTED_NODES = 32;

/** Nodes as a command names them: how many, then each, low byte first; throws RangeError for none or too many. */
export function nodeList(nodes: readonly number[]): readonly number[] {
  if (nodes.length === 0 || nodes.length > MOST_NODES) throw new RangeError(`${nodes.length} nodes`);
  return [nodes.length, ...nodes.flatMap(low16)];
}

/** Request Service (02): the key version of each node, in their order; null = the chip says that there is no such node. */
export function requestService(to: ChipAddress, nodes: readonly number[]): Command<readonly (number | null)[]> {
  return addressedCommand(to, {
    code: 0x02,
    data: nodeList(nodes),
    time: 'nodes',
    units: nodes.length,
    read: countedList(nodes.length, 2, keyVersion),
  });
}

function keyVersion(bytes: Uint8Array, at: number): number | null {
  const version = readLow16(bytes, at);
  return version === NO_SUCH_NODE ? null : version;
}

/** Search Service Code (0A): what stands at that place of the system's structure; null = its end. */
export function searchServiceCode(to: ChipAddress, index: number): Command<ChipNode | null> {
  return addressedCommand(to, { code: 0x0a, data: low16(index), time: 'fixed', read: readFound });
}

function readFound(body: Uint8Array): Decoded<ChipNode | null> {
  if (body.length === 4) return readArea(body, 0);
  if (body.length !== 2) return badAnswer('neither area nor service');
  const code = readLow16(body, 0);
  return value(code === NO_SUCH_NODE ? null : { is: 'service', code });
}

function readArea(bytes: Uint8Array, at: number): Decoded<ChipNode> {
  const area = areaAt(bytes, at);
  return area.first <= area.last ? value(area) : badAnswer('an area that ends before it begins');
}

function areaAt(bytes: Uint8Array, at: number): Extract<ChipNode, { is: 'area' }> {
  return { is: 'area', first: readLow16(bytes, at), last: readLow16(bytes, at + 2) };
}

/** One packet of a code list; `goesOn` = there is another. */
export interface CodeList {
  readonly nodes: readonly ChipNode[];
  readonly goesOn: boolean;
}

/** Request Code List (1A): areas and services below a parent, packet by packet. */
export function requestCodeList(to: ChipAddress, parent: number, packet: number): Command<CodeList> {
  return addressedCommand(to, {
    code: 0x1a,
    data: [...low16(parent), ...low16(packet)],
    time: 'nodes',
    units: LISTED_NODES,
    read: afterStatus(readCodeList),
  });
}

function readCodeList(rest: Uint8Array): Decoded<CodeList> {
  const [goesOn, areaCount] = rest;
  if (goesOn === undefined || areaCount === undefined) return badAnswer('no counts');
  const servicesAt = 2 + areaCount * 4;
  const serviceCount = rest[servicesAt];
  if (serviceCount === undefined || rest.length !== servicesAt + 1 + serviceCount * 2)
    return badAnswer('counts and length');
  const areas = readMany(areaCount, 2, 4, (at) => areaAt(rest, at));
  if (areas.some(({ first, last }) => first > last)) return badAnswer('an area that ends before it begins');
  const services = readMany(
    serviceCount,
    servicesAt + 1,
    2,
    (at) => ({ is: 'service', code: readLow16(rest, at) }) as const,
  );
  return value({ nodes: [...areas, ...services], goesOn: goesOn !== 0 });
}

/** The keys of a node by both ciphers; null = none of that kind. */
export interface KeyVersions {
  readonly aes: number | null;
  readonly des: number | null;
}

// Which ciphers a system knows. Source: felica-tool and felica-rs (4F AES, 43 and 41 both, 3F and 2F DES).
const BOTH_CIPHERS: ReadonlySet<number> = new Set([0x41, 0x43]);
const AES_ONLY = 0x4f;

/** Request Service v2 (32): the key versions of each node, in their order. */
export function requestServiceV2(to: ChipAddress, nodes: readonly number[]): Command<readonly KeyVersions[]> {
  return addressedCommand(to, {
    code: 0x32,
    data: nodeList(nodes),
    time: 'nodes',
    units: nodes.length,
    read: afterStatus((rest) => readKeyVersions(rest, nodes.length)),
  });
}

function readKeyVersions(rest: Uint8Array, expected: number): Decoded<readonly KeyVersions[]> {
  const [cipher, count] = rest;
  if (cipher === undefined || count !== expected) return badAnswer('count');
  const lists = BOTH_CIPHERS.has(cipher) ? 2 : 1;
  if (rest.length !== 2 + lists * count * 2) return badAnswer('count and length');
  const first = readMany(count, 2, 2, (at) => keyVersion(rest, at));
  const second = lists === 2 ? readMany(count, 2 + count * 2, 2, (at) => keyVersion(rest, at)) : [];
  if (lists === 2) return value(first.map((aes, index) => ({ aes, des: second[index] ?? null })));
  return value(first.map((one) => (cipher === AES_ONLY ? { aes: one, des: null } : { aes: null, des: one })));
}
