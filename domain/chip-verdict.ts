import {
  CHIP_REASONS,
  type ChipBaseline,
  type ChipNode,
  type ChipReading,
  type ChipReason,
  type ChipState,
  type ChipSystem,
  type Residue,
} from './chip.ts';
import { icFacts } from './chip-ic.ts';

// System codes: docs/decisions/0027. FFFF in a chip's own list is a slot that was never used, and nothing can be walked there.
const COMMON_AREA = 0xfe00;
const CONTAINER = 0xfe0f;
const UNUSED_SLOT = 0xffff;
const TRANSIT = 0x0003;
/** The chip of iPhones: it shows a reader what Wallet lets it show, so that what is seen is never all. */
export const APPLE_IC = 0x16;

const area = (first: number, last: number): ChipNode => ({ is: 'area', first, last });
const ROOT = keyOf(area(0x0000, 0xfffe));
/** What the container of every phone shows, whatever was or was not issued. Source: felica-tool's node list, see docs/decisions/0027. */
const CONTAINER_NODES: ReadonlySet<string> = new Set(
  [
    area(0x0000, 0xfffe),
    area(0x1000, 0x7fff),
    area(0x1001, 0x7fff),
    area(0x8000, 0xdfff),
    area(0x8001, 0xafff),
    area(0xb001, 0xbfff),
    ...[0x1008, 0x2008, 0x8008, 0x9008, 0xa008, 0xb008, 0xb048].map((code) => ({ is: 'service', code }) as const),
  ].map(keyOf),
);

/** Reasons that are positive signs of something to look at, without proof that a service is left. */
const REVIEW_REASONS: ReadonlySet<ChipReason> = new Set([
  'loose-card',
  'blocks-in-use',
  'transit-root-only',
  'container-unknown-node',
  'system-unknown',
]);

/**
 * What a reading of a chip proves. It comes out of `ChipVerdict.of` only: EMPTY needs every part of an empty chip to be
 * seen whole and nothing else; whatever is missing, odd or unknown makes it something that may not be sold.
 */
export class ChipVerdict {
  readonly #judged = true;
  readonly state: Exclude<ChipState, 'NOT_PRESENT' | 'APPLE_ERASED'>;
  /** In the order of CHIP_REASONS. */
  readonly reasons: readonly ChipReason[];
  /** In the order of the walk; also what makes a chip REVIEW stands here. */
  readonly residues: readonly Residue[];

  private constructor(state: ChipVerdict['state'], reasons: readonly ChipReason[], residues: readonly Residue[]) {
    this.state = state;
    this.reasons = reasons;
    this.residues = residues;
  }

  /** Tells whether a value is a verdict that was judged here. */
  static isGenuine(candidate: unknown): candidate is ChipVerdict {
    return candidate instanceof ChipVerdict && #judged in candidate;
  }

  /** Judges a reading by the rule of docs/decisions/0027; a baseline for another IC counts as none. */
  static of(reading: ChipReading, baseline: ChipBaseline | null): ChipVerdict {
    const signs = new Set<ChipReason>(reading.troubles);
    const residues: Residue[] = [];
    for (const sign of signsOfChip(reading)) signs.add(sign);
    if (isOfPhone(reading) && reading.scan === 'full') judgeSystems(reading, baseline, signs, residues);
    if (isOfPhone(reading) && reading.scan === 'iphone') {
      signs.add('express-card-answers');
      residues.push({ system: TRANSIT, node: null });
    }
    if (signs.size === 0) signs.add('only-empty-structure');
    return new ChipVerdict(
      stateOf(signs),
      CHIP_REASONS.filter((reason) => signs.has(reason)),
      unlike(residues),
    );
  }
}

/** Finds the baseline for a chip: one for its IC that names the model goes before one for every model; null when there is none. */
export function baselineFor(
  reading: ChipReading,
  model: string | null,
  baselines: readonly ChipBaseline[],
): ChipBaseline | null {
  const icCode = reading.chip?.icCode;
  if (icCode === undefined) return null;
  const ours = baselines.filter(({ icCodes }) => icCodes.includes(icCode));
  return (
    ours.find(({ models }) => models.length > 0 && isForModel(models, model)) ??
    ours.find(({ models }) => models.length === 0) ??
    null
  );
}

/** Tells whether a baseline's list of models holds a model; an empty list holds every one, an unknown model is in no other. */
export function isForModel(models: readonly string[], model: string | null): boolean {
  const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
  return models.length === 0 || (model !== null && models.some((one) => fold(one) === fold(model)));
}

/**
 * Tells whether an iPhone may count as APPLE_ERASED: only after an erase that was proven, and never once 0003 answered after it.
 * Silence and a poll that was not made prove nothing either way (Apple's platform security guide; docs/decisions/0027).
 */
export function appleErasedAllows(facts: {
  readonly eraseProven: boolean;
  readonly poll0003: 'silent' | 'answered' | 'not-made';
}): boolean {
  return facts.eraseProven && facts.poll0003 !== 'answered';
}

function stateOf(signs: ReadonlySet<ChipReason>): ChipVerdict['state'] {
  if (signs.has('residue') || signs.has('express-card-answers')) return 'RESIDUAL';
  if ([...signs].some((sign) => REVIEW_REASONS.has(sign))) return 'REVIEW';
  return signs.size === 1 && signs.has('only-empty-structure') ? 'EMPTY' : 'UNKNOWN';
}

