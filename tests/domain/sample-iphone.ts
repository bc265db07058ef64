import type { AppleFacts } from '../../domain/apple-facts.ts';
import { type DeviceFacts, notReadable, value } from '../../domain/device.ts';
import type { Plan, RuleId, RungId, Step } from '../../domain/erasure.ts';
import { type GradeFacts, gradeCaps, gradeOf } from '../../domain/grade.ts';
import type { Review } from '../../domain/verdict.ts';
import { RecordWriter } from './sample-record.ts';

const from = 'lockdownd';
const none = notReadable(from, 'not an Android phone');

/** What lockdownd tells of a trusted iPhone. */
export const sampleApple: AppleFacts = {
  udid: value('00008120-001C25D40C0BA01E', from),
  ecid: value('1c25d40c0ba01e', from),
  trust: value('trusted', from),
  productType: value('iPhone15,2', from),
  osVersion: value('18.6', from),
  buildVersion: value('22G86', from),
  modelNumber: value('MQ183', from),
  region: value('J/A', from),
  capacityBytes: value(256_000_000_000, 'lockdownd com.apple.disk_usage'),
  colour: value('Deep Purple', 'model number'),
  activation: value('Activated', from),
  needsActivation: value(false, from),
  isLocked: value(false, from),
  activationLock: value(false, 'nvram fm-activation-locked'),
  supervised: value(false, 'mcinstall'),
  organisation: notReadable('mcinstall', 'not supervised'),
  mdm: value(false, 'mcinstall'),
  esim: value(true, from),
  setupDone: value(true, 'com.apple.PurpleBuddy'),
  eraseRecord: value('EACS Done @1700000000', 'nvram obliteration'),
  clock: value(1_763_694_000, from),
};

/** An iPhone as the adapter reads it: what only Android has is not readable. */
export function sampleIphone(apple: Partial<AppleFacts> = {}, changes: Partial<DeviceFacts> = {}): DeviceFacts {
  return {
    mode: 'iphone',
    serial: value('F2LXK0AB0D', from),
    imeis: value(['356938035643809', '490154203237518'], from),
    maker: value('Apple', from),
    model: value('iPhone 14 Pro', from),
    product: value('iPhone15,2', from),
    androidVersion: none,
    sdk: none,
    launchSdk: none,
    patchLevel: none,
    fingerprint: none,
    buildType: none,
    abis: none,
    cryptoState: none,
    cryptoType: none,
    metadataEncrypted: none,
    verifiedBoot: none,
    frpPartition: none,
    testHarness: none,
    testHarnessService: none,
    tradeIn: none,
    accounts: none,
    users: none,
    managed: none,
    screenLock: none,
    sdCard: none,
    battery: value({ percent: 74, charging: true }, 'com.apple.mobile.battery'),
    freeBytes: value(190_000_000_000, 'com.apple.disk_usage'),
    setupComplete: none,
    androidIdHash: none,
    apple: { ...sampleApple, ...apple },
    ...changes,
  };
}

const step = (id: string, proves: readonly RuleId[], rest: Partial<Step> = {}): Step => ({
  id,
  act: `apple.${id}`,
  by: 'machine',
  strength: null,
  cancel: 'anytime',
  instruction: null,
  vanishes: null,
  proves,
  ...rest,
});

const vanishes = { returnsAs: ['iphone'], withinMs: 900_000 } as const;
const ERASES: Readonly<Record<string, Step>> = {
  'ios-eacs-mcinstall': step('erase', ['identity-kept', 'left-and-returned'], {
    strength: 'cryptographic',
    cancel: 'never',
    vanishes,
  }),
  'ios-eacs-manual': step('erase-by-hand', ['identity-kept', 'left-and-returned'], {
    by: 'operator',
    strength: 'cryptographic',
    instruction: 'erase-in-ios-settings',
    vanishes,
  }),
  'ios-restore-ipsw': step('restore-elsewhere', ['identity-kept', 'left-and-returned'], {
    by: 'operator',
    strength: 'cryptographic',
    instruction: 'restore-elsewhere',
    vanishes,
  }),
};

