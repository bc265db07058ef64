import { createHash } from 'node:crypto';
import type { ChipReading, ChipSystem, FreshReading } from '../../../domain/chip.ts';
import type { ContactlessReader } from '../../../domain/reader.ts';
import { toHex } from '../protocol/bytes.ts';
import { getContainerId, getContainerIssueInformation } from '../protocol/container.ts';
import { ANY_SYSTEM, type PollAnswer, polling } from '../protocol/polling.ts';
import { requestSystemCode } from '../protocol/systems.ts';
import { icCodeOf, idmText, kindOf } from './chip-identity.ts';
import { ChipWalk } from './chip-walk.ts';
import { maskedLog } from './masked-log.ts';
import { lacks, walkSystem } from './walk-system.ts';

const SYSTEM_LIST = 0x0c;
const CONTAINER_ISSUE = 0x22;
const CONTAINER_ID = 0x70;
const TRANSIT = 0x0003;
const COMMON_AREA = 0xfe00;
// Called beside the chip's own list, in case that hides one: transit, common area, NDEF, Lite, Secure ID, JR East. Source: felica-tool.
const CALLED = [TRANSIT, COMMON_AREA, 0x12fc, 0x88b4, 0x957a, 0x86a7];

// A chip's number has four bits for the system, so that none has more; and a whole reading takes a second.
const MOST_SYSTEMS = 16;
const MOST_MS = 30_000;

/** How a chip is to be read. */
export interface ReadOptions {
  /** `iphone`: one Polling for 0003 and nothing else, ever. */
  readonly scan: 'full' | 'iphone';
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Hears which system is being walked (null before the first) and how many of its nodes were found; it must be quick. */
  readonly onProgress?: (progress: { readonly system: number | null; readonly nodes: number }) => void;
}

type Found = Pick<ChipReading, 'systemList' | 'systems' | 'container'> & { readonly chip: PollAnswer | null };

const NOTHING: Found = { chip: null, systemList: null, systems: [], container: null };

/**
 * Reads what a chip holds, without reading a single block. Whatever the chip does ends up as facts and troubles in the reading; throws
 * only what the reader throws (`reader.*`, `chip.command-refused`) and the signal's reason.
 */
export async function readChip(reader: ContactlessReader, options: ReadOptions): Promise<FreshReading> {
  const startedAt = options.now();
  const isLate = (): boolean => options.now().getTime() - startedAt.getTime() > MOST_MS;
  const walk = new ChipWalk(reader, options.signal, isLate);
  const found = options.scan === 'iphone' ? await pollIphone(walk) : await readWhole(walk, options);
  const tookMs = Math.max(0, options.now().getTime() - startedAt.getTime());
  const { frames } = walk.talk;
  const { chip, systemList, systems, container } = found;
  const idm = chip && idmText(chip.idm);
  // Even a hash over the numbers would let somebody who has only the ledger try numbers out.
  const log = maskedLog({ log: walk.talk.log, idm });
  return {
    reading: {
      reader: { model: reader.model, firmware: reader.firmware, serial: reader.serial },
      scan: options.scan,
      startedAt: startedAt.toISOString(),
      tookMs,
      chip: chip && { kind: kindOf(chip), pmm: toHex(chip.pmm), icCode: icCodeOf(chip), romType: chip.pmm[0] ?? 0 },
      systemList,
      systems,
      container,
      troubles: walk.troubles,
      frames,
      logSha256: createHash('sha256')
        .update(log.map((line) => `${line}\n`).join(''))
        .digest('hex'),
    },
    idm,
    log,
  };
}

/** An iPhone shows its wallet when anything but 0003 is called, so this one frame is all that ever goes out. */
async function pollIphone(walk: ChipWalk): Promise<Found> {
  walk.note('iphone-poll-only');
  const reply = await walk.talk.once(polling(TRANSIT, 0x03));
  if (reply.is === 'silent') walk.note('no-answer');
  else if (reply.is === 'collision') walk.note('several-chips');
  else if (reply.is !== 'value') walk.note('bad-answer');
  if (reply.is !== 'value') return NOTHING;
  noteKind(walk, reply.value);
  const transit: ChipSystem = { code: TRANSIT, seenBy: 'poll', nodes: [], isWhole: false, blocks: null };
  return { ...NOTHING, chip: reply.value, systems: [transit] };
}

async function readWhole(walk: ChipWalk, { onProgress }: ReadOptions): Promise<Found> {
  onProgress?.({ system: null, nodes: 0 });
  const chip = await walk.meet([COMMON_AREA, TRANSIT]);
  if (chip === null) return NOTHING;
  noteKind(walk, chip);
  if (walk.isOver) return { ...NOTHING, chip };
  const systemList = await listSystems(walk, chip);
  const container = await readContainer(walk, chip);
  const systems: ChipSystem[] = [];
  for (const code of systemsToWalk(chip, systemList)) {
    if (walk.isOver) break;
    onProgress?.({ system: code, nodes: 0 });
    const isListed = systemList?.includes(code) ?? false;
    const system = await walkSystem(walk, { code, isListed }, (nodes) => onProgress?.({ system: code, nodes }));
    if (system !== null) systems.push(system);
  }
  await walk.part();
  return { chip, systemList, systems, container };
}

/** A program on the phone is not its chip, and hides it: nothing more is asked. */
function noteKind(walk: ChipWalk, chip: PollAnswer): void {
  const kind = kindOf(chip);
  if (kind === 'host-emulation') walk.end('host-emulation');
  if (kind === 'card') walk.note('loose-card');
  if (kind === 'unlisted') walk.note('unlisted-chip');
}

async function listSystems(walk: ChipWalk, chip: PollAnswer): Promise<readonly number[] | null> {
  if (lacks(chip, SYSTEM_LIST)) return null;
  const heard = await walk.hear(requestSystemCode(chip));
  if (heard.is !== 'value') {
    walk.note('no-system-list');
    await walk.missed();
    return null;
  }
  const named = heard.value.filter((code) => code !== ANY_SYSTEM);
  // Of two systems under one code only one can be called.
  if (new Set(named).size !== named.length || named.length > MOST_SYSTEMS) walk.note('walk-incomplete');
  return heard.value;
}

/** In the order of the chip's list as far as a chip can have systems, then what it did not list. FFFF in it is a place that no system was made in. */
function systemsToWalk(chip: PollAnswer, systemList: readonly number[] | null): readonly number[] {
  const own = chip.system === null ? [] : [chip.system];
  const listed = (systemList ?? []).filter((code) => code !== ANY_SYSTEM).slice(0, MOST_SYSTEMS);
  const all = new Set([...listed, ...own, ...CALLED]);
  all.delete(ANY_SYSTEM);
  return [...all];
}

/** Helps to tell phones apart; the container's number stays in the log alone. */
async function readContainer(walk: ChipWalk, chip: PollAnswer): Promise<ChipReading['container']> {
  if (kindOf(chip) !== 'phone' || walk.isOver) return null;
  if (!lacks(chip, CONTAINER_ID)) await walk.hear(getContainerId(chip.pmm));
  if (lacks(chip, CONTAINER_ISSUE) || walk.isOver) return null;
  const heard = await walk.hear(getContainerIssueInformation(chip));
  return heard.is === 'value' ? heard.value : null;
}