/** What the chip itself, before its systems, gives away; its own words are checked against the table of ICs. */
function signsOfChip({ chip, scan }: ChipReading): readonly ChipReason[] {
  if (scan === 'iphone' && chip === null) return ['iphone-poll-only'];
  if (chip === null) return ['no-answer'];
  if (chip.kind === 'host-emulation') return ['host-emulation'];
  const facts = icFacts(chip.icCode);
  if (chip.kind === 'card' || facts?.kind === 'card') return ['loose-card'];
  const signs: ChipReason[] = [];
  if (chip.kind !== 'phone' || facts === null) signs.push('unlisted-chip');
  if (chip.icCode === APPLE_IC && scan === 'full') signs.push('apple-chip');
  if (pmmByte(chip.pmm, 0) !== chip.romType || pmmByte(chip.pmm, 1) !== chip.icCode) signs.push('bad-answer');
  return signs;
}

function pmmByte(pmm: string, at: number): number {
  return /^[0-9a-f]{16}$/.test(pmm) ? Number.parseInt(pmm.slice(at * 2, at * 2 + 2), 16) : Number.NaN;
}

/** What a loose card or a program holds says nothing of the phone's chip. An IC that is in no table is treated as a phone's. */
function isOfPhone({ chip }: ChipReading): boolean {
  if (chip === null || chip.kind === 'card' || chip.kind === 'host-emulation') return false;
  return icFacts(chip.icCode)?.kind !== 'card';
}

function judgeSystems(
  reading: ChipReading,
  baseline: ChipBaseline | null,
  signs: Set<ChipReason>,
  residues: Residue[],
): void {
  const fits = baseline?.icCodes.includes(reading.chip?.icCode ?? -1) ? baseline : null;
  const { systems, systemList } = reading;
  if (systemList === null) signs.add('no-system-list');
  if (!systems.some(({ code }) => code === COMMON_AREA)) signs.add('no-common-area');
  if (disagrees(reading)) signs.add('walk-disagrees');
  const walked = new Set(systems.map(({ code }) => code));
  for (const code of systemList ?? []) {
    if (code !== UNUSED_SLOT && !walked.has(code)) signs.add('walk-incomplete');
  }
  for (const system of systems) judgeSystem(system, fits, signs, residues);
}

/** The chip's own list and the walk must speak of the same systems, and nothing may be there twice. */
function disagrees({ systems, systemList }: ChipReading): boolean {
  const codes = systems.map(({ code }) => code);
  const isTwice = (keys: readonly (string | number)[]): boolean => new Set(keys).size !== keys.length;
  const isListed = (code: number): boolean => systemList?.includes(code) ?? false;
  return (
    isTwice(codes) ||
    isTwice((systemList ?? []).filter((code) => code !== UNUSED_SLOT)) ||
    systems.some(({ nodes }) => isTwice(nodes.map(keyOf))) ||
    systems.some(({ code, seenBy }) => isListed(code) === (seenBy === 'poll'))
  );
}

function judgeSystem(
  system: ChipSystem,
  baseline: ChipBaseline | null,
  signs: Set<ChipReason>,
  residues: Residue[],
): void {
  const { code, nodes, blocks } = system;
  const allowed = allowedIn(code, baseline);
  const isWhole = isSeenWhole(system);
  if (!isWhole && !isBareSlot(system)) signs.add('walk-incomplete');
  if (code === COMMON_AREA && blocks?.assigned !== blocks?.free) signs.add('blocks-in-use');
  const more = nodes.filter((node) => !(allowed ?? [ROOT]).includes(keyOf(node)));
  for (const node of more) residues.push({ system: code, node });
  if (more.length > 0) signs.add(code === CONTAINER ? 'container-unknown-node' : 'residue');
  else if (isUnknown(system, allowed)) {
    residues.push({ system: code, node: null });
    if (isWhole) signs.add(code === TRANSIT && allowed === null ? 'transit-root-only' : 'system-unknown');
  }
}

/** A walk that came to its end without the root area, which every system has, was no walk. */
function isSeenWhole({ nodes, isWhole }: ChipSystem): boolean {
  return isWhole && nodes.some((node) => keyOf(node) === ROOT);
}

function isBareSlot({ code, nodes }: ChipSystem): boolean {
  return code === UNUSED_SLOT && nodes.length === 0;
}

/**
 * Whether no emptied chip is known to show a system in this form. One of the baseline shows its root area alone or exactly what
 * the baseline names: a part of it was never seen.
 */
function isUnknown({ code, nodes }: ChipSystem, allowed: readonly string[] | null): boolean {
  if (allowed === null) return true;
  const seen = new Set(nodes.map(keyOf)).size;
  return code !== CONTAINER && seen > 1 && seen !== new Set(allowed).size;
}

/** Keys of the nodes that a system of an emptied chip may show, or null when no emptied chip is known to have that system. */
function allowedIn(code: number, baseline: ChipBaseline | null): readonly string[] | null {
  if (code === CONTAINER) return [...CONTAINER_NODES];
  if (code === COMMON_AREA || code === UNUSED_SLOT) return [ROOT];
  const ours = baseline?.systems.find((system) => system.code === code);
  return ours ? [ROOT, ...ours.nodes.map(keyOf)] : null;
}

function keyOf(node: ChipNode): string {
  return node.is === 'area' ? `area ${node.first}-${node.last}` : `service ${node.code}`;
}

function unlike(residues: readonly Residue[]): readonly Residue[] {
  const seen = new Map(residues.map((one) => [`${one.system} ${one.node ? keyOf(one.node) : ''}`, one]));
  return [...seen.values()];
}
