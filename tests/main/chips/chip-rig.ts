import { createHmac } from 'node:crypto';
import type { ChipReading } from '../../../domain/chip.ts';
import type { ChipBodies, ChipEntryKind } from '../../../domain/chip-entries.ts';
import type { ChipGuide } from '../../../domain/chip-guide.ts';
import { presenceOf } from '../../../domain/chip-presence.ts';
import { asWorkstationError, WorkstationError } from '../../../domain/errors.ts';
import {
  type OperatorId,
  operatorId,
  type PortId,
  type ReaderId,
  type RecordId,
  readerId,
} from '../../../domain/ids.ts';
import { ChipDesk, type ReadingsAtHand } from '../../../main/chips/chip-desk.ts';
import { ChipDetails } from '../../../main/chips/chip-details.ts';
import { ChipTargets, type PhoneMeant, type PhonesAtHand } from '../../../main/chips/chip-targets.ts';
import { ChipsWaiting } from '../../../main/chips/chips-waiting.ts';
import type { LicensedTool } from '../../../main/chips/licensed-tools.ts';
import { PhoneRecords } from '../../../main/chips/phone-records.ts';
import type { Job } from '../../../main/jobs/job.ts';
import type { Examined } from '../../../main/jobs/job-desk.ts';
import type { OpenLedger } from '../../../main/ledger/open-ledger.ts';
import type { Operators } from '../../../main/operators/operators.ts';
import { emptyReading, readJustBefore } from '../../domain/sample-chip.ts';
import { DeskRig, look } from '../jobs/desk-rig.ts';
import { MACHINE_PLAN } from '../jobs/scripted-adapter.ts';

/** The code with which something is refused, or `done`. */
export function refusal(work: () => unknown): string {
  try {
    work();
    return 'done';
  } catch (thrown) {
    return asWorkstationError(thrown).code;
  }
}

/** The only reader here. */
export const READER: ReaderId = readerId('usb:9-1');
/** The chip's number unless a test gives another. */
export const IDM = '0139000000000001';

/** A guide with one step that only looks, one that erases, and those of the owner and the carrier's shop. */
export const GUIDE: ChipGuide = {
  id: 'test-guide',
  version: '1',
  fit: {},
  title: { ja: '手引き', en: 'Guide' },
  steps: [
    {
      id: 'look',
      when: 'before-reset',
      who: 'operator',
      title: { ja: '見る', en: 'Look' },
      acts: [],
      expect: null,
      answers: [
        { id: 'unused', text: { ja: '未利用', en: 'unused' } },
        { id: 'in-use', text: { ja: '利用中', en: 'in use' } },
      ],
      changesChip: false,
    },
    {
      id: 'own-erase',
      when: 'after-reset',
      who: 'operator',
      title: { ja: '消す', en: 'Erase' },
      acts: [],
      expect: null,
      answers: [],
      changesChip: true,
    },
    ...(['owner', 'carrier-shop'] as const).map((who) => ({
      id: `of-${who}`,
      when: 'after-reset' as const,
      who,
      title: { ja: '移す', en: 'Move' },
      acts: [],
      expect: null,
      answers: [],
      changesChip: true,
    })),
  ],
  source: 'test',
  isOfShop: false,
};

/** A chip desk over a real ledger and the real job desk; only the reader is played: it holds what a test puts on it. */
export class ChipRig extends DeskRig {
  /** Readings whose phone does not lie on the reader any more. */
  readonly takenAway = new Set<string>();
  /** Readings since which the clock was changed. */
  readonly clockMoved = new Set<string>();
  readonly held = new Map<string, { reading: ChipReading; idm: string | null; record: RecordId | null }>();
  readonly examined = new Map<PortId, Examined>();
  readonly shown = new Map<PortId, Pick<Job, 'id' | 'record'>>();
  readonly begun: PhoneRecords;
  readonly targets: ChipTargets;
  readonly details: ChipDetails;
  readonly chipDesk: ChipDesk;
  readonly waiting: ChipsWaiting;
  tools: readonly LicensedTool[] = [];

