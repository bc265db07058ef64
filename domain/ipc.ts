import { z } from 'zod';
import type { ChipDetail } from './chip-view.ts';
import { INSTRUCTIONS, type Purpose } from './erasure.ts';
import {
  isIdText,
  type JobId,
  jobId,
  type OperatorId,
  operatorId,
  type PortId,
  portId,
  type ReaderId,
  type RecordId,
  readerId,
  recordId,
} from './ids.ts';
import { isImei } from './imei.ts';
import type { CauseFinding } from './not-detected.ts';
import { type Permission, ROLES } from './operator.ts';
import type { EntryPage, LedgerAnswer, RecordFound, RecordView, ReportAnswer, WrittenFiles } from './record-view.ts';
import { DENSITIES, THEMES } from './settings.ts';
import type { AboutView, AccountView, JobView, PhoneView, PracticeFaultView, WindowState } from './window-state.ts';

const MOST_PORTS = 64;
const MOST_TEXT = 200;
// No control characters, because these texts reach papers and terminals.
const words = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !/\p{C}/u.test(text) && text.isWellFormed(), 'no control characters');
const id = <Id>(make: (text: string) => Id) => z.string().refine(isIdText, 'an id').transform(make);

const port = id<PortId>(portId);
const job = id<JobId>(jobId);
const record = id<RecordId>(recordId);
const person = id<OperatorId>(operatorId);
const reader = id<ReaderId>(readerId);
/** A record that is there, or the phone on a Port, for which one is opened when it has none. */
const phoneOf = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('record'), record }),
  z.strictObject({ is: z.literal('port'), port }),
]);
const language = z.enum(['ja', 'en']);
const day = z.iso.date();
const pin = z.string().max(256);
const rackSize = z.int().min(0).max(MOST_PORTS);
const faultNames = z.array(words(40)).max(32);
const purpose: z.ZodType<Purpose> = z.enum(['intake', 'inspection']);
const imei = z.string().refine(isImei, 'an IMEI');
const labelWidth = z.union([z.literal(62), z.literal(29)]);
const shop = z.strictObject({ name: words(80), licence: words(40), address: words(MOST_TEXT), phone: words(40) });
const portName = z.strictObject({
  port,
  name: words(24),
  place: z.int().min(1).max(999),
  twin: port.nullable(),
});
const consent = z.strictObject({
  deletion: z.enum(['agreed', 'refused']),
  identityCheck: z.enum(['done', 'not-recorded']),
  toldNoOverwrite: z.enum(['told', 'not-needed', 'not-told']),
});
const change = z.strictObject({
  shop: shop.exactOptional(),
  language: language.exactOptional(),
  theme: z.enum(THEMES).exactOptional(),
  density: z.enum(DENSITIES).exactOptional(),
  sounds: z.boolean().exactOptional(),
  secondPerson: z.enum(['required', 'switched-off']).exactOptional(),
  lockAfterMinutes: z.int().min(1).max(120).exactOptional(),
  labelWidthMm: labelWidth.exactOptional(),
  ports: z.array(portName).max(256).exactOptional(),
});

/** One call: what it takes, who may make it, and (as a type only) what it answers. */
export interface CallShape<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Null: it may be made before anybody has logged in. Where there are no accounts everybody may. */
  readonly permission: Permission | null;
  /** Never there at run time. */
  readonly output?: Output;
}

const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input, permission: Permission | null): CallShape<Input, Output> => ({
    input,
    permission,
  });
const nothing = z.strictObject({});
const paper = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('certificate'), record, language }),
  z.strictObject({ is: z.literal('label'), record, widthMm: labelWidth }),
]);

