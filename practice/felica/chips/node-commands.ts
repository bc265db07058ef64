import { littleEndian, littleEndianAt } from './bytes.ts';
import type { NodeBlueprint } from './chip-blueprint.ts';
import { type AnsweringChip, type ChipCommand, DONE, FLAG, NO_ITEM } from './chip-command.ts';

const NONE = 0xffff;
const MOST_NODES = 32;
const KEY_VERSION = 0x0001;
/** Nodes in one packet of Request Code List; a choice, the real limit is the frame's length. */
const NODES_IN_A_PACKET = 24;
/** Request Service v2 names the kind of keys (source: felica.md 4.1): AES and DES. */
const AES_AND_DES = 0x41;
const AREA_ZERO = 0xe0;
const NOT_AN_AREA = 0xe2;

/** Answers Request Service (02): each node's key version, FFFF for one that is not there. */
export const requestService: ChipCommand = ({ chosen }, data) => {
  const nodes = nodeList(data);
  if (nodes === null) return null;
  return [nodes.length, ...nodes.flatMap((node) => littleEndian(isThere(chosen.has(node), node) ? KEY_VERSION : NONE))];
};

/** Answers Search Service Code (0A): the node of that number in the order of codes, FFFF behind the last. */
export const searchServiceCode: ChipCommand = ({ chosen }, data) => {
  if (data.length !== 2) return null;
  const node = chosen.nodes[littleEndianAt(data, 0)];
  return node === undefined ? littleEndian(NONE) : codesOf(node);
};

/** Answers Request Block Information (0E): how many blocks stand behind each node. */
export const requestBlockInformation: ChipCommand = ({ chosen }, data) => {
  const nodes = nodeList(data);
  if (nodes === null) return null;
  const blocks = nodes.flatMap((node) => littleEndian(chosen.has(node) ? chosen.blocksBehind(node) : NONE));
  return [nodes.length, ...blocks];
};

/** Answers Request Block Information Ex (1E): assigned and free blocks of each node. */
export const requestBlockInformationEx: ChipCommand = ({ chosen }, data) => {
  const nodes = nodeList(data);
  if (nodes === null) return null;
  if (nodes.some((node) => !chosen.has(node))) return [NO_ITEM, FLAG.noSuchNode];
  const { assignedBlocks, usedBlocks } = chosen.blueprint;
  const figures = nodes.flatMap((node) =>
    node === 0
      ? [...littleEndian(assignedBlocks), ...littleEndian(assignedBlocks - usedBlocks)]
      : [...littleEndian(chosen.blocksBehind(node)), 0, 0],
  );
  return [...DONE, nodes.length, ...figures];
};

/** Answers Request Code List (1A): areas and services below a node, a packet at a time; FFFF asks for the whole system with its root. */
export const requestCodeList: ChipCommand = ({ chosen, blueprint }, data) => {
  if (data.length !== 4) return null;
  const parent = littleEndianAt(data, 0);
  const packet = littleEndianAt(data, 2) - blueprint.firstPacket;
  const inside = parent === NONE ? chosen.nodes : below(chosen.nodes, parent);
  const from = packet * NODES_IN_A_PACKET;
  if (inside === null || packet < 0 || (packet > 0 && from >= inside.length)) return [NO_ITEM, FLAG.noSuchNode];
  const here = inside.slice(from, from + NODES_IN_A_PACKET);
  const areas = here.filter(({ is }) => is === 'area');
  const services = here.filter(({ is }) => is === 'service');
  const goesOn = from + NODES_IN_A_PACKET < inside.length ? 1 : 0;
  return [...DONE, goesOn, areas.length, ...areas.flatMap(codesOf), services.length, ...services.flatMap(codesOf)];
};

/** Answers Get Area Information (24). */
export const getAreaInformation: ChipCommand = ({ chosen }, data) => {
  if (data.length !== 2) return null;
  const node = littleEndianAt(data, 0);
  if (node === 0) return [NO_ITEM, AREA_ZERO];
  if (chosen.area(node) === null) return [NO_ITEM, NOT_AN_AREA];
  return [...DONE, ...littleEndian(node), ...littleEndian(chosen.blocksBehind(node))];
};

/** Answers Request Service v2 (32): AES and DES key versions of each node. */
export const requestServiceV2: ChipCommand = ({ chosen }, data) => {
  const nodes = nodeList(data);
  if (nodes === null) return null;
  const versions = nodes.flatMap((node) => littleEndian(isThere(chosen.has(node), node) ? KEY_VERSION : NONE));
  return [...DONE, AES_AND_DES, nodes.length, ...versions, ...versions];
};

/** FFFF asks for the key of the system itself, which is always there. */
const isThere = (has: boolean, node: number): boolean => has || node === NONE;

function nodeList(data: Uint8Array): readonly number[] | null {
  const count = data[0] ?? 0;
  if (count < 1 || count > MOST_NODES || data.length !== 1 + 2 * count) return null;
  return Array.from({ length: count }, (_, index) => littleEndianAt(data, 1 + 2 * index));
}

function codesOf(node: NodeBlueprint): readonly number[] {
  return node.is === 'area' ? [...littleEndian(node.first), ...littleEndian(node.last)] : littleEndian(node.code);
}

function below(nodes: AnsweringChip['chosen']['nodes'], parent: number): readonly NodeBlueprint[] | null {
  const at = nodes.findIndex((node) => node.is === 'area' && node.first === parent);
  const outer = nodes[at];
  if (outer?.is !== 'area') return null;
  return nodes.slice(at + 1).filter((node) => {
    const code = node.is === 'area' ? node.first : node.code;
    return code >= outer.first && code <= outer.last;
  });
}
