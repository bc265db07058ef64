import { UNREAD_CHIP } from '../../domain/chip-file.ts';
import type { ChipView } from '../../domain/chip-view.ts';
import { jobId, type OperatorId, operatorId, portId, recordId } from '../../domain/ids.ts';
import { imeiCheckDigit } from '../../domain/imei.ts';
import type { JobState } from '../../domain/job.ts';
import { isEnded } from '../../domain/job.ts';
import { may, PERMISSIONS, type Permission, type Role } from '../../domain/operator.ts';
import { FIRST_SETTINGS } from '../../domain/settings.ts';
import type { AccountView, JobView, PhoneView, PlanView, PortView, WindowState } from '../../domain/window-state.ts';

const START_MS = Date.UTC(2026, 10, 22, 1, 0);
const GIB = 1024 ** 3;

/** The people of the scripted shop: an operator, a checker, a manager and an auditor. */
export const PEOPLE: readonly AccountView[] = [
  { id: operatorId('sato'), name: '佐藤 美咲', role: 'operator', active: true },
  { id: operatorId('suzuki'), name: '鈴木 健一', role: 'checker', active: true },
  { id: operatorId('tanaka'), name: '田中 恵', role: 'manager', active: true },
  { id: operatorId('kansa'), name: '高橋 監査', role: 'auditor', active: true },
];

const MODELS = [
  ['Google', 'Pixel 8a'],
  ['SHARP', 'AQUOS sense8'],
  ['Sony', 'Xperia 10 V'],
  ['FCNT', 'arrows We2 Plus'],
  ['Samsung', 'Galaxy A54 5G'],
  ['OPPO', 'Reno11 A'],
  ['Xiaomi', 'Redmi Note 13 Pro 5G'],
  ['KYOCERA', 'TORQUE G06'],
] as const;

const PLAN: PlanView = {
  purpose: 'inspection',
  rung: 'trade-in',
  steps: [],
  closing: 'machine',
  overwrites: true,
  notCovered: ['not-covered.felica-chip', 'not-covered.spare-flash'],
  blockers: [],
  considered: [{ rung: 'trade-in', fits: true, why: [] }],
};

const modelAt = (n: number): (typeof MODELS)[number] => MODELS[n % MODELS.length] ?? MODELS[0];
const serialAt = (n: number): string =>
  `${(n * 7919 + 0x35a1f).toString(36).toUpperCase().padStart(4, '0')}H7${1000 + n}`;

const imeiAt = (n: number): string => `35693803${564380 + n}${imeiCheckDigit(`35693803${564380 + n}`)}`;

/** A phone of the scripted shop: the nth of a row of models that repeats. */
export function phoneAt(n: number, change: Partial<PhoneView> = {}): PhoneView {
  const [maker, model] = modelAt(n);
  return {
    maker,
    model,
    serial: serialAt(n),
    imeis: [imeiAt(n)],
    imeiSource: 'read',
    androidVersion: '16',
    patchLevel: '2026-09-05',
    battery: { percent: 35 + ((n * 13) % 65), charging: n % 3 !== 0 },
    plans: [{ ...PLAN, purpose: 'intake' }, PLAN],
    canShowPort: n % 4 !== 3,
    apple: null,
    ...change,
  };
}

/** The chip of a record as it stands after what a change says; without one nothing is on record. */
export function chipAt(change: Partial<ChipView> = {}): ChipView {
  return { ...UNREAD_CHIP, residues: [], record: null, ...change };
}

/** A chip that was read empty by two persons, so that its phone may be sold. */
export function emptyChip(): ChipView {
  return chipAt({
    state: 'EMPTY',
    reasons: ['only-empty-structure'],
    sale: 'allowed',
    blocks: [],
    recheck: 'done',
    presence: { is: 'present', sources: [{ is: 'reader', says: 'answered', isPhoneAwake: true }] },
    lastRead: { by: 'suzuki', at: '2026-11-22T01:20:00.000Z' },
  });
}

/** A job on the nth Port in a state, with what belongs to that state. */
export function jobAt(n: number, state: JobState, change: Partial<JobView> = {}): JobView {
  const [maker, model] = modelAt(n);
  const ended = isEnded(state);
  const isPass = state === 'passed';
  return {
    id: jobId(`job-${1000 + n}`),
    record: recordId(`R-20261122-${String(n).padStart(4, '0')}`),
    port: portAt(n),
    operator: operatorId('sato'),
    witnesses: [],
    state,
    purpose: 'inspection',
    rung: 'trade-in',
    closing: 'machine',
    overwrites: true,
    maker,
    model,
    serial: serialAt(n),
    imei: imeiAt(n),
    capacityBytes: null,
    retryOf: null,
    step: ended ? null : { id: 'overwrite', act: 'overwrite', at: 2, of: 4 },
    progress: state === 'performing' ? progressAt(n) : null,
    question: state === 'awaiting-operator' ? { id: `q-${n}`, instruction: 'look-at-screen' } : null,
    reason: reasonOf(state),
    chip: isPass ? emptyChip() : chipAt(),
    verdict:
      isPass || state === 'awaiting-review'
        ? { outcome: 'pass', kind: 'machine-proven', grade: 'B' }
        : state === 'failed'
          ? { outcome: 'fail', kind: null, grade: 'E' }
          : null,
    startedAtMs: START_MS + n * 1000,
    endedAtMs: ended ? START_MS + n * 1000 + 900_000 : null,
    ...change,
  };
}

