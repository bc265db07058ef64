import type { Page } from 'playwright-core';
import { operatorId } from '../../../../domain/ids.ts';
import type { PhoneView, PortView, WindowState } from '../../../../domain/window-state.ts';
import { passedRecord, unjudgedRecord } from '../../../domain/sample-record.ts';
import { jobAt, phoneAt, portWith, present, shopState } from '../../fake-workstation.ts';
import { recordViewOf } from '../../sample-record-view.ts';
import { planOf, plansWith } from '../consent/sample-plans.ts';

/** One state of the window in which a sheet of one phone stands open. */
export interface Scene {
  readonly state: WindowState;
  readonly replies: Readonly<Record<string, unknown>>;
  /** Brings the page there, by keys and presses alone. */
  readonly go: (page: Page) => Promise<void>;
}

const plans = [planOf('intake', { overwrites: false }), planOf('inspection')];
const noMethod = { rung: null, steps: [], closing: null };
const at = (n: number, phone: Partial<PhoneView>, change: Partial<PortView> = {}): PortView =>
  portWith(n, { phone: phoneAt(n, { plans, ...phone }), ...change });
const blockers = plansWith([
  { id: 'accounts', severity: 'stop' },
  { id: 'low-battery', severity: 'warn' },
  { id: 'sd-card', severity: 'warn' },
]);
const stillRunning = { 'read-record': recordViewOf(unjudgedRecord()) };
const pass = { 'read-record': recordViewOf(passedRecord()) };

/** Opens the panel of the first tile by Enter, as an operator without a mouse does. */
export async function openFirst(page: Page): Promise<void> {
  await page.getByRole('row').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
}

/** Presses the button at the foot of the panel that leads to the next sheet. */
async function goOn(page: Page): Promise<void> {
  await openFirst(page);
  await page.locator('.dialog-foot .button-primary').click();
  await page.locator('.consent, .review-queue, .scanner').first().waitFor();
}

async function openTab(page: Page, place: number): Promise<void> {
  await openFirst(page);
  await page.getByRole('tab').nth(place).click();
}

async function askPractice(page: Page): Promise<void> {
  await openFirst(page);
  await page.locator('.question-practice .button').click();
  await page.locator('.drawn-phone').waitFor();
}

const state = (ports: readonly PortView[], change: Partial<WindowState> = {}): WindowState =>
  shopState({ ports, ...change });
const asked = (instruction: 'look-at-screen' | 'read-imei' | 'reset-in-settings') =>
  at(0, {}, { job: jobAt(0, 'awaiting-operator', { question: { id: 'q-1', instruction } }) });
const withoutSecond = (): WindowState => {
  const shop = state([at(0, {}, { job: jobAt(0, 'awaiting-review', { closing: 'two-persons' }) })]);
  const settings = { ...shop.settings, secondPerson: 'switched-off' as const };
  return { ...shop, attendance: present(operatorId('suzuki')), settings };
};
const mixed = [
  at(0, {}),
  at(2, {
    plans: [planOf('intake'), planOf('inspection', { overwrites: false, rung: 'rescue', closing: 'two-persons' })],
  }),
];

/** Every sheet of one phone, by name. */
export const SCENES: Readonly<Record<string, Scene>> = {
  plan: { state: state([at(0, {})]), replies: {}, go: openFirst },
  blocked: { state: state([at(0, { plans: blockers })]), replies: {}, go: openFirst },
  'no-method': {
    state: state([at(0, { plans: [planOf('intake', noMethod), planOf('inspection', noMethod)] })]),
    replies: {},
    go: openFirst,
  },
  performing: { state: state([at(0, {}, { job: jobAt(0, 'performing') })]), replies: stillRunning, go: openFirst },
  passed: { state: state([at(0, {}, { job: jobAt(0, 'passed') })]), replies: pass, go: openFirst },
  failed: { state: state([at(0, {}, { job: jobAt(0, 'failed') })]), replies: stillRunning, go: openFirst },
  examined: {
    state: state([at(0, {}, { job: jobAt(0, 'failed') })]),
    replies: stillRunning,
    go: (page) => openTab(page, 1),
  },
  raw: { state: state([at(0, {}, { job: jobAt(0, 'passed') })]), replies: pass, go: (page) => openTab(page, 4) },
  'question-look': {
    state: state([asked('look-at-screen')], { workplace: 'practice' }),
    replies: { ...stillRunning, 'follow-at-practice-phone': { saw: 'setup-screen' } },
    go: askPractice,
  },
  'question-number': {
    state: state([asked('read-imei')], { workplace: 'practice', accounts: [], attendance: { is: 'not-needed' } }),
    replies: { ...stillRunning, 'follow-at-practice-phone': { saw: '490154203237518' } },
    go: askPractice,
  },
  'question-reset': { state: state([asked('reset-in-settings')]), replies: stillRunning, go: openFirst },
  cancel: {
    state: state([
      at(0, {}, { job: jobAt(0, 'performing', { step: { id: 'wipe', act: 'trade-in.wipe', at: 2, of: 2 } }) }),
    ]),
    replies: stillRunning,
    go: async (page) => {
      await openFirst(page);
      await page.locator('.timeline').waitFor();
      await page.locator('.dialog-foot .button').last().click();
    },
  },
  consent: {
    state: state(mixed, { accounts: [], attendance: { is: 'not-needed' } }),
    replies: {},
    go: async (page) => {
      await goOn(page);
      await page.getByRole('dialog').getByRole('radio').last().press(' ');
    },
  },
  review: {
    state: state([at(0, {}, { job: jobAt(0, 'awaiting-review') })], { waiting: [jobAt(20, 'awaiting-review')] }),
    replies: stillRunning,
    go: goOn,
  },
  'review-alone': { state: withoutSecond(), replies: stillRunning, go: goOn },
};
