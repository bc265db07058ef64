import { createHash } from 'node:crypto';
import type { HashedEntry, RecordedEntry } from '../../domain/certificate-record.ts';
import { absent, type DeviceFacts, notReadable, value } from '../../domain/device.ts';
import type { EntryBodies, JobEntryKind } from '../../domain/entry-kinds.ts';
import type { Plan, RuleId, Step } from '../../domain/erasure.ts';
import type { OverwriteFigures } from '../../domain/evidence.ts';
import { type GradeFacts, gradeCaps, gradeOf } from '../../domain/grade.ts';
import type { JobEvent, JobState } from '../../domain/job.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Review } from '../../domain/verdict.ts';
/** A modern phone with everything readable. */
export const sampleDevice: DeviceFacts = {
  mode: 'trade-in-foyer',
  serial: value('R58N12ABCDE', 'getprop ro.serialno'),
  imeis: value(['490154203237518', '356938035643809'], 'tradeinmode getstatus'),
  maker: value('Fujisawa ㈱髙﨑製作所', 'getprop ro.product.manufacturer'),
  model: value('FZ-900 ①', 'getprop ro.product.model'),
  product: value('fz900', 'getprop ro.product.name'),
  androidVersion: value('16', 'getprop ro.build.version.release'),
  sdk: value(36, 'getprop ro.build.version.sdk'),
  launchSdk: value(34, 'getprop ro.product.first_api_level'),
  patchLevel: value('2026-05-05', 'getprop ro.build.version.security_patch'),
  fingerprint: value('fz/fz900/fz900:16/BP2A.250605/1234:user/release-keys', 'getprop ro.build.fingerprint'),
  buildType: value('user', 'getprop ro.build.type'),
  abis: value(['arm64-v8a'], 'getprop ro.product.cpu.abilist'),
  cryptoState: value('encrypted', 'getprop ro.crypto.state'),
  cryptoType: value('file', 'getprop ro.crypto.type'),
  metadataEncrypted: value(true, 'getprop ro.crypto.metadata.enabled'),
  verifiedBoot: value('green', 'getprop ro.boot.verifiedbootstate'),
  frpPartition: value('/dev/block/by-name/frp', 'getprop ro.frp.pst'),
  testHarness: value(false, 'getprop ro.boot.test_harness'),
  testHarnessService: absent('service check'),
  tradeIn: value({ serial: 'R58N12ABCDE', imeis: [], frpLocked: false, capacityBytes: 128_000_000_000 }, 'tradeinmode'),
  accounts: value(0, 'dumpsys account'),
  users: value(1, 'pm list users'),
  managed: value(false, 'dpm'),
  screenLock: notReadable('dumpsys trust', 'permission denied'),
  sdCard: absent('sm list-volumes'),
  battery: value({ percent: 80, charging: true }, 'dumpsys battery'),
  freeBytes: value(64 * 2 ** 20, 'df'),
  setupComplete: value(false, 'settings get secure user_setup_complete'),
  androidIdHash: notReadable('settings get secure android_id', 'no user'),
};

/** Figures of an overwrite that reached all but 64 KiB. */
export const sampleFigures: OverwriteFigures = {
  generator: 'keyed-on-phone',
  freeBefore: 64 * 2 ** 20,
  written: 96 * 2 ** 20,
  verified: 96 * 2 ** 20,
  mismatched: 0,
  unreached: 65536,
  passes: 2,
  bypass: 'direct',
  missProbability: 0,
  removed: true,
  fileSystem: 'f2fs',
};

const machineStep = (id: string, act: string, rest: Partial<Step>): Step => ({
  id,
  act,
  by: 'machine',
  strength: null,
  cancel: 'never',
  instruction: null,
  vanishes: null,
  proves: [],
  ...rest,
});