function reasonOf(state: JobState): JobView['reason'] {
  if (state === 'failed') return { code: 'verify.data-found', facts: {} };
  if (state === 'unerasable') return { code: 'plan.no-method', facts: {} };
  if (state === 'cancelled') return { code: 'job.cancelled', facts: {} };
  return state === 'interrupted' ? { code: 'device.unplugged', facts: {} } : null;
}

/** How far the job of the nth Port has come. */
export function progressAt(n: number): NonNullable<JobView['progress']> {
  const total = 96 * GIB;
  return {
    stage: n % 2 === 0 ? 'filling' : 'reading-back',
    done: Math.floor(total * (((n * 17) % 100) / 100)),
    total,
    bytesPerSecond: 180e6 + n * 3e6,
    remainingMs: 240_000 + n * 31_000,
  };
}

/** The id of the nth Port, counted from 0: eight sockets a hub. */
export function portAt(n: number): PortView['port'] {
  return portId(`usb:1-${1 + Math.floor(n / 8)}.${1 + (n % 8)}`);
}

/** The nth Port with a phone that nothing was done with yet. */
export function portWith(n: number, change: Partial<PortView> = {}): PortView {
  return {
    port: portAt(n),
    name: `${'ABCDEFGH'[Math.floor(n / 8)] ?? 'Z'}${1 + (n % 8)}`,
    place: n + 1,
    mode: 'android',
    source: 'adb',
    serial: serialAt(n),
    phone: phoneAt(n),
    unreadable: null,
    job: null,
    chip: null,
    ...change,
  };
}

const JOBS: readonly JobState[] = [
  'performing',
  'awaiting-operator',
  'verifying',
  'awaiting-review',
  'passed',
  'failed',
  'unerasable',
  'cancelled',
  'interrupted',
];

/** Ports that stand in every state there is, one after the other, until there are so many. */
export function portsInAllStates(count: number): readonly PortView[] {
  const makers: readonly ((n: number) => PortView)[] = [
    ...JOBS.map((state) => (n: number) => portWith(n, { job: jobAt(n, state) })),
    (n) => portWith(n),
    (n) => portWith(n, { phone: 'reading' }),
    (n) => portWith(n, { mode: 'unauthorized', phone: null }),
    (n) => portWith(n, { mode: null, source: null, serial: null, phone: null }),
    (n) => portWith(n, { phone: blockedPhone(n) }),
    (n) => portWith(n, { mode: 'debugging-off', source: 'usb', phone: null }),
    (n) => portWith(n, { name: null, phone: null, unreadable: { code: 'device.offline', facts: {} } }),
    (n) => portWith(n, { mode: null, source: null, phone: null, job: jobAt(n, 'performing') }),
  ];
  return Array.from({ length: count }, (_, n) => makers[n % makers.length]?.(n) ?? portWith(n));
}

function blockedPhone(n: number): PhoneView {
  const plan: PlanView = {
    ...PLAN,
    blockers: [
      { id: 'accounts', severity: 'stop' },
      { id: 'low-battery', severity: 'warn' },
    ],
  };
  return phoneAt(n, { plans: [{ ...plan, purpose: 'intake' }, plan], battery: { percent: 12, charging: false } });
}

/** Ports that all overwrite, as when a full hub is at work. */
export function portsAtWork(count: number): readonly PortView[] {
  return Array.from({ length: count }, (_, n) => portWith(n, { job: jobAt(n, 'performing') }));
}

/** The state of a shop with its people, where the first of them is logged in; `change` replaces whole parts. */
export function shopState(change: Partial<WindowState> = {}): WindowState {
  return {
    revision: 1,
    program: { version: '0.1.0', shell: 'stand-in', platform: 'linux' },
    workplace: 'real',
    settings: {
      ...FIRST_SETTINGS,
      shop: {
        name: '白波モバイル 神保町店',
        licence: '第301234567890号',
        address: '東京都千代田区神田神保町1-2-3',
        phone: '03-1234-5678',
      },
    },
    accounts: PEOPLE,
    attendance: present(operatorId('sato')),
    bench: { is: 'open', error: null, blind: [], ambiguous: 0 },
    rack: { is: 'absent', phones: [], error: null },
    ports: portsInAllStates(8),
    waiting: [],
    ledger: {
      workstation: 'ws-jimbocho-1',
      entries: 1284,
      head: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
      recovered: 0,
      keyIn: 'key-store',
    },
    readers: [],
    readersBlind: null,
    chipsWaiting: [],
    chipFaults: [],
    ...change,
  };
}

/** The attendance when this person of PEOPLE is logged in, with what the role allows. */
export function present(id: OperatorId): WindowState['attendance'] {
  const account = PEOPLE.find((one) => one.id === id) ?? PEOPLE[0];
  if (!account) throw new Error('the scripted shop has nobody');
  return { is: 'present', account, may: permissionsOf(account.role) };
}

function permissionsOf(role: Role): readonly Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((one) => may(role, one));
}

/** What each of PEOPLE may do once logged in. */
export const MAY_OF: Readonly<Record<string, readonly Permission[]>> = Object.fromEntries(
  PEOPLE.map(({ id, role }) => [id, permissionsOf(role)]),
);
