/** One node of a system as a chip is made with it: an area from its first to its last node code, or a service with its blocks. */
export type NodeBlueprint =
  | { readonly is: 'area'; readonly first: number; readonly last: number }
  | {
      readonly is: 'service';
      readonly code: number;
      /** What its blocks hold, 16 bytes each, by block number. Services with one service number share the blocks of the first. */
      readonly blocks: ReadonlyMap<number, Uint8Array>;
      /** False where the chip refuses to write although the code says that it could. */
      readonly isWritable: boolean;
    };

/** One system of a chip. */
export interface SystemBlueprint {
  /** 0x0000-0xffff, high byte first on the wire. */
  readonly code: number;
  /** Other codes under which the very same system answers, as a Lite-S answers to 12FC too. */
  readonly alsoAnswersTo: readonly number[];
  readonly nodes: readonly NodeBlueprint[];
  /** Blocks that the system has been given, and how many are taken by its nodes. */
  readonly assignedBlocks: number;
  readonly usedBlocks: number;
}

/** What kind of thing a chip sits in. */
export type ChipCarrier = 'phone' | 'iphone' | 'card' | 'host-emulation';

/** Everything that a chip is made of; nothing in it changes, the chip copies what can. */
export interface ChipBlueprint {
  /** Eight bytes with the system number (top half of the first byte) at zero. */
  readonly idm: Uint8Array;
  /** Eight bytes: ROM type, IC code, six bytes of longest answer times. */
  readonly pmm: Uint8Array;
  readonly carrier: ChipCarrier;
  readonly systems: readonly SystemBlueprint[];
  /** What is left when the phone's own erase function has run; null where a chip has none. */
  readonly afterErase: readonly SystemBlueprint[] | null;
  /** What Get Container Issue Information tells: five and eleven bytes, as text. */
  readonly container: { readonly carrier: string; readonly model: string };
  /** The system codes that are answered when polled; null = every one that it has, wildcards too. */
  readonly pollsOnly: readonly number[] | null;
  /** From which number the packets of Request Code List are counted; sources differ, so chips of both kinds are practised. */
  readonly firstPacket: 0 | 1;
}

const NO_BLOCKS: ReadonlyMap<number, Uint8Array> = new Map();

/** Makes an area. */
export const area = (first: number, last: number): NodeBlueprint => ({ is: 'area', first, last });

/** Makes a service with that many blocks, filled with a pattern that a reader can tell from zeros. */
export function service(code: number, blocks = 1): NodeBlueprint {
  const filled = Array.from({ length: blocks }, (_, number) => [number, patternBlock(code, number)] as const);
  return { is: 'service', code, blocks: new Map(filled), isWritable: true };
}

/** Makes a service with the given blocks, by block number. */
export function serviceWith(code: number, blocks: ReadonlyMap<number, Uint8Array>, isWritable = true): NodeBlueprint {
  return { is: 'service', code, blocks, isWritable };
}

/** Makes a further service over the blocks of one with the same service number. */
export const overlay = (code: number): NodeBlueprint => serviceWith(code, NO_BLOCKS);

/** The root area that every system has. */
export const ROOT_AREA: NodeBlueprint = area(0x0000, 0xfffe);

/** Makes a system; its nodes are told in the order of their codes, an area before a service of the same code. */
export function system(
  code: number,
  nodes: readonly NodeBlueprint[],
  blocks: { readonly assigned: number; readonly used: number } = { assigned: 0, used: 0 },
): SystemBlueprint {
  const place = (node: NodeBlueprint): number => (node.is === 'area' ? node.first : node.code);
  const inOrder = [...nodes].sort((left, right) => place(left) - place(right) || rank(left) - rank(right));
  return { code, alsoAnswersTo: [], nodes: inOrder, assignedBlocks: blocks.assigned, usedBlocks: blocks.used };
}

const rank = (node: NodeBlueprint): number => (node.is === 'area' ? 0 : 1);

function patternBlock(code: number, block: number): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, index) => (code * 7 + block * 31 + index * 5 + 1) & 0xff);
}
