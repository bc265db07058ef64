import type { ChipNode, ChipSystem } from '../../../domain/chip.ts';
import { icFacts } from '../../../domain/chip-ic.ts';
import { requestBlockInformationEx } from '../protocol/blocks.ts';
import { sameBytes } from '../protocol/bytes.ts';
import type { ChipAddress, Command } from '../protocol/command.ts';
import { requestCodeList, requestService, searchServiceCode } from '../protocol/services.ts';
import { responseMs } from '../protocol/timing.ts';
import { icCodeOf, kindOf } from './chip-identity.ts';
import type { ChipWalk, Heard } from './chip-walk.ts';
import { codeOf, KNOWN_NODES, keyOf, ROOT_AREA } from './known-nodes.ts';

const SEARCH = 0x0a;
const CODE_LIST = 0x1a;
const BLOCKS_EX = 0x1e;
const COMMON_AREA = 0xfe00;
// No structure is so large; a chip that never comes to an end must not hold the reader.
const MOST_STEPS = 0x1000;
const MOST_PACKETS = 0x100;
const ROOT = 0x0000;

/** Hears how many nodes of the system were found so far. */
export type HearNodes = (nodes: number) => void;

/** One system to be walked, and whether the chip's own list names it. */
export interface SystemToWalk {
  readonly code: number;
  readonly isListed: boolean;
}

/** Calls a system and walks all of it; null for one that is neither listed nor answers. */
export async function walkSystem(
  walk: ChipWalk,
  { code, isListed }: SystemToWalk,
  hear: HearNodes,
): Promise<ChipSystem | null> {
  const to = await walk.call(code);
  if (to === null) {
    if (!isListed) return null;
    await unanswered(walk);
    return { code, seenBy: 'list', nodes: [], isWhole: false, blocks: null };
  }
  const seenBy = isListed ? 'both' : 'poll';
  if (lacks(to, SEARCH)) return { code, seenBy, nodes: [], isWhole: false, blocks: null };
  const found = await search(walk, { code, to }, hear);
  if (walk.isOver || !found.isWhole || kindOf(to) === 'card') return { code, seenBy, ...found, blocks: null };
  const system = { code, to };
  const hidden = [...(await listed(walk, system, found.nodes)), ...(await called(walk, system, found.nodes))];
  if (hidden.length > 0) walk.note('walk-disagrees');
  const blocks = code === COMMON_AREA ? await countBlocks(walk, system) : null;
  return { code, seenBy, nodes: unlike([...found.nodes, ...hidden]), isWhole: true, blocks };
}

/** Whether a chip is known not to answer a command; one that is in no table is only asked what every chip answers. */
export function lacks(chip: ChipAddress, command: number): boolean {
  const facts = icFacts(icCodeOf(chip));
  return facts === null ? ![0x02, 0x0a, 0x0c].includes(command) : facts.lacks.includes(command);
}

interface Called {
  readonly code: number;
  readonly to: ChipAddress;
}

/** Search Service Code, place by place to the end mark. */
async function search(
  walk: ChipWalk,
  system: Called,
  hear: HearNodes,
): Promise<{ readonly nodes: readonly ChipNode[]; readonly isWhole: boolean }> {
  const nodes: ChipNode[] = [];
  const keys = new Set<string>();
  for (let index = 0; index < MOST_STEPS; index += 1) {
    const heard = await hearSteadily(walk, system, searchServiceCode(system.to, index));
    if (heard.is !== 'value') {
      await unanswered(walk);
      return { nodes, isWhole: false };
    }
    if (heard.value === null) return { nodes, isWhole: beginsAtRoot(walk, nodes) };
    const key = keyOf(heard.value);
    if (keys.has(key)) {
      walk.note('walk-disagrees');
      return { nodes, isWhole: false };
    }
    keys.add(key);
    nodes.push(heard.value);
    hear(nodes.length);
  }
  walk.note('walk-incomplete');
  return { nodes, isWhole: false };
}

/** A chip that left the field for a moment has forgotten which system was called; it is called once more before silence is believed. */
async function hearSteadily<T>(walk: ChipWalk, { code, to }: Called, command: Command<T>): Promise<Heard<T>> {
  const heard = await walk.hear(command);
  if (heard.is !== 'unheard' || !heard.isSilent) return heard;
  const again = await walk.call(code);
  return again !== null && sameBytes(again.idm, to.idm) ? walk.hear(command) : heard;
}

/** A chip that knows a command and does not answer it was away, or keeps something back: what it would have told is missing. */
async function unanswered(walk: ChipWalk): Promise<void> {
  walk.note('walk-incomplete');
  await walk.missed();
}

/** An end mark alone is no structure: every system has its root area, and tells it first. */
function beginsAtRoot(walk: ChipWalk, nodes: readonly ChipNode[]): boolean {
  const [first] = nodes;
  if (first && keyOf(first) === keyOf(ROOT_AREA)) return true;
  walk.note('walk-incomplete');
  return false;
}

/**
 * Nodes that Request Code List shows and the search did not. Whether its packets count from 0 or 1 differs between sources, so a
 * packet 0 that is not answered is not the end; a chip that refuses both is taken at its search alone.
 */
async function listed(walk: ChipWalk, system: Called, found: readonly ChipNode[]): Promise<readonly ChipNode[]> {
  const { to } = system;
  if (lacks(to, CODE_LIST) || responseMs(to.pmm, 'nodes', 1) === null) return [];
  const known = new Set(found.map(keyOf));
  const hidden: ChipNode[] = [];
  let goesOn = false;
  let isTold = false;
  let isUnheard = false;
  for (let packet = 0; packet < MOST_PACKETS && !walk.isOver; packet += 1) {
    const heard = await hearSteadily(walk, system, requestCodeList(to, ROOT, packet));
    isUnheard ||= heard.is === 'unheard';
    if (heard.is === 'value') {
      isTold = true;
      hidden.push(...heard.value.nodes.filter((node) => !known.has(keyOf(node))));
      ({ goesOn } = heard.value);
    }
    const isOtherCount = packet === 0 && heard.is !== 'value';
    if (!isOtherCount && (heard.is !== 'value' || !goesOn)) break;
  }
  // The chip promised more than it told, or told nothing.
  if (goesOn || (isUnheard && !isTold)) await unanswered(walk);
  return hidden;
}

/** Nodes that the chip owns to when asked by name (Request Service) and its search did not show. */
async function called(walk: ChipWalk, system: Called, found: readonly ChipNode[]): Promise<readonly ChipNode[]> {
  const named = KNOWN_NODES.get(system.code) ?? [];
  if (named.length === 0 || walk.isOver) return [];
  const heard = await hearSteadily(walk, system, requestService(system.to, named.map(codeOf)));
  if (heard.is === 'unheard') await unanswered(walk);
  if (heard.is !== 'value') return [];
  const codes = new Set(found.map(codeOf));
  return named.filter((node, index) => heard.value[index] !== null && !codes.has(codeOf(node)));
}

async function countBlocks(walk: ChipWalk, system: Called): Promise<ChipSystem['blocks']> {
  const { to } = system;
  if (walk.isOver || lacks(to, BLOCKS_EX) || responseMs(to.pmm, 'nodes', 1) === null) return null;
  const heard = await hearSteadily(walk, system, requestBlockInformationEx(to, [ROOT]));
  if (heard.is === 'unheard') await unanswered(walk);
  return heard.is === 'value' ? (heard.value[0] ?? null) : null;
}

function unlike(nodes: readonly ChipNode[]): readonly ChipNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()];
}