/** The plan of one route of an iPhone. */
export function iphonePlan(rung: RungId = 'ios-eacs-mcinstall'): Plan {
  const erase = ERASES[rung];
  if (erase === undefined) throw new Error(`${rung} is no route of an iPhone`);
  return {
    adapter: 'apple-iphone',
    rung,
    purpose: 'inspection',
    closing: 'machine-or-two-persons',
    overwrites: false,
    notCovered: ['overwriting', 'apple-pay-online', 'activation-lock', 'felica-chip', 'sim'],
    steps: [
      erase,
      step('old-pairing', ['pairing-forgotten']),
      step('new-pairing', ['silent-pairing']),
      step('setup-state', ['setup-state']),
      step('erase-record', ['closing-proof']),
      step('tidy', []),
    ],
  };
}

const REASONS: Readonly<Partial<Record<RuleId, string>>> = {
  'identity-kept': 'UDID and ECID agree',
  'left-and-returned': 'left the bus and returned',
  'pairing-forgotten': 'old host refused',
  'silent-pairing': 'paired without a touch',
  'setup-state': 'unactivated unlocked',
};

/** What an iPhone's record may differ in. */
export interface IphoneChoices {
  readonly rung?: RungId;
  readonly device?: DeviceFacts;
  /** Who closed it: the phone's own record, or the eyes of two persons where the phone gave none. */
  readonly closedBy?: 'machine' | 'person';
  readonly review?: Review;
  readonly told?: 'told' | 'not-told';
}

/** Writes the record of an iPhone's job up to (not including) its verdict. */
export function unjudgedIphone(choices: IphoneChoices = {}): RecordWriter {
  const { rung = 'ios-eacs-mcinstall', device = sampleIphone(), told = 'told' } = choices;
  const plan = iphonePlan(rung);
  const writer = new RecordWriter()
    .add('job-drafted', {
      operator: 'tanaka',
      purpose: plan.purpose,
      device,
      claims: [{ imei: '356938035643809', source: 'read' }],
      plan,
      considered: [{ rung, fits: true, why: [] }],
      blockers: [{ id: 'esim-present', severity: 'warn' }],
      retryOf: null,
      tool: { name: 'hakushi', version: '0.1.0', node: 'v24.21.0', adbServer: 41, overwriterSha256: {} },
    })
    .add('consent-recorded', {
      purpose: plan.purpose,
      operator: 'tanaka',
      deletion: 'agreed',
      identityCheck: 'done',
      toldNoOverwrite: told,
      textVersion: '2026-1',
    })
    .move('consent-recorded', 'ready')
    .move('start', 'performing');
  for (const one of plan.steps) walk(writer, one, choices);
  writer.move('steps-finished', 'verifying');
  for (const one of plan.steps) conclude(writer, one, choices);
  return writer.move('verified', 'awaiting-review');
}

function walk(writer: RecordWriter, one: Step, choices: IphoneChoices): void {
  const isSeen = choices.closedBy === 'person';
  writer.add('step-intended', { step: one });
  if (one.instruction) {
    writer.add('operator-acted', { step: one.id, instruction: one.instruction, operator: 'tanaka', saw: 'done' });
  }
  if (one.vanishes) returned(writer, one, choices.device ?? sampleIphone());
  if (one.id === 'old-pairing') writer.evidence(one.id, 'old-pairing', { answer: 'InvalidHostID' });
  if (one.id === 'new-pairing') writer.evidence(one.id, 'new-pairing', { answer: 'paired' });
  if (one.id === 'setup-state') {
    const state = { activation: 'Unactivated', needsActivation: true, locked: false, setupDone: false };
    writer.evidence(one.id, 'setup-state', state);
  }
  if (one.id === 'erase-record') {
    const after = isSeen ? null : 'EACS Done @1763694061, Caller: profiled, Reason: MCInstall';
    const clocks = { orderClock: 1_763_694_003, phoneClock: 1_763_694_120 };
    writer.evidence(one.id, 'erase-record', { before: 'EACS Done @1700000000', after, ...clocks });
  }
  if (one.id === 'erase-record' && isSeen) {
    const look = { instruction: 'look-at-screen', saw: 'setup-screen' } as const;
    writer.add('operator-acted', { step: one.id, operator: 'tanaka', ...look });
    writer.evidence(one.id, 'attestation', look);
  }
  writer.add('step-ended', { step: one.id, outcome: 'done', error: null });
}

