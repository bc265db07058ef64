import {
  CHIP_REASONS,
  CHIP_STATES,
  CHIP_TROUBLES,
  type ChipBaseline,
  type ChipNode,
  type ChipReading,
  type ChipSystem,
  type Residue,
} from './chip.ts';
import type { ChipActor, ChipBodies, ChipEntryKind, LicensedToolFacts, ShownChip } from './chip-entries.ts';
import { STEP_DOERS, type StepDoer } from './chip-guide.ts';
import type { Presence, PresenceSource } from './chip-presence.ts';
import type { Claim } from './device.ts';
import { deviceFacts } from './device-shape.ts';
import { READER_MODELS } from './reader.ts';
import {
  count,
  flag,
  isTrue,
  listOf,
  nullable,
  objectOf,
  oneOf,
  type Shape,
  text,
  textLike,
  wholeWithin,
  withOptional,
} from './shape.ts';

const code16 = wholeWithin(0, 0xffff);
const byte = wholeWithin(0, 0xff);
const utc = textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'a UTC time with milliseconds');
const sha256 = textLike(/^[0-9a-f]{64}$/, 'a SHA-256 in hex');

const nodeIs = objectOf<{ is: ChipNode['is'] }>({ is: oneOf('area', 'service') });
const areaPart = objectOf<{ first: number; last: number }>({ first: code16, last: code16 });
const servicePart = objectOf<{ code: number }>({ code: code16 });

/** Reads one node of a chip. */
export const chipNode: Shape<ChipNode> = (value, path = '') => {
  const { is } = nodeIs(value, path);
  return is === 'area' ? { is, ...areaPart(value, path) } : { is, ...servicePart(value, path) };
};

const system = objectOf<ChipSystem>({
  code: code16,
  seenBy: oneOf('list', 'poll', 'both'),
  nodes: listOf(chipNode),
  isWhole: flag,
  blocks: nullable(objectOf<NonNullable<ChipSystem['blocks']>>({ assigned: count, free: count })),
});

/** Reads one reading of a chip, as it goes on record or comes from a reader's process. */
export const chipReading = objectOf<ChipReading>({
  reader: objectOf<ChipReading['reader']>({ model: oneOf(...READER_MODELS), firmware: text, serial: nullable(text) }),
  scan: oneOf('full', 'iphone'),
  startedAt: utc,
  tookMs: count,
  chip: nullable(
    objectOf<NonNullable<ChipReading['chip']>>({
      kind: oneOf('phone', 'card', 'host-emulation', 'unlisted'),
      pmm: textLike(/^[0-9a-f]{16}$/, '16 hex digits'),
      icCode: byte,
      romType: byte,
    }),
  ),
  systemList: nullable(listOf(code16)),
  systems: listOf(system),
  container: nullable(objectOf<NonNullable<ChipReading['container']>>({ carrier: text, model: text })),
  troubles: listOf(oneOf(...CHIP_TROUBLES)),
  frames: count,
  logSha256: sha256,
});

/** Reads what an emptied chip of some phones may still show. */
export const chipBaseline = objectOf<ChipBaseline>({
  id: text,
  icCodes: listOf(byte),
  models: listOf(text),
  systems: listOf(
    objectOf<ChipBaseline['systems'][number]>({
      code: code16,
      nodes: listOf(chipNode),
    }),
  ),
  source: text,
});

const sourceIs = objectOf<{ is: PresenceSource['is'] }>({ is: oneOf('model-table', 'phone-software', 'reader') });
type TableSource = Omit<Extract<PresenceSource, { is: 'model-table' }>, 'is'>;
const tableSource = withOptional<Omit<TableSource, 'ofShop'>, Required<Pick<TableSource, 'ofShop'>>>(
  objectOf<Omit<TableSource, 'ofShop'>>({ says: oneOf('yes', 'no', 'by-sku'), entry: text, version: text }),
  { ofShop: isTrue },
);
const softwareSource = objectOf<Omit<Extract<PresenceSource, { is: 'phone-software' }>, 'is'>>({
  says: oneOf('present', 'absent', 'not-readable'),
  found: listOf(text),
});
const readerSource = objectOf<Omit<Extract<PresenceSource, { is: 'reader' }>, 'is'>>({
  says: oneOf('answered', 'silent'),
  isPhoneAwake: flag,
});
const source: Shape<PresenceSource> = (value, path = '') => {
  const { is } = sourceIs(value, path);
  if (is === 'model-table') return { is, ...tableSource(value, path) };
  return is === 'phone-software' ? { is, ...softwareSource(value, path) } : { is, ...readerSource(value, path) };
};

