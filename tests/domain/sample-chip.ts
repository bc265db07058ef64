import type { ChipBaseline, ChipKind, ChipNode, ChipReading, ChipSystem } from '../../domain/chip.ts';
import type { ChipBodies } from '../../domain/chip-entries.ts';
import type { Presence } from '../../domain/chip-presence.ts';
import type { ChipRecordEntry } from '../../domain/chip-record.ts';
import { ChipVerdict } from '../../domain/chip-verdict.ts';
import type { EntryBodies } from '../../domain/entry-kinds.ts';
import type { JobEvent, JobState } from '../../domain/job.ts';
import type { Review } from '../../domain/verdict.ts';
import { passedRecord } from './sample-record.ts';

/** An area of a chip. */
export const area = (first: number, last: number): ChipNode => ({ is: 'area', first, last });
/** A service of a chip. */
export const service = (code: number): ChipNode => ({ is: 'service', code });
/** The root area that every system has. */
export const root = area(0x0000, 0xfffe);

/** What the container of every phone shows. */
export const containerNodes: readonly ChipNode[] = [
  root,
  area(0x1000, 0x7fff),
  area(0x1001, 0x7fff),
  service(0x1008),
  service(0x2008),
  area(0x8000, 0xdfff),
  area(0x8001, 0xafff),
  service(0x8008),
  service(0x9008),
  service(0xa008),
  area(0xb001, 0xbfff),
  service(0xb008),
  service(0xb048),
];

/** A system that was walked to its end. */
export function system(code: number, nodes: readonly ChipNode[] = [root], rest: Partial<ChipSystem> = {}): ChipSystem {
  return { code, seenBy: 'both', nodes, isWhole: true, blocks: null, ...rest };
}

/** IC codes of phones other than iPhones, from every generation. */
export const PHONE_ICS: readonly number[] = [0x06, 0x07, 0x10, 0x14, 0x15, 0x17, 0x18, 0x19, 0x1f];
/** A chip of a kind and an IC; its PMm says the same IC unless another is given. */
export function chipOf(kind: ChipKind, icCode: number, pmmIc: number = icCode): NonNullable<ChipReading['chip']> {
  return { kind, pmm: `01${pmmIc.toString(16).padStart(2, '0')}10b4142434ff`, icCode, romType: 1 };
}

const digest = (digit: string): string => digit.repeat(64);

// When a sample was read, unless a test says: just before it is bound. Whoever binds one puts the real time there.
const JUST_BEFORE = '1970-01-01T00:00:00.000Z';

/** A reading as it is when it is bound at that time: made just then, unless a test gave it a time of its own. */
export function readJustBefore(reading: ChipReading, at: string): ChipReading {
  return reading.startedAt === JUST_BEFORE ? { ...reading, startedAt: at } : reading;
}

/** A whole reading of an emptied phone; tests change what they are about. */
export function emptyReading(changes: Partial<ChipReading> = {}): ChipReading {
  return {
    reader: { model: 'rc-s380', firmware: '1.11', serial: null },
    scan: 'full',
    startedAt: JUST_BEFORE,
    tookMs: 812,
    chip: { kind: 'phone', pmm: '011810b4142434ff', icCode: 0x18, romType: 0x01 },
    systemList: [0xfe00, 0xfe0f, 0xffff],
    systems: [system(0xfe00, [root], { blocks: { assigned: 1275, free: 1275 } }), system(0xfe0f, containerNodes)],
    container: null,
    troubles: [],
    frames: 40,
    logSha256: digest('a'),
    ...changes,
  };
}

/** The reading of an emptied phone with one more system, which its own list names. */
export function withSystem(more: ChipSystem, changes: Partial<ChipReading> = {}): ChipReading {
  const empty = emptyReading();
  return {
    ...empty,
    systemList: [...(empty.systemList ?? []), more.code],
    systems: [...empty.systems, more],
    ...changes,
  };
}

/** The reading of a phone with a Suica in it. */
export const suicaReading = (): ChipReading => withSystem(system(0x0003, [root, service(0x008b), service(0x090f)]));
/** A reader in front of which nothing answered. */
export const silentReading = (): ChipReading =>
  emptyReading({ chip: null, systemList: null, systems: [], troubles: ['no-answer'], frames: 3 });

