import type { ChipBodies } from '../../domain/chip-entries.ts';
import { isChipKind } from '../../domain/chip-entries.ts';
import { type ChipGuide, isOwnHand } from '../../domain/chip-guide.ts';
import { type Presence, presenceOf } from '../../domain/chip-presence.ts';
import type { ChipDetail, ChipEvent, ChipView, GuideStepView } from '../../domain/chip-view.ts';
import type { DeviceFacts } from '../../domain/device.ts';
import { operatorId, type PortId, type RecordId } from '../../domain/ids.ts';
import type { CommittedEntry } from '../ledger/append-entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ChipBook } from './chip-book.ts';
import { CHIP_WITHOUT_RECORD, type ChipViews } from './chip-views.ts';
import type { LicensedTool } from './licensed-tools.ts';
import { numbersOf } from './records-of-phone.ts';

const MOST_EVENTS = 200;

/** The phone whose chip is told, and its record where it has one. */
export interface ChipOfPhone {
  readonly record: RecordId | null;
  readonly port: PortId | null;
  readonly device: DeviceFacts;
}

/** What chips are told with. */
export interface ChipDetailsParts {
  readonly ledger: Ledger;
  readonly book: Pick<ChipBook, 'recordsOf' | 'ofPhone'>;
  readonly views: ChipViews;
  readonly guides: readonly ChipGuide[];
  /** The way out for a phone, by what it says of itself and, once it was read, its chip's IC code. */
  readonly guideFor: (device: DeviceFacts, icCode: number | null) => ChipGuide | null;
  readonly presence: (device: DeviceFacts) => Presence;
  readonly tools: () => Promise<readonly LicensedTool[]>;
}

/** Tells everything about the chip of one phone: state, way out, history across all its records, and tools. */
export class ChipDetails {
  readonly #parts: ChipDetailsParts;

  constructor(parts: ChipDetailsParts) {
    this.#parts = parts;
  }

  /** The chip of a record. */
  view(record: RecordId): ChipView {
    return this.#parts.views.of(record);
  }

  /** Whether a phone has a chip, from its record or, where it has none, from what it says now; what its other records show counts as well. */
  presence({ record, device }: Pick<ChipOfPhone, 'record' | 'device'>): Presence {
    const isOnRecord = record !== null && this.#chipEntries(record).length > 0;
    const { sources } = isOnRecord ? this.view(record).presence : this.#parts.presence(device);
    return presenceOf([...sources, ...(this.#parts.book.ofPhone.carriedTo({ record, device })?.sources ?? [])]);
  }

  /** Everything about the chip of a phone; the tools are asked to describe themselves when this is first wanted. */
  async of({ record, port, device }: ChipOfPhone): Promise<ChipDetail> {
    const { views, guideFor, tools } = this.#parts;
    const entries = record === null ? [] : this.#chipEntries(record);
    const guide = guideFor(device, icCodeIn(entries));
    const chip =
      record === null
        ? {
            ...CHIP_WITHOUT_RECORD,
            presence: this.presence({ record, device }),
            ...(device.apple ? { iphone: { online: null }, recheck: 'not-needed' as const } : {}),
          }
        : views.of(record);
    const history = this.#history(record, device);
    const at = (await tools()).map(({ facts, models }) => ({ ...facts, models }));
    return { record, port, chip, guide, steps: guide ? stepsOf(guide, entries) : [], history, tools: at };
  }

  #history(record: RecordId | null, device: DeviceFacts): readonly ChipEvent[] {
    const found = this.#parts.book.recordsOf(numbersOf(device)).map((row) => row.record);
    const records = new Set(record === null ? found : [...found, record]);
    const events = [...records].flatMap((one) =>
      this.#chipEntries(one).flatMap((entry) => eventOf(entry, one, this.#parts.guides)),
    );
    return events
      .toSorted((one, other) => other.seq - one.seq)
      .slice(0, MOST_EVENTS)
      .map(({ event }) => event);
  }

  #chipEntries(record: RecordId): readonly CommittedEntry[] {
    return this.#parts.ledger.ofRecord(record).filter(({ entry }) => isChipKind(entry.kind));
  }
}

function icCodeIn(entries: readonly CommittedEntry[]): number | null {
  const read = entries.flatMap(({ entry }) =>
    entry.kind === 'chip-read' ? ((entry.body as ChipBodies['chip-read']).reading.chip?.icCode ?? []) : [],
  );
  return read.at(-1) ?? null;
}

/** How each step of a guide stands, by the newest word about it; steps of another version of the guide count under the same id. */
function stepsOf(guide: ChipGuide, entries: readonly CommittedEntry[]): readonly GuideStepView[] {
  return guide.steps.map(({ id }) => {
    const done = entries.findLast(({ entry }) => {
      if (entry.kind !== 'chip-guide-step') return false;
      const body = entry.body as ChipBodies['chip-guide-step'];
      return body.guide.id === guide.id && body.step === id;
    });
    if (!done) return { id, outcome: null, saw: '', by: null, atMs: null };
    const { outcome, saw, operator } = done.entry.body as ChipBodies['chip-guide-step'];
    return { id, outcome, saw, by: operatorId(operator), atMs: Date.parse(done.entry.at) };
  });
}

function eventOf(
  { seq, entry }: CommittedEntry,
  record: RecordId,
  guides: readonly ChipGuide[],
): readonly { readonly seq: number; readonly event: ChipEvent }[] {
  const what = whatOf(entry.kind, entry.body, guides);
  return what === null ? [] : [{ seq, event: { record, atMs: Date.parse(entry.at), by: entry.actor, what } }];
}

function whatOf(kind: string, body: unknown, guides: readonly ChipGuide[]): ChipEvent['what'] | null {
  if (!isChipKind(kind)) return null;
  switch (kind) {
    case 'chip-record-opened':
    // What was carried over stands in this history under the record that it came from.
    case 'chip-carried-over':
      return null;
    case 'chip-contradicted':
      return { is: 'contradicted', otherRecord: (body as ChipBodies[typeof kind]).otherRecord };
    case 'chip-presence-judged':
      return { is: 'presence', presence: (body as ChipBodies[typeof kind]).presence.is };
    case 'chip-read': {
      const { state, reading, alsoReadIn, modelDiffers, clockMoved } = body as ChipBodies[typeof kind];
      const { model, serial } = reading.reader;
      const reader = serial === null ? model : `${model} ${serial}`;
      const otherModel = modelDiffers ? (reading.container?.model ?? null) : null;
      return { is: 'read', state, reader, alsoReadIn, otherModel, hasClockMoved: clockMoved === true };
    }
    case 'chip-guide-step': {
      const done = body as ChipBodies[typeof kind];
      const { guide, step, outcome, saw: answer } = done;
      const told = guides.find(({ id }) => id === guide.id)?.steps.find(({ id }) => id === step);
      const saw = told?.answers.find(({ id }) => id === answer)?.text ?? null;
      return {
        is: 'step',
        title: told?.title ?? null,
        step,
        outcome,
        isOwnHand: outcome === 'done' && isOwnHand(done),
        saw,
      };
    }
    case 'chip-tool-ran': {
      const { tool, result } = body as ChipBodies[typeof kind];
      return { is: 'tool', product: tool.product, result };
    }
    case 'chip-apple-online':
      return { is: 'online', outcome: (body as ChipBodies[typeof kind]).outcome };
    case 'chip-gate-overridden':
      return { is: 'overridden', why: (body as ChipBodies[typeof kind]).why };
  }
}
