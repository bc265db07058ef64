import type { Consent } from './consent.ts';
import type { Claim } from './device.ts';
import { deviceFacts } from './device-shape.ts';
import type { EntryBodies, JobEntryKind, RecordedError, ToolFacts } from './entry-kinds.ts';
import {
  BLOCKERS,
  type Blocker,
  INSTRUCTIONS,
  type Plan,
  RULES,
  RUNGS,
  type RungConsidered,
  type Step,
} from './erasure.ts';
import { type ErrorCode, isErrorCode } from './errors.ts';
import type { Evidence, OverwriteFigures } from './evidence.ts';
import type { GradeCap, GradeFacts } from './grade.ts';
import { JOB_EVENTS, JOB_STATES } from './job.ts';
import type { JsonObject, JsonValue } from './json.ts';
import {
  count,
  flag,
  listOf,
  mapOf,
  nullable,
  objectOf,
  oneOf,
  type Shape,
  ShapeError,
  share,
  text,
  whole,
} from './shape.ts';
import type { Gap, Review, ReviewerWords } from './verdict.ts';

const outcome = oneOf('pass', 'fail', 'inconclusive');
const purpose = oneOf('intake', 'inspection');
const rule = oneOf(...RULES);
const rung = oneOf(...RUNGS);
const instruction = oneOf(...INSTRUCTIONS);
const texts = listOf(text);

const errorCode: Shape<ErrorCode> = (value, path = '') => {
  const code = text(value, path);
  if (!isErrorCode(code)) throw new ShapeError(path, 'a catalogued error');
  return code;
};

const textOrNumber: Shape<string | number> = (value, path = '') =>
  typeof value === 'number' && Number.isFinite(value) ? value : text(value, path);

const recordedError = objectOf<RecordedError>({ code: errorCode, facts: mapOf(textOrNumber) });

const jsonValue: Shape<JsonValue> = (value, path = '') => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return Array.isArray(value) ? listOf(jsonValue)(value, path) : jsonObject(value, path);
};
const jsonObject: Shape<JsonObject> = (value, path = '') => mapOf(jsonValue)(value, path);

const modes = oneOf(
  'android',
  'recovery',
  'sideload',
  'rescue',
  'bootloader',
  'unauthorized',
  'offline',
  'no-permissions',
  'connecting',
  'iphone',
  'iphone-recovery',
  'iphone-dfu',
  'unknown',
);

const step = objectOf<Step>({
  id: text,
  act: text,
  by: oneOf('machine', 'operator'),
  strength: nullable(oneOf('deletion', 'overwrite', 'cryptographic', 'physical')),
  cancel: oneOf('anytime', 'between-blocks', 'never'),
  instruction: nullable(instruction),
  vanishes: nullable(objectOf<NonNullable<Step['vanishes']>>({ returnsAs: listOf(modes), withinMs: count })),
  proves: listOf(rule),
});

const plan = objectOf<Plan>({
  adapter: text,
  rung,
  purpose,
  steps: listOf(step),
  closing: oneOf('machine', 'two-persons', 'machine-or-two-persons'),
  overwrites: flag,
  notCovered: texts,
});

const identity = objectOf<EntryBodies['identity-confirmed']['before']>({
  serial: nullable(text),
  imeis: texts,
  model: nullable(text),
});

/** Lets `authenticated: true` pass beside the inner shape; records from before accounts do not have it. */
function withLogIn<T extends object>(inner: Shape<T>): Shape<T & { readonly authenticated?: true }> {
  return (value, path = '') => {
    const read = inner(value, path);
    if (!Object.hasOwn(value as object, 'authenticated')) return read;
    if ((value as { authenticated: unknown }).authenticated !== true)
      throw new ShapeError(`${path}.authenticated`, 'true');
    return { ...read, authenticated: true };
  };
}

const shop = objectOf<NonNullable<EntryBodies['job-drafted']['shop']>>({ name: text, licence: text });

/** Lets the shop pass beside the inner shape; records from before it was asked for do not have it. */
function withShop<T extends object>(inner: Shape<T>): Shape<T & Pick<EntryBodies['job-drafted'], 'shop'>> {
  return (value, path = '') => {
    const read = inner(value, path);
    if (!Object.hasOwn(value as object, 'shop')) return read;
    return { ...read, shop: shop((value as { shop: unknown }).shop, `${path}.shop`) };
  };
}

const secondLook = withLogIn(objectOf<ReviewerWords>({ reviewer: text, operator: text, saw: text }));
const reviewIs = objectOf<{ is: Review['is'] }>({ is: oneOf('accepted', 'rejected', 'switched-off', 'not-made') });
const review: Shape<Review> = (value, path = '') => {
  const { is } = reviewIs(value, path);
  return is === 'switched-off' || is === 'not-made' ? { is } : { is, ...secondLook(value, path) };
};

const grade = oneOf('A', 'B', 'C', 'D', 'E');
const kind = nullable(oneOf('machine-proven', 'person-attested'));