/** The plan of rung T: overwrite, sample, wipe, closing proof by machine. */
export const machinePlan: Plan = {
  adapter: 'android-generic',
  rung: 'trade-in',
  purpose: 'inspection',
  closing: 'machine',
  overwrites: true,
  notCovered: ['felica-chip', 'sim', 'esim', 'spare-flash', 'f2fs-small-files'],
  steps: [
    machineStep('overwrite', 'overwrite', { strength: 'overwrite', proves: ['overwrite-complete', 'host-sample'] }),
    machineStep('wipe', 'trade-in.wipe', {
      strength: 'cryptographic',
      vanishes: { returnsAs: ['android'], withinMs: 600_000 },
      proves: ['identity-kept', 'reset-observed', 'residue-clear', 'closing-proof'],
    }),
  ],
};

/** The plan of rung G, whose end two persons see. */
export const personPlan: Plan = {
  ...machinePlan,
  rung: 'guided',
  closing: 'two-persons',
  steps: [
    machineStep('reset', 'guided.first-reset', {
      by: 'operator',
      strength: 'deletion',
      instruction: 'reset-in-settings',
      proves: ['identity-kept', 'reset-observed'],
    }),
    machineStep('overwrite', 'overwrite', { strength: 'overwrite', proves: ['overwrite-complete', 'host-sample'] }),
    machineStep('look', 'guided.look', {
      by: 'operator',
      instruction: 'look-at-screen',
      proves: ['residue-clear', 'closing-proof'],
    }),
  ],
};

// The words that the adapters' own findings use.
const REASONS: Readonly<Record<RuleId, string>> = {
  'identity-kept': 'serial or IMEI agrees',
  'reset-observed': 'marker gone',
  'residue-clear': 'all readable sources are empty',
  'overwrite-complete': 'written, read back equal, removed',
  'host-sample': 'every block is as it must be',
  'closing-proof': 'set-up foyer reached again',
  'left-and-returned': 'left the bus and returned',
  'pairing-forgotten': 'old host refused',
  'silent-pairing': 'paired without a touch',
  'setup-state': 'unactivated, unlocked',
};

const digest = (body: string): string => createHash('sha256').update(body).digest('hex');

/** Writes entries of one record one after another, as the ledger would. */
export class RecordWriter {
  readonly entries: HashedEntry[] = [];
  readonly #fixed: Partial<RecordedEntry>;
  #state: JobState = 'drafted';

  constructor(fixed: Partial<RecordedEntry> = {}) {
    this.#fixed = fixed;
  }

  add<Kind extends JobEntryKind>(kind: Kind, body: EntryBodies[Kind]): this {
    return this.addRaw(kind, body);
  }

  addRaw(kind: string, body: unknown): this {
    const seq = 100 + this.entries.length * 3;
    const entry: RecordedEntry = {
      seq,
      at: new Date(Date.UTC(2026, 10, 21, 3, 0, this.entries.length * 7)).toISOString(),
      offsetMinutes: 540,
      clock: 'workstation',
      kind,
      practice: false,
      workstation: 'ws-1f2e3d4c',
      port: 'usb-1-1.2',
      job: 'job-0001',
      record: 'R20261121-0001',
      body,
      ...this.#fixed,
    };
    this.entries.push({ entry, hash: digest(JSON.stringify(entry)) });
    return this;
  }