/** Every call that a window can make; a name that is not here is refused. */
export const CALLS = {
  'get-state': call<WindowState>()(nothing, null),
  touch: call<null>()(nothing, null),

  'log-in': call<null>()(z.strictObject({ name: words(96), pin }), null),
  'log-out': call<null>()(nothing, null),
  'lock-screen': call<null>()(nothing, null),
  'first-run': call<null>()(
    z.strictObject({
      shop,
      language,
      workplace: z.enum(['real', 'practice']),
      secondPerson: z.enum(['required', 'switched-off']),
      /** The first is the manager; empty = names are declared, nobody logs in. */
      people: z.array(z.strictObject({ id: words(96), name: words(80), role: z.enum(ROLES), pin })).max(16),
    }),
    null,
  ),
  'add-account': call<AccountView>()(
    z.strictObject({ id: words(96), name: words(80), role: z.enum(ROLES), pin }),
    'change-operators',
  ),
  'change-account': call<AccountView>()(
    z.strictObject({
      id: person,
      name: words(80).exactOptional(),
      role: z.enum(ROLES).exactOptional(),
      active: z.boolean().exactOptional(),
      pin: pin.exactOptional(),
      unlock: z.boolean().exactOptional(),
    }),
    null,
  ),
  'change-settings': call<null>()(change, 'change-settings'),
  /** Language, theme, density and sounds of this screen, which everybody at it may change. */
  'change-comfort': call<null>()(change.pick({ language: true, theme: true, density: true, sounds: true }), null),

  'start-practice': call<null>()(
    z.strictObject({ phones: rackSize, iphones: rackSize.exactOptional(), seed: words(64), faults: faultNames }),
    null,
  ),
  'stop-practice': call<null>()(nothing, null),
  /** The faults that phones of a practice rack can be given, each with one sentence about it. */
  'list-practice-faults': call<readonly PracticeFaultView[]>()(nothing, null),
  /** The chips that can be laid on a practice reader, with one sentence about each. */
  'list-practice-chips': call<readonly PracticeFaultView[]>()(nothing, null),
  /** Where the data are kept, and under which licences the program and its parts come. */
  'read-about': call<AboutView>()(nothing, null),
  /** Does at a virtual phone what its instruction says, as a person would, and tells what its screen shows. */
  'follow-at-practice-phone': call<{ readonly saw: string }>()(
    z.strictObject({ port, instruction: z.enum(INSTRUCTIONS) }),
    'answer-question',
  ),

  /** Why phones or readers are not seen; looks for about five seconds and changes nothing. */
  'look-for-causes': call<readonly CauseFinding[]>()(nothing, 'see-board'),
  'examine-phone': call<PhoneView>()(
    z.strictObject({ port, claim: z.strictObject({ imei, source: z.enum(['scanned', 'typed']) }).nullable() }),
    'examine-phone',
  ),
  /** Makes the phone itself show the name of its Port; answers whether it said that it does. */
  'show-port-on-phone': call<{ readonly shown: boolean }>()(z.strictObject({ port }), 'examine-phone'),
  'start-job': call<JobView>()(
    z.strictObject({
      port,
      purpose,
      consent,
      /** Used only where nobody has an account. */
      declared: person.nullable(),
      retryOf: record.nullable(),
    }),
    'start-job',
  ),
  'cancel-job': call<null>()(z.strictObject({ job }), 'cancel-job'),
  'answer-question': call<null>()(
    z.strictObject({ job, question: words(64), saw: words(64), declared: person.nullable() }),
    'answer-question',
  ),
  'review-job': call<JobView>()(
    z.strictObject({
      job,
      /** Null: the shop works without a second person. */
      look: z
        .strictObject({ saw: words(64), number: words(64), accepted: z.boolean(), declared: person.nullable() })
        .nullable(),
    }),
    null,
  ),

  /** What a reader looks for: a phone's chip in full, or the one poll that an iPhone may be given. */
  'set-reader-scan': call<null>()(z.strictObject({ reader, scan: z.enum(['full', 'iphone']) }), 'read-chip'),
  /** Reads whatever lies on a reader once more. */
  'read-chip-again': call<null>()(z.strictObject({ reader }), 'read-chip'),
  /** Binds a finished reading to a phone's record; a person says that this phone lies on that reader. */
  'bind-chip-reading': call<ChipDetail>()(
    z.strictObject({
      reader,
      reading: words(64),
      phone: phoneOf,
      confirmed: z.literal(true),
      declared: person.nullable(),
    }),
    'read-chip',
  ),
  /** The chip of a phone: state, way out, history. Nothing is written; a phone without a record has an empty history. */
  'read-chip-detail': call<ChipDetail>()(z.strictObject({ phone: phoneOf }), 'see-board'),
  /** A person who looked at the phone says that it is powered, unlocked and its NFC on while the reader stays silent. */
  'attest-reader-silent': call<ChipDetail>()(
    z.strictObject({
      reader,
      reading: words(64),
      phone: phoneOf,
      isAwake: z.literal(true),
      declared: person.nullable(),
    }),
    'read-chip',
  ),
  'confirm-guide-step': call<ChipDetail>()(
    z.strictObject({
      phone: phoneOf,
      guide: words(64),
      version: words(32),
      step: words(64),
      outcome: z.enum(['done', 'not-possible', 'not-needed']),
      saw: words(64),
      declared: person.nullable(),
    }),
    'read-chip',
  ),
  /** Notes whether an iPhone was let online after its erase; a person says so, and it decides nothing. */
  'note-iphone-online': call<ChipDetail>()(
    z.strictObject({ phone: phoneOf, outcome: z.enum(['done', 'not-done']), declared: person.nullable() }),
    'read-chip',
  ),
  /** Runs a licensed tool of another company for this phone's chip; what it says decides nothing by itself. */
  'run-chip-tool': call<ChipDetail>()(
    z.strictObject({ phone: phoneOf, tool: words(64), consent: z.literal(true), declared: person.nullable() }),
    'read-chip',
  ),
  'override-chip-gate': call<ChipDetail>()(
    z.strictObject({ record, why: words(MOST_TEXT), declared: person.nullable() }),
    'override-chip-gate',
  ),
  /** Zeroes a loose card that lies on a reader, with its owner's consent, and reads it back. */
  'zero-card': call<{
    readonly blocksWritten: number;
    readonly isReadBack: boolean;
    readonly left: readonly string[];
  }>()(
    z.strictObject({ reader, reading: words(64), consent: z.literal(true), declared: person.nullable() }),
    'zero-card',
  ),
  /** Lays a practice phone or a practice chip on a practice reader, or takes away what lies there. */
  'lay-on-practice-reader': call<null>()(
    z.strictObject({
      reader,
      what: z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('phone'), port }),
        z.strictObject({ is: z.literal('chip'), chip: words(40) }),
        z.strictObject({ is: z.literal('nothing') }),
      ]),
    }),
    'read-chip',
  ),

  /** Newest first, at most 500; an empty text finds the newest of all, and the text of a paper's QR code its record. */
  'find-records': call<readonly RecordFound[]>()(z.strictObject({ text: words(MOST_TEXT) }), 'see-records'),
  'read-record': call<RecordView>()(z.strictObject({ record }), 'see-records'),
  'list-entries': call<EntryPage>()(
    z.strictObject({ before: z.int().min(1).nullable(), most: z.int().min(1).max(500) }),
    'see-records',
  ),
  'verify-ledger': call<LedgerAnswer>()(nothing, 'verify-ledger'),
  'seal-ledger': call<WrittenFiles>()(nothing, 'seal-ledger'),
  'export-ledger': call<WrittenFiles>()(nothing, 'export-ledger'),

  'issue-certificate': call<WrittenFiles>()(z.strictObject({ record, language }), 'issue-certificate'),
  /** The paper as PDF bytes, marked as a preview; nothing is issued. */
  'preview-paper': call<{ readonly pdf: Uint8Array }>()(paper, 'see-records'),
  /** Issues where the paper is a certificate, then opens the system's print dialog. */
  'print-paper': call<{ readonly printed: boolean }>()(paper, 'issue-certificate'),
  'save-label': call<WrittenFiles>()(z.strictObject({ record, widthMm: labelWidth }), 'issue-certificate'),
  'read-report': call<ReportAnswer>()(z.strictObject({ from: day, to: day }), 'make-report'),
  'make-report': call<WrittenFiles>()(z.strictObject({ from: day, to: day, language }), 'make-report'),
  /** Shows a folder of the workstation in the system's file window. */
  'open-folder': call<null>()(
    z.strictObject({ folder: z.enum(['certificates', 'reports', 'ledger', 'labels']) }),
    'see-records',
  ),
} as const;

/** The name of one call. */
export type CallName = keyof typeof CALLS;
/** What a caller hands over. */
export type CallInput<Name extends CallName> = z.input<(typeof CALLS)[Name]['input']>;
/** What a handler receives, parsed. */
export type CallParsed<Name extends CallName> = z.output<(typeof CALLS)[Name]['input']>;
/** What a call answers when it succeeds. */
export type CallOutput<Name extends CallName> =
  | NonNullable<(typeof CALLS)[Name]['output']>
  | (null extends (typeof CALLS)[Name]['output'] ? null : never);