const gradeFacts = objectOf<GradeFacts>({
  outcome,
  closing: kind,
  rung,
  encryption: nullable(oneOf('metadata', 'file', 'block', 'none')),
  verifiedBoot: nullable(oneOf('green', 'yellow', 'orange', 'red')),
  launchSdk: nullable(whole),
  patchLevel: nullable(text),
  coverage: nullable(share),
  missProbability: nullable(share),
  generator: nullable(oneOf('keyed-on-phone', 'keyed-from-host', 'urandom-on-phone')),
  bypass: nullable(oneOf('direct', 'fadvise', 'none')),
  hostSample: nullable(flag),
});

const gradeCap = objectOf<GradeCap>({
  fact: oneOf(
    'outcome',
    'closing',
    'rung',
    'encryption',
    'verifiedBoot',
    'launchSdk',
    'patchLevel',
    'coverage',
    'missProbability',
    'generator',
    'bypass',
    'hostSample',
  ),
  cap: grade,
});

const evidence = objectOf<Evidence>({
  kind: oneOf(
    'command',
    'absence',
    'return',
    'overwrite',
    'host-sample',
    'residue',
    'trade-in-status',
    'test-harness',
    'attestation',
    'identity',
    'erase-order',
    'old-pairing',
    'new-pairing',
    'setup-state',
    'erase-record',
  ),
  source: text,
  data: jsonObject,
});

/** Reads the figures of one overwrite from an evidence's data. */
export const overwriteFigures = objectOf<OverwriteFigures>({
  generator: oneOf('keyed-on-phone', 'keyed-from-host', 'urandom-on-phone'),
  freeBefore: count,
  written: count,
  verified: count,
  mismatched: count,
  unreached: count,
  passes: count,
  bypass: oneOf('direct', 'fadvise', 'none'),
  missProbability: share,
  removed: flag,
  fileSystem: text,
});

const BODIES: { readonly [Kind in JobEntryKind]: Shape<EntryBodies[Kind]> } = {
  'job-drafted': withShop(
    withLogIn(
      objectOf<EntryBodies['job-drafted']>({
        operator: text,
        purpose,
        device: deviceFacts,
        claims: listOf(objectOf<Claim>({ imei: text, source: oneOf('read', 'scanned', 'typed') })),
        plan: nullable(plan),
        considered: listOf(objectOf<RungConsidered>({ rung, fits: flag, why: texts })),
        blockers: listOf(
          objectOf<Blocker>({
            id: oneOf(...BLOCKERS),
            severity: oneOf('stop', 'warn'),
          }),
        ),
        retryOf: nullable(text),
        tool: objectOf<ToolFacts>({
          name: oneOf('hakushi'),
          version: text,
          node: text,
          adbServer: nullable(whole),
          overwriterSha256: mapOf(text),
        }),
      }),
    ),
  ),
  'consent-recorded': objectOf<Consent>({
    purpose,
    operator: text,
    deletion: oneOf('agreed', 'refused'),
    identityCheck: oneOf('done', 'not-recorded'),
    toldNoOverwrite: oneOf('told', 'not-needed', 'not-told'),
    textVersion: text,
  }),
  'job-moved': objectOf<EntryBodies['job-moved']>({
    from: oneOf(...JOB_STATES),
    to: oneOf(...JOB_STATES),
    event: oneOf(...JOB_EVENTS),
    why: nullable(recordedError),
  }),
  'step-intended': objectOf<EntryBodies['step-intended']>({ step }),
  'operator-acted': objectOf<EntryBodies['operator-acted']>({ step: text, instruction, operator: text, saw: text }),
  'evidence-recorded': objectOf<EntryBodies['evidence-recorded']>({ step: text, evidence }),
  'identity-confirmed': objectOf<EntryBodies['identity-confirmed']>({
    step: text,
    result: oneOf('same', 'different', 'cannot-tell'),
    before: identity,
    after: identity,
  }),
  'finding-made': objectOf<EntryBodies['finding-made']>({
    step: text,
    rule,
    outcome,
    reason: text,
    by: oneOf('machine', 'person'),
  }),
  'step-ended': objectOf<EntryBodies['step-ended']>({
    step: text,
    outcome: oneOf('done', 'failed', 'unknown'),
    error: nullable(recordedError),
  }),
  'verdict-reached': objectOf<EntryBodies['verdict-reached']>({
    outcome,
    kind,
    gaps: listOf(objectOf<Gap>({ rule, outcome: oneOf('fail', 'inconclusive'), reason: text })),
    review,
    grade,
    gradeFacts,
    gradeCaps: listOf(gradeCap),
    notExamined: texts,
  }),
  'destruction-ordered': objectOf<EntryBodies['destruction-ordered']>({ operator: text, why: recordedError }),
  'certificate-issued': objectOf<EntryBodies['certificate-issued']>({
    issue: oneOf('original', 'reprint'),
    number: whole,
    contentSha256: text,
  }),
};

/** Reads the body of a job entry of a kind, or throws ShapeError when any part of it is not what that kind holds. */
export function readBody<Kind extends JobEntryKind>(kind: Kind, body: unknown): EntryBodies[Kind] {
  return BODIES[kind](body, '');
}

/** Tells whether a text names a kind of job entry. */
export function isJobEntryKind(name: string): name is JobEntryKind {
  return Object.hasOwn(BODIES, name);
}