/** Lets who acted pass beside the inner shape. */
function byActor<T extends object>(inner: Shape<T>): Shape<T & ChipActor> {
  const actor = withOptional<{ readonly operator: string }, { readonly authenticated: true }>(
    objectOf<{ readonly operator: string }>({ operator: text }),
    { authenticated: isTrue },
  );
  return (value, path = '') => ({ ...inner(value, path), ...actor(value, path) });
}

type Without<Kind extends ChipEntryKind> = Omit<ChipBodies[Kind], keyof ChipActor>;
type ReadLater = Pick<ChipBodies['chip-read'], 'clockMoved' | 'modelDiffers'>;

const BODIES: { readonly [Kind in ChipEntryKind]: Shape<ChipBodies[Kind]> } = {
  'chip-record-opened': byActor(
    objectOf<Without<'chip-record-opened'>>({
      device: deviceFacts,
      claims: listOf(objectOf<Claim>({ imei: text, source: oneOf('read', 'scanned', 'typed') })),
    }),
  ),
  'chip-presence-judged': objectOf<ChipBodies['chip-presence-judged']>({
    presence: objectOf<Presence>({ is: oneOf('present', 'not-present', 'unknown'), sources: listOf(source) }),
  }),
  'chip-read': byActor(
    withOptional<Omit<Without<'chip-read'>, keyof ReadLater>, Required<ReadLater>>(
      objectOf<Omit<Without<'chip-read'>, keyof ReadLater>>({
        reading: chipReading,
        idmHash: nullable(sha256),
        baseline: nullable(chipBaseline),
        state: oneOf(...CHIP_STATES),
        reasons: listOf(oneOf(...CHIP_REASONS)),
        residues: listOf(objectOf<Residue>({ system: code16, node: nullable(chipNode) })),
        alsoReadIn: nullable(text),
      }),
      { clockMoved: isTrue, modelDiffers: isTrue },
    ),
  ),
  'chip-contradicted': objectOf<ChipBodies['chip-contradicted']>({ otherRecord: text }),
  'chip-carried-over': withOptional<
    Omit<ChipBodies['chip-carried-over'], 'shown'>,
    Required<Pick<ChipBodies['chip-carried-over'], 'shown'>>
  >(
    objectOf<Omit<ChipBodies['chip-carried-over'], 'shown'>>({
      otherRecords: listOf(text),
      sources: listOf(source),
      idmHashes: listOf(sha256),
      acts: listOf(objectOf<ChipBodies['chip-carried-over']['acts'][number]>({ by: text, at: utc })),
    }),
    { shown: listOf(objectOf<ShownChip>({ is: oneOf('residual', 'review', 'unknown', 'silent', 'in-use'), at: utc })) },
  ),
  'chip-guide-step': byActor(
    withOptional<Omit<Without<'chip-guide-step'>, 'who'>, { readonly who: StepDoer }>(
      objectOf<Omit<Without<'chip-guide-step'>, 'who'>>({
        guide: objectOf<ChipBodies['chip-guide-step']['guide']>({ id: text, version: text }),
        step: text,
        outcome: oneOf('done', 'not-possible', 'not-needed'),
        changesChip: flag,
        saw: text,
      }),
      { who: oneOf(...STEP_DOERS) },
    ),
  ),
  'chip-tool-ran': byActor(
    withOptional<Omit<Without<'chip-tool-ran'>, 'reportSignature'>, { readonly reportSignature: string }>(
      objectOf<Omit<Without<'chip-tool-ran'>, 'reportSignature'>>({
        tool: objectOf<LicensedToolFacts>({
          id: text,
          vendor: text,
          product: text,
          version: text,
          licenceHolder: text,
        }),
        result: oneOf('erased', 'refused', 'failed'),
        startedAt: text,
        endedAt: text,
        reportSha256: nullable(sha256),
        isSigned: flag,
      }),
      { reportSignature: textLike(/^[A-Za-z0-9+/]+={0,2}$/, 'base64') },
    ),
  ),
  'chip-apple-online': byActor(objectOf<Without<'chip-apple-online'>>({ outcome: oneOf('done', 'not-done') })),
  'chip-gate-overridden': byActor(objectOf<Without<'chip-gate-overridden'>>({ why: text })),
};

/** Reads the body of an entry about a chip, or throws ShapeError when any part of it is not what that kind holds. */
export function readChipBody<Kind extends ChipEntryKind>(kind: Kind, body: unknown): ChipBodies[Kind] {
  return BODIES[kind](body, '');
}
