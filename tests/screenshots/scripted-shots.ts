import { operatorId, portId } from '../../domain/ids.ts';
import { FIRST_SETTINGS } from '../../domain/settings.ts';
import type { WindowState } from '../../domain/window-state.ts';
import type { WindowPage } from '../journeys/window/window-page.ts';
import {
  jobAt,
  PEOPLE,
  phoneAt,
  portAt,
  portsAtWork,
  portsInAllStates,
  portWith,
  present,
  shopState,
} from '../renderer/fake-workstation.ts';
import { CHIP_SHOTS } from './chip-shots.ts';
import type { ScriptedShot } from './scripted-shot.ts';

const fresh: Partial<WindowState> = {
  settings: FIRST_SETTINGS,
  accounts: [],
  attendance: { is: 'not-needed' },
  ports: [],
};
const checker = present(operatorId('suzuki'));
const manager = present(operatorId('tanaka'));
const onA1 = (change: Parameters<typeof portWith>[1]) =>
  shopState({ ports: [portWith(0, change), ...portsAtWork(8).slice(1)] });
const openA1 = (window: WindowPage): Promise<unknown> => window.open('A1');

const FIRST_RUN: readonly ScriptedShot[] = [
  { name: 'first-run-1-use', state: shopState(fresh) },
  {
    name: 'first-run-2-shop',
    state: shopState(fresh),
    reach: (window) => window.button(window.words('first-run.next')).click(),
  },
  {
    name: 'first-run-3-people',
    state: shopState(fresh),
    reach: async (window) => {
      await window.button(window.words('first-run.next')).click();
      await window.page.getByLabel(window.words('first-run.shop.name')).fill('白波モバイル');
      await window.button(window.words('first-run.next')).click();
    },
  },
];

const LOG_IN: readonly ScriptedShot[] = [
  { name: 'log-in-1-who', state: shopState({ attendance: { is: 'nobody' } }) },
  {
    name: 'log-in-2-pin',
    state: shopState({ attendance: { is: 'nobody' } }),
    reach: (window) => window.buttonWith(PEOPLE[1]?.name ?? '').click(),
  },
  {
    name: 'log-in-3-locked-out',
    state: shopState({ attendance: { is: 'nobody' } }),
    replies: {
      'log-in': { ok: false, error: { code: 'operator.locked-out', facts: { account: 'sato', seconds: 60 } } },
    },
    reach: async (window) => {
      await window.buttonWith(PEOPLE[0]?.name ?? '').click();
      const field = window.page.getByLabel(window.words('log-in.pin-of', { name: PEOPLE[0]?.name ?? '' }));
      await field.fill('000000');
      await field.press('Enter');
      await field.page().getByText(/\d/).first().waitFor();
    },
  },
  {
    name: 'lock-while-phones-are-at-work',
    state: shopState({ attendance: { is: 'locked', account: PEOPLE[0] ?? never() }, ports: portsInAllStates(8) }),
  },
];

const BOARD: readonly ScriptedShot[] = [
  { name: 'board-00-empty', state: shopState({ ports: [] }) },
  { name: 'board-08-mixed', state: shopState() },
  { name: 'board-17-all-states', state: shopState({ ports: portsInAllStates(17) }) },
  { name: 'board-24-normal', state: shopState({ ports: portsInAllStates(24) }) },
  { name: 'board-64-dense', state: shopState({ ports: portsInAllStates(64) }) },
  { name: 'board-64-at-work', state: shopState({ ports: portsAtWork(64) }) },
  {
    name: 'board-08-practice',
    state: shopState({ workplace: 'practice', rack: { is: 'running', phones: [], error: null } }),
  },
  {
    name: 'board-08-notices',
    state: shopState({
      bench: {
        is: 'open',
        error: null,
        blind: [{ source: 'usb', why: { code: 'usb.unavailable', facts: {} } }],
        ambiguous: 2,
      },
      chipFaults: [{ code: 'chip.data-file', facts: { file: 'docomo.json', why: 'not JSON' } }],
      waiting: [jobAt(40, 'awaiting-review'), jobAt(41, 'awaiting-review')],
      ledger: { ...shopState().ledger, recovered: 3 },
    }),
  },
  {
    name: 'board-bench-closed',
    state: shopState({
      ports: [],
      bench: { is: 'closed', error: { code: 'overwriter.binary-damaged', facts: {} }, blind: [], ambiguous: 0 },
    }),
  },
  {
    name: 'board-without-adb',
    state: shopState({
      ports: [],
      bench: {
        is: 'open',
        error: null,
        blind: [{ source: 'adb', why: { code: 'adb.absent', facts: {} } }],
        ambiguous: 0,
      },
    }),
  },
  {
    name: 'board-cancel-question',
    state: shopState({ ports: portsAtWork(8) }),
    reach: async (window) => {
      await window.selectAll();
      await window.act('cancel');
    },
  },
  ...(['learn', 'order', 'hubs'] as const).map((what) => ({
    name: `board-${what}`,
    state: shopState({ attendance: manager, settings: namedPorts(), ports: portsInAllStates(16) }),
    reach: async (window: WindowPage) => {
      await window.buttonWith(window.words('board.act.more')).click();
      await window.page.getByRole('menuitem', { name: window.words(`board.act.${what}`) }).click();
    },
  })),
  {
    name: 'board-person-menu',
    state: shopState(),
    reach: (window) => window.buttonWith(`${window.words('window.person')}: `).click(),
  },
  {
    name: 'board-refusal',
    state: shopState({ ports: portsAtWork(3) }),
    replies: { 'cancel-job': { ok: false, error: { code: 'operator.not-allowed', facts: {} } } },
    reach: async (window) => {
      await window.selectAll();
      await window.act('cancel');
      await window.button(window.words('board.cancel.yes')).click();
    },
  },
];