  move(event: JobEvent, to: JobState, why: EntryBodies['job-moved']['why'] = null): this {
    this.add('job-moved', { from: this.#state, to, event, why });
    this.#state = to;
    return this;
  }

  evidence(step: string, kind: EntryBodies['evidence-recorded']['evidence']['kind'], data: JsonObject): this {
    return this.add('evidence-recorded', { step, evidence: { kind, source: `${kind} of ${step}`, data } });
  }
}

/** What a sample record may differ in. */
export interface SampleChoices {
  readonly plan?: Plan;
  readonly device?: DeviceFacts;
  readonly figures?: OverwriteFigures;
  readonly review?: Review;
  readonly facts?: Partial<GradeFacts>;
  readonly fixed?: Partial<RecordedEntry>;
  readonly operator?: string;
}

function addStep(writer: RecordWriter, step: Step, by: { figures: OverwriteFigures; operator: string }): void {
  writer.add('step-intended', { step });
  if (step.instruction) {
    const { id, instruction } = step;
    writer.add('operator-acted', { step: id, instruction, operator: by.operator, saw: 'setup-screen' });
  }
  if (step.strength === 'overwrite') {
    writer.evidence(step.id, 'overwrite', { ok: true, job: 'job-0001', figures: { ...by.figures } });
    const places = Array.from({ length: 256 }, (_, at) => `000000-1:${at}`);
    writer.evidence(step.id, 'host-sample', {
      blockBytes: 4096,
      wanted: 256,
      samples: 256,
      equal: 256,
      files: 4,
      places,
    });
  }
  if (step.proves.includes('residue-clear')) {
    writer.evidence(step.id, 'residue', {
      found: { contacts: 0, sms: 0, media: 0 },
      unreadable: ['call-log', 'users'],
    });
  }
  if (step.proves.includes('closing-proof'))
    writer.evidence(step.id, 'trade-in-status', { frpLocked: false, serialSeen: true });
  if (step.vanishes) {
    const seen = { serial: 'R58N12ABCDE', imeis: ['490154203237518'], model: 'FZ-900' };
    writer.add('identity-confirmed', { step: step.id, result: 'same', before: seen, after: seen });
  }
  writer.add('step-ended', { step: step.id, outcome: 'done', error: null });
}

/** Writes the record of a whole job up to (not including) its verdict. */
export function unjudgedRecord(choices: SampleChoices = {}): RecordWriter {
  const { plan = machinePlan, device = sampleDevice, figures = sampleFigures, operator = 'tanaka' } = choices;
  const writer = new RecordWriter(choices.fixed);
  writer.add('job-drafted', {
    operator,
    purpose: plan.purpose,
    device,
    claims: [{ imei: '490154203237518', source: 'read' }],
    plan,
    considered: [{ rung: plan.rung, fits: true, why: [] }],
    blockers: [],
    retryOf: null,
    tool: {
      name: 'hakushi',
      version: '0.1.0',
      node: 'v24.21.0',
      adbServer: 41,
      overwriterSha256: { 'arm64-v8a': digest('overwriter') },
    },
  });
  writer.add('consent-recorded', {
    purpose: plan.purpose,
    operator,
    deletion: 'agreed',
    identityCheck: 'done',
    toldNoOverwrite: 'not-needed',
    textVersion: '2026-1',
  });
  writer.move('consent-recorded', 'ready').move('start', 'performing');
  for (const step of plan.steps) addStep(writer, step, { figures, operator });
  writer.move('steps-finished', 'verifying');
  for (const step of plan.steps) {
    for (const rule of step.proves) {
      const by = step.by === 'operator' ? 'person' : 'machine';
      writer.add('finding-made', { step: step.id, rule, outcome: 'pass', reason: REASONS[rule], by });
    }
  }
  return writer.move('verified', 'awaiting-review');
}

/** Writes the record of a whole job that passed. */
export function passedRecord(choices: SampleChoices = {}): RecordWriter {
  const { plan = machinePlan, figures = sampleFigures, operator = 'tanaka' } = choices;
  const review: Review = choices.review ?? { is: 'accepted', reviewer: 'sato', operator, saw: 'setup-screen' };
  const kind = plan.closing === 'machine' ? 'machine-proven' : 'person-attested';
  const gradeFacts: GradeFacts = {
    outcome: 'pass',
    closing: kind,
    rung: plan.rung,
    encryption: 'metadata',
    verifiedBoot: 'green',
    launchSdk: 34,
    patchLevel: '2026-05-05',
    coverage: (figures.freeBefore - figures.unreached) / figures.freeBefore,
    missProbability: figures.missProbability,
    generator: figures.generator,
    bypass: figures.bypass,
    hostSample: true,
    ...choices.facts,
  };
  return unjudgedRecord(choices)
    .add('verdict-reached', {
      outcome: 'pass',
      kind,
      gaps: [],
      review,
      grade: gradeOf(gradeFacts),
      gradeFacts,
      gradeCaps: gradeCaps(gradeFacts),
      notExamined: [
        'not-covered.felica-chip',
        'not-covered.names-in-journal',
        'not-examined.deleted-flash-content',
        'not-examined.felica-chip',
        'not-examined.jpki',
        'not-examined.sms',
      ],
    })
    .move(review.is === 'switched-off' ? 'review-switched-off' : 'review-accepted', 'passed');
}
