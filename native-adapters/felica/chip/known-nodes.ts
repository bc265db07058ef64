import type { ChipNode } from '../../../domain/chip.ts';

const area = (first: number, last: number): ChipNode => ({ is: 'area', first, last });
const service = (code: number): ChipNode => ({ is: 'service', code });

// Each list fits into one Request Service (32 nodes). Source: felica-tool nodes.json; names: docs/decisions/0026.
const COMMON_AREAS = [
  area(0x1000, 0x173f),
  area(0x17c0, 0x18bf),
  area(0x2c80, 0x2d3f),
  area(0x2e80, 0x2f3f),
  area(0x2f40, 0x307f),
  area(0x35c0, 0x36bf),
  area(0x3940, 0x39ff),
  area(0x3bc0, 0x3c3f),
  area(0x5580, 0x56bf),
  area(0x67c0, 0x68ff),
  area(0x74c0, 0x75ff),
  area(0x7b80, 0x7bbf),
];
const COMMON_SERVICES = [
  0x110b, 0x1317, 0x170f, 0x558b, 0x5597, 0x560b, 0x564f, 0x67cb, 0x67cf, 0x6817, 0x684b, 0x680b, 0x35cb, 0x360f,
  0x364f, 0x368f, 0x2d09, 0x3bc9, 0x7549, 0x7589,
];
const TRANSIT_SERVICES = [0x008b, 0x090f, 0x108f, 0x10cb, 0x184b, 0x188b];

/** Nodes that services in use are known to make, by system; the chip is asked for them by name, in case its walk hides one. */
export const KNOWN_NODES: ReadonlyMap<number, readonly ChipNode[]> = new Map([
  [0xfe00, [...COMMON_AREAS, ...COMMON_SERVICES.map(service)]],
  [0x0003, TRANSIT_SERVICES.map(service)],
]);

/** The code by which commands name a node: an area's is its first. */
export function codeOf(node: ChipNode): number {
  return node.is === 'area' ? node.first : node.code;
}

/** One text for a node, the same for equal nodes and for no others. */
export function keyOf(node: ChipNode): string {
  return node.is === 'area' ? `${node.first}-${node.last}` : `${node.code}`;
}

/** The area that every system begins with. Source: felica-tool nodes.json. */
export const ROOT_AREA: ChipNode = area(0x0000, 0xfffe);