/** A baseline under which a transit system may stay with its root area and one service. */
export const sampleBaseline: ChipBaseline = {
  id: 'sample',
  icCodes: [0x18],
  models: [],
  systems: [{ code: 0x0003, nodes: [root, service(0x008b)] }],
  source: 'sample',
};

/** No chip, by the table of models and by the phone's software. */
export const absentByTwo: Presence = {
  is: 'not-present',
  sources: [
    { is: 'model-table', says: 'no', entry: 'moto-g', version: '1' },
    { is: 'phone-software', says: 'absent', found: [] },
  ],
};
/** A chip, by the phone's software. */
export const presentBySoftware: Presence = {
  is: 'present',
  sources: [{ is: 'phone-software', says: 'present', found: ['/product/etc/felica/common.cfg'] }],
};
/** The reading of a card that lies in the case. */
export const cardReading = (): ChipReading =>
  emptyReading({
    chip: { kind: 'card', pmm: '013110b4142434ff', icCode: 0x31, romType: 1 },
    troubles: ['loose-card'],
  });
/** A body of a reading, as main writes it. */
export function readBy(
  operator: string,
  reading: ChipReading = emptyReading(),
  rest: Partial<ChipBodies['chip-read']> = {},
): ChipBodies['chip-read'] {
  const baseline = rest.baseline ?? null;
  const { state, reasons, residues } = ChipVerdict.of(reading, baseline);
  const idmHash = reading.chip ? digest('1') : null;
  return { operator, reading, idmHash, baseline, state, reasons, residues, alsoReadIn: null, ...rest };
}

/** Writes the entries of one record about a chip. */
export class ChipRecordWriter {
  readonly entries: ChipRecordEntry[];

  constructor(entries: readonly ChipRecordEntry[] = []) {
    this.entries = [...entries];
  }

  /** The record of a job that passed, by that operator; its review accepted unless another is given. */
  static passed(operator = 'tanaka', review?: Review): ChipRecordWriter {
    const { entries } = passedRecord({ operator, ...(review ? { review } : {}) });
    return new ChipRecordWriter(entries.map(({ entry }) => entry));
  }

  add(kind: string, body: unknown): this {
    this.entries.push({ kind, at: this.#now(), body });
    return this;
  }

  read(operator: string, reading: ChipReading = emptyReading(), rest: Partial<ChipBodies['chip-read']> = {}): this {
    return this.add('chip-read', readBy(operator, readJustBefore(reading, this.#now()), rest));
  }

  step(operator: string, rest: Partial<ChipBodies['chip-guide-step']> = {}): this {
    const guide = { id: 'osaifu-keitai', version: '1' };
    const body = { operator, guide, step: 'own-erase', outcome: 'done', changesChip: true, saw: '', ...rest };
    return this.add('chip-guide-step', body);
  }

  tool(operator: string, result: ChipBodies['chip-tool-ran']['result'] = 'erased'): this {
    const tool = { id: 'x', vendor: 'X', product: 'X Tool', version: '1', licenceHolder: 'Shop' };
    const startedAt = '2026-11-29T03:00:00.000Z';
    const rest = { result, startedAt, endedAt: startedAt, reportSha256: null, isSigned: false };
    return this.add('chip-tool-ran', { operator, tool, ...rest } satisfies ChipBodies['chip-tool-ran']);
  }

  presence(presence: ChipBodies['chip-presence-judged']['presence']): this {
    return this.add('chip-presence-judged', { presence });
  }

  carried(rest: Partial<ChipBodies['chip-carried-over']>): this {
    const nothing = { otherRecords: ['HK-20261128-0000000001'], sources: [], idmHashes: [], acts: [] };
    return this.add('chip-carried-over', { ...nothing, ...rest } satisfies ChipBodies['chip-carried-over']);
  }

  moved(from: JobState, to: JobState, event: JobEvent): this {
    return this.add('job-moved', { from, to, event, why: null } satisfies EntryBodies['job-moved']);
  }

  override(operator: string): this {
    return this.add('chip-gate-overridden', { operator, why: 'the owner asked for it' });
  }

  #now(): string {
    return new Date(Date.UTC(2026, 10, 29, 3, 0, this.entries.length)).toISOString();
  }
}