function returned(writer: RecordWriter, { id, by }: Step, device: DeviceFacts): void {
  const { serial, imeis, model, apple } = device;
  if (by === 'machine') {
    writer.evidence(id, 'erase-order', {
      answer: 'acknowledged',
      preserveDataPlan: false,
      phoneClock: 1_763_694_003,
      hostClock: 1_763_694_002,
      recordBefore: 'EACS Done @1700000000',
    });
  }
  const seen = {
    serial: serial.is === 'value' ? serial.value : null,
    imeis: imeis.is === 'value' ? imeis.value : [],
    model: model.is === 'value' ? model.value : null,
  };
  writer.evidence(id, 'absence', { left: true, afterMs: 4200 });
  writer.evidence(id, 'return', { mode: 'iphone', afterMs: 93_000 });
  const facts = sampleIphone({ ...apple, activationLock: value(true, 'nvram fm-activation-locked') }, { model });
  writer.evidence(id, 'identity', { result: 'same', facts: JSON.parse(JSON.stringify(facts)) });
  writer.add('identity-confirmed', { step: id, result: 'same', before: seen, after: seen });
}

function conclude(writer: RecordWriter, one: Step, { closedBy = 'machine' }: IphoneChoices): void {
  for (const rule of one.proves) {
    const closing = closedBy === 'machine' ? 'erase record newer than the order' : 'seen by two persons';
    const by = rule === 'closing-proof' ? closedBy : 'machine';
    const reason = REASONS[rule] ?? closing;
    writer.add('finding-made', { step: one.id, rule, outcome: 'pass', reason, by });
  }
}

/** The facts of an iPhone's grade: nothing of an overwrite is known of one. */
export function iphoneGradeFacts(changes: Partial<GradeFacts> = {}): GradeFacts {
  return {
    outcome: 'pass',
    closing: 'machine-proven',
    rung: 'ios-eacs-mcinstall',
    encryption: null,
    verifiedBoot: null,
    launchSdk: null,
    patchLevel: null,
    coverage: null,
    missProbability: null,
    generator: null,
    bypass: null,
    hostSample: null,
    ...changes,
  };
}

/** Writes the record of an iPhone that passed. */
export function passedIphone(choices: IphoneChoices = {}): RecordWriter {
  const { rung = 'ios-eacs-mcinstall', closedBy = 'machine' } = choices;
  const review = choices.review ?? { is: 'accepted', reviewer: 'sato', operator: 'tanaka', saw: 'setup-screen' };
  const kind = closedBy === 'machine' ? 'machine-proven' : 'person-attested';
  const gradeFacts = iphoneGradeFacts({ rung, closing: kind });
  return unjudgedIphone(choices)
    .add('verdict-reached', {
      outcome: 'pass',
      kind,
      gaps: [],
      review,
      grade: gradeOf(gradeFacts),
      gradeFacts,
      gradeCaps: gradeCaps(gradeFacts),
      notExamined: [
        ...iphonePlan(rung).notCovered.map((id) => `not-covered.${id}`),
        'not-examined.deleted-flash-content',
        'not-examined.felica-chip',
        'not-examined.jpki',
        ...(closedBy === 'person' ? ['not-examined.closing-by-person-only'] : []),
      ],
    })
    .move(review.is === 'switched-off' ? 'review-switched-off' : 'review-accepted', 'passed');
}

/** Writes the record of an iPhone whose erase was ordered and never confirmed. */
export function unconfirmedIphone(): RecordWriter {
  const gradeFacts = iphoneGradeFacts({ outcome: 'inconclusive', closing: null });
  return unjudgedIphone()
    .add('verdict-reached', {
      outcome: 'inconclusive',
      kind: null,
      gaps: [{ rule: 'closing-proof', outcome: 'inconclusive', reason: 'erase.unconfirmed' }],
      review: { is: 'not-made' },
      grade: gradeOf(gradeFacts),
      gradeFacts,
      gradeCaps: gradeCaps(gradeFacts),
      notExamined: ['not-examined.felica-chip', 'not-examined.jpki'],
    })
    .move('verification-failed', 'failed', { code: 'verify.inconclusive', facts: {} });
}