  constructor(operators: ((opened: OpenLedger) => Operators) | null = null) {
    super({ proposal: { plan: MACHINE_PLAN } }, 'required', operators);
    const { ledger } = this.opened;
    const { chips: book, book: jobs, chipViews: views } = this;
    this.begun = new PhoneRecords({
      mark: (port) => this.board.mark(port),
      hasJob: (record) => book.row(record)?.job !== null,
    });
    this.recordBegun = (examined) => this.begun.of(examined);
    const phones: PhonesAtHand = {
      jobOn: (port) => this.shown.get(port) ?? null,
      examined: (port) => {
        const examined = this.examined.get(port);
        return examined?.mark === this.board.mark(port) ? examined : null;
      },
    };
    const presence = () => this.presence ?? presenceOf([]);
    this.targets = new ChipTargets({ ledger, book, jobs, records: this.begun, phones, presence });
    this.details = new ChipDetails({
      ledger,
      book,
      views,
      guides: [GUIDE],
      guideFor: () => GUIDE,
      presence,
      tools: async () => this.tools,
    });
    this.chipDesk = new ChipDesk({
      book,
      targets: this.targets,
      readings: this.#readings(),
      phones,
      knowledge: { baselines: [], guides: [GUIDE] },
      details: this.details,
      hash,
      sessions: this.operators?.sessions ?? { isRequired: false, authorise: () => ({ id: operatorId('nobody') }) },
    });
    this.waiting = new ChipsWaiting(ledger, jobs, book, views);
  }

  /** Lets the reader hold a finished reading; returns its id. */
  hold(reading: ChipReading = emptyReading(), idm: string | null = IDM): string {
    const id = `reading-${this.held.size + 1}`;
    const { ledger } = this.opened;
    const made = readJustBefore(reading, ledger.at(ledger.head().seq)?.entry.at ?? '');
    this.held.set(id, { reading: made, idm: reading.chip === null ? null : idm, record: null });
    return id;
  }

  /** Reads and binds at once. */
  read(phone: PhoneMeant | RecordId, who: string, reading: ChipReading = emptyReading(), idm: string = IDM) {
    const meant: PhoneMeant = typeof phone === 'string' ? { is: 'record', record: phone } : phone;
    return this.chipDesk.bind({ reader: READER, reading: this.hold(reading, idm), phone: meant, who: operatorId(who) });
  }

  /** `sato` confirms a step of the guide under a record. */
  step(record: RecordId, changes: Partial<Parameters<ChipDesk['confirmStep']>[0]> = {}) {
    const { id, version } = GUIDE;
    const what = { guide: id, version, step: 'own-erase', outcome: 'done', saw: '' } as const;
    return this.chipDesk.confirmStep({ phone: { is: 'record', record }, ...what, who: person('sato'), ...changes });
  }

  /** A phone whose storage has passed: the operator `tanaka` erased it, `sato` looked. */
  async passed(path = 'usb:1-1'): Promise<Job> {
    const { job } = await this.run(path);
    return this.desk.review(job, look(job.port));
  }

  /** Plugs a phone in and reads it, without a job. */
  async plugged(path = 'usb:1-1'): Promise<Examined> {
    const port = this.hands.plug(path);
    const examined = await this.desk.examine(port, new AbortController().signal);
    this.examined.set(port, examined);
    return examined;
  }

  /** The entries about chips of a record: kind and actor. */
  told(record: RecordId): string[] {
    const entries = this.opened.ledger.ofRecord(record).map(({ entry }) => entry);
    return entries.filter(({ kind }) => kind.startsWith('chip-')).map(({ kind, actor }) => `${kind} ${actor}`);
  }

  /** The bodies of a record's entries of one kind about its chip. */
  chipBodies<Kind extends ChipEntryKind>(record: RecordId, kind: Kind): ChipBodies[Kind][] {
    const entries = this.opened.ledger.ofRecord(record).map(({ entry }) => entry);
    return entries.filter((entry) => entry.kind === kind).map(({ body }) => body as ChipBodies[Kind]);
  }

  #readings(): ReadingsAtHand {
    const get = (reader: ReaderId, id: string) => {
      const held = this.held.get(id);
      if (reader !== READER || !held) throw new WorkstationError('chip.reading-gone');
      return held;
    };
    return {
      reading: (reader, id) => {
        const { reading, idm, record } = get(reader, id);
        return { fresh: { reading, idm, log: [] }, record };
      },
      isStillThere: (_reader, id) => !this.takenAway.has(id),
      hasClockMoved: (_reader, id) => this.clockMoved.has(id),
      markBound: (reader, id, record) => {
        get(reader, id).record = record;
      },
    };
  }
}

/** The keyed hash of a chip's number, under a key that everybody knows. */
export const hash = (idm: string): string => createHmac('sha256', 'test').update(idm).digest('hex');

/** Who acts by that name. */
export const person = (name: string): OperatorId => operatorId(name);
