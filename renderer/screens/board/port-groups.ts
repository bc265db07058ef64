import { DENSITIES, type Density } from '../../../domain/settings.ts';
import { isErased, isGreen, type PortView } from '../../../domain/window-state.ts';
import type { MarkName } from '../../parts/mark-shapes.ts';
import { lookOfPort, type Tone } from '../../parts/state-look.ts';

/** The groups that the head of the board counts, in the order in which a phone goes through them. */
export const GROUPS = [
  'empty',
  'reading',
  'ready',
  'work',
  'operator',
  'review',
  'chip',
  'overridden',
  'passed',
  'not-passed',
] as const;
/** One of GROUPS. */
export type Group = (typeof GROUPS)[number];

/** The colour and the shape of a group. */
export const GROUP_LOOKS: Readonly<Record<Group, { readonly tone: Tone; readonly mark: MarkName }>> = {
  empty: { tone: 'quiet', mark: 'empty' },
  reading: { tone: 'quiet', mark: 'reading' },
  ready: { tone: 'quiet', mark: 'attached' },
  work: { tone: 'work', mark: 'work' },
  operator: { tone: 'person', mark: 'person' },
  review: { tone: 'person', mark: 'review' },
  chip: { tone: 'person', mark: 'chip-unread' },
  overridden: { tone: 'person', mark: 'overridden' },
  passed: { tone: 'pass', mark: 'pass' },
  'not-passed': { tone: 'bad', mark: 'fail' },
};

const BY_MARK: Partial<Readonly<Record<MarkName, Group>>> = {
  empty: 'empty',
  reading: 'reading',
  attached: 'ready',
  person: 'operator',
  review: 'review',
  pass: 'passed',
};

/** The group that a Port is counted in. */
export function groupOf(port: PortView): Group {
  const { tone, mark } = lookOfPort(port);
  // Its storage passed: what is left to do is about the chip, and it counts neither as passed nor as failed.
  if (port.job && isErased(port.job) && !isGreen(port.job)) {
    return port.job.chip.sale === 'overridden' ? 'overridden' : 'chip';
  }
  if (tone === 'work' || port.job?.state === 'drafted') return 'work';
  // Nothing has ended where nothing has begun: a phone that cannot be read or erased waits for a person.
  if (tone === 'bad' && !port.job) return 'operator';
  return BY_MARK[mark] ?? 'not-passed';
}

/** How many Ports stand in each group. */
export function countGroups(ports: readonly PortView[]): Readonly<Record<Group, number>> {
  const counts = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>;
  for (const port of ports) counts[groupOf(port)] += 1;
  return counts;
}

/** The room of the whole window in CSS pixels. */
export interface WindowRoom {
  readonly width: number;
  readonly height: number;
}

// What the rail, the bars and the margins take; the board begins with what is left.
const AROUND = { width: 140, height: 225 };
/** What the readers take of the height where there are any, as readers.css has it. */
export const READERS_HEIGHT = 190;
const GAP = 12;
// The least size of a tile as board-list.css has it.
const LEAST_TILE = { large: { width: 400, height: 384 }, normal: { width: 280, height: 208 } } as const;

/** How the tiles are drawn: as the settings say, or as large as they all fit into the window without scrolling. */
export function densityFor(setting: Density, ports: number, room: WindowRoom): Exclude<Density, 'auto'> {
  if (setting !== 'auto') return setting;
  const inARow = (size: number, least: number): number => Math.max(1, Math.floor((size + GAP) / (least + GAP)));
  const fits = (tile: WindowRoom): boolean =>
    ports <= inARow(room.width - AROUND.width, tile.width) * inARow(room.height - AROUND.height, tile.height);
  if (fits(LEAST_TILE.large)) return 'large';
  return fits(LEAST_TILE.normal) ? 'normal' : 'dense';
}

/** Tells whether a key of a menu is a density. */
export function isDensity(key: unknown): key is Density {
  return DENSITIES.some((density) => density === key);
}