const PANEL: readonly ScriptedShot[] = [
  { name: 'panel-can-start', state: onA1({}), reach: openA1 },
  { name: 'panel-blocked', state: onA1({ phone: blocked() }), reach: openA1 },
  {
    name: 'panel-unreadable',
    state: onA1({ phone: null, unreadable: { code: 'device.offline', facts: {} } }),
    reach: openA1,
  },
  { name: 'panel-unauthorized', state: onA1({ phone: null, mode: 'unauthorized' }), reach: openA1 },
  { name: 'panel-empty', state: onA1({ phone: null, mode: null, source: null, serial: null }), reach: openA1 },
  ...(
    [
      'look-at-screen',
      'read-imei',
      'reset-in-settings',
      'enable-debugging',
      'allow-debugging',
      'remove-accounts',
    ] as const
  ).map((instruction) => ({
    name: `panel-question-${instruction}`,
    state: onA1({ job: jobAt(0, 'awaiting-operator', { question: { id: 'q', instruction } }) }),
    reach: openA1,
  })),
  {
    name: 'panel-question-witness',
    state: {
      ...onA1({
        job: jobAt(0, 'awaiting-operator', {
          question: { id: 'q', instruction: 'look-at-screen' },
          closing: 'two-persons',
        }),
      }),
      attendance: checker,
    },
    reach: openA1,
  },
];

const SHEETS: readonly ScriptedShot[] = [
  {
    name: 'consent-three-phones',
    state: shopState({
      ports: [
        portWith(0),
        portWith(1),
        portWith(2, { phone: blocked() }),
        portWith(3, { phone: phoneAt(3, { imeis: [], imeiSource: null }) }),
      ],
    }),
    reach: async (window) => {
      await window.selectAll();
      await window.act('start');
    },
  },
  {
    name: 'review-queue',
    state: shopState({
      attendance: checker,
      ports: [0, 1, 2].map((n) => portWith(n, { job: jobAt(n, 'awaiting-review') })),
    }),
    reach: async (window) => {
      await window.selectAll();
      await window.act('review');
    },
  },
  {
    name: 'review-witness',
    state: shopState({
      attendance: checker,
      ports: [0, 1, 2].map((n) =>
        portWith(n, { job: jobAt(n, 'awaiting-review', { witnesses: n === 1 ? ['suzuki'] : [] }) }),
      ),
    }),
    reach: async (window) => {
      await window.selectAll();
      await window.act('review');
      await window.page.getByRole('dialog').getByRole('button', { name: /^A2/ }).press('Enter');
    },
  },
  {
    name: 'review-same-person',
    state: shopState({ ports: [portWith(0, { job: jobAt(0, 'awaiting-review') })] }),
    reach: async (window) => {
      await window.selectAll();
      await window.act('review');
    },
  },
];

/** Every state that is drawn from a script, because a rack cannot be made to stand still in it. */
export const SCRIPTED_SHOTS: readonly ScriptedShot[] = [
  ...FIRST_RUN,
  ...LOG_IN,
  ...BOARD,
  ...PANEL,
  ...SHEETS,
  ...CHIP_SHOTS,
];

function blocked() {
  const plans = phoneAt(0).plans.map((plan) => ({
    ...plan,
    blockers: [{ id: 'accounts', severity: 'stop' } as const, { id: 'low-battery', severity: 'warn' } as const],
  }));
  return phoneAt(0, { plans, battery: { percent: 12, charging: false } });
}

function namedPorts(): WindowState['settings'] {
  const ports = Array.from({ length: 16 }, (_, n) => ({
    port: portAt(n),
    name: `${'AB'[Math.floor(n / 8)]}${1 + (n % 8)}`,
    place: n + 1,
    twin: n === 0 ? portId('usb:2-1.1') : null,
  }));
  return { ...shopState().settings, ports };
}

function never(): never {
  throw new Error('the scripted shop has nobody');
}
