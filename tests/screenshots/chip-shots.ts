import type { ChipDetail, ReaderView } from '../../domain/chip-view.ts';
import { operatorId, readerId } from '../../domain/ids.ts';
import type { WindowState } from '../../domain/window-state.ts';
import { passedRecord } from '../domain/sample-record.ts';
import type { WindowPage } from '../journeys/window/window-page.ts';
import {
  chipAt,
  emptyChip,
  jobAt,
  portsInAllStates,
  portWith,
  present,
  shopState,
} from '../renderer/fake-workstation.ts';
import {
  CARD_READING,
  detailOf,
  EMPTY_READING,
  GUIDE,
  readerAt,
  readerWith,
  readingOf,
  residualChip,
  SILENT_READING,
  TOOL,
  waitingAt,
} from '../renderer/sample-chips.ts';
import { recordViewOf } from '../renderer/sample-record-view.ts';
import { recordsFound } from '../renderer/window-answers.ts';
import type { ScriptedShot } from './scripted-shot.ts';

const manager = present(operatorId('tanaka'));
const read = { by: 'sato', at: '2026-11-22T02:30:00.000Z' };
const missing = chipAt({
  state: 'EMPTY',
  reasons: ['only-empty-structure'],
  blocks: ['recheck-missing'],
  lastRead: read,
});
const overridden = residualChip({ sale: 'overridden', overriddenBy: 'tanaka' });

/** A board on which storage passed everywhere and every chip stands otherwise. */
const CHIPS = [
  emptyChip(),
  chipAt(),
  residualChip(),
  chipAt({ state: 'REVIEW', reasons: ['system-unknown'], blocks: ['review'], lastRead: read }),
  chipAt({ state: 'UNKNOWN', reasons: ['chip-lost'], blocks: ['unknown'], lastRead: read }),
  missing,
  chipAt({ blocks: ['another-chip'], lastRead: read }),
  overridden,
];
const chipPorts = (count: number): WindowState['ports'] =>
  Array.from({ length: count }, (_, n) =>
    portWith(n, { job: jobAt(n, 'passed', { chip: CHIPS[n % CHIPS.length] ?? chipAt() }) }),
  );
const waiting = [1, 2, 3, 5].map((n) => waitingAt(n, CHIPS[n] ?? chipAt()));

const withReader = (view: ReaderView, change: Partial<WindowState> = {}): WindowState =>
  shopState({ readers: [view], ports: chipPorts(4), chipsWaiting: [waitingAt(20, chipAt())], ...change });
const openReader = (words: 'readers.open' | 'readers.bind.open') => (window: WindowPage) =>
  window.buttonWith(window.words(words)).first().click();
const choose =
  (nth: number) =>
  async (window: WindowPage): Promise<void> => {
    await openReader('readers.bind.open')(window);
    await window.page.locator('.bind').getByRole('radio').nth(nth).press(' ');
    await window.page.locator('.bind-confirm').scrollIntoViewIfNeeded();
  };

const HELPS = [
  readerAt(0, { is: 'reading', help: 'hold-still', isOccupied: true }),
  readerAt(1, { is: 'reading', help: 'move-phone', isOccupied: true }),
  readerAt(2, { help: 'one-only', isOccupied: true }),
  readerAt(3, { help: 'take-card-out', isOccupied: true }),
  readerAt(4, { help: 'wake-phone', scan: 'iphone' }),
  readerAt(5, { help: 'put-back' }),
  readerAt(6, { help: 'same-phone', isOccupied: true }),
  readerAt(7, { is: 'fault', help: 'let-cool', error: { code: 'reader.hot', facts: {} } }),
  readerAt(8, { is: 'fault', help: 'replug-reader', error: { code: 'reader.hung', facts: {} } }),
  readerAt(9, { is: 'opening' }),
];

const READERS: readonly ScriptedShot[] = [
  { name: 'readers-1-waiting', state: shopState({ readers: [readerAt(0)] }) },
  {
    name: 'readers-2-two',
    state: shopState({
      readers: [
        readerWith(0, readingOf()),
        readerWith(1, EMPTY_READING, { isOccupied: false, is: 'ready', help: 'lay-phone' }),
      ],
      ports: chipPorts(8),
      chipsWaiting: waiting,
    }),
  },
  { name: 'readers-3-all-helps', state: shopState({ readers: HELPS, ports: portsInAllStates(4) }) },
  {
    name: 'readers-4-blind',
    state: shopState({ readersBlind: { code: 'usb.hung', facts: {} }, ports: chipPorts(24) }),
  },
  { name: 'readers-5-residual', state: withReader(readerWith(0, readingOf())), reach: openReader('readers.bind.open') },
  { name: 'readers-6-empty-bind', state: withReader(readerWith(0, EMPTY_READING)), reach: choose(0) },
  {
    name: 'readers-7-seen-in',
    state: withReader(readerWith(0, { ...EMPTY_READING, seenIn: waitingAt(20, chipAt()).record })),
    reach: choose(1),
  },
  { name: 'readers-8-silent', state: withReader(readerWith(0, SILENT_READING)), reach: choose(0) },
  {
    name: 'readers-9-card',
    state: withReader(readerWith(0, CARD_READING)),
    reach: async (window) => {
      await openReader('readers.bind.open')(window);
      await window.button(window.words('readers.zero.open')).click();
    },
  },
  {
    name: 'readers-10-other-model',
    state: withReader(readerWith(0, { ...EMPTY_READING, container: { carrier: '01DCM', model: 'SO-52A' } })),
    reach: choose(0),
  },
  {
    name: 'readers-11-several',
    state: withReader(
      readerWith(0, readingOf({ state: 'UNKNOWN', reasons: ['several-chips'], residues: [] }), { help: 'one-only' }),
    ),
    reach: openReader('readers.open'),
  },
  {
    name: 'readers-practice-menu',
    state: withReader(readerAt(0, { reader: readerId('practice:reader-1'), name: 'RC-S380/S' }), {
      workplace: 'practice',
      rack: { is: 'running', phones: [], error: null },
    }),
    replies: {
      'list-practice-chips': [
        { name: 'empty', says: { ja: '空のチップ', en: 'An empty chip' } },
        { name: 'suica', says: { ja: 'モバイルSuicaが残るチップ', en: 'A chip with Mobile Suica left' } },
      ],
    },
    reach: (window) => window.buttonWith(window.words('readers.lay')).click(),
  },
];

const panelOf = (name: string, detail: ChipDetail, change: Partial<WindowState> = {}): ScriptedShot => ({
  name,
  state: shopState({
    readers: [readerAt(0)],
    ports: [portWith(0, { job: jobAt(0, 'passed', { chip: detail.chip }) })],
    ...change,
  }),
  replies: { 'read-chip-detail': detail, 'read-record': recordViewOf(passedRecord()) },
  reach: async (window) => {
    await window.open('A1');
    await window.page.getByRole('tab', { name: window.words('chip.view') }).press('Enter');
    await window.page.getByRole('tab', { name: window.words('chip.view') }).click();
  },
});
const scrolled = (shot: ScriptedShot, to: string): ScriptedShot => ({
  ...shot,
  reach: async (window) => {
    await shot.reach?.(window);
    await window.page.locator(to).evaluate((part) => part.scrollIntoView());
  },
});

const PANELS: readonly ScriptedShot[] = [
  panelOf('chip-1-residual', detailOf(residualChip())),
  scrolled(panelOf('chip-2-guide', detailOf(residualChip(), { tools: [TOOL] })), '#chip-guide'),
  scrolled(panelOf('chip-3-tools', detailOf(residualChip(), { tools: [TOOL] })), '#chip-tools'),
  scrolled(panelOf('chip-4-presence', detailOf(residualChip()), { attendance: manager }), '#chip-presence'),
  panelOf('chip-5-recheck-by-another', detailOf(missing)),
  panelOf('chip-6-recheck-now', detailOf(missing), { attendance: manager }),
  panelOf('chip-7-overridden', detailOf(overridden), { attendance: manager }),
  panelOf('chip-8-allowed', detailOf(emptyChip())),
  {
    ...panelOf('chip-9-override', detailOf(residualChip()), { attendance: manager }),
    reach: async (window) => {
      await panelOf('', detailOf(residualChip())).reach?.(window);
      await window.button(window.words('chip.override.open')).click();
    },
  },
  scrolled(
    panelOf(
      'chip-12-own-hand',
      detailOf(residualChip(), {
        guide: { ...GUIDE, steps: GUIDE.steps.map((step) => ({ ...step, who: 'operator' as const })) },
        steps: [],
      }),
    ),
    '#chip-guide',
  ),
  panelOf('chip-10-another-chip', detailOf(chipAt({ blocks: ['another-chip'], lastRead: read })), {
    attendance: manager,
  }),
  panelOf('chip-11-screen-in-use', detailOf(chipAt({ blocks: ['screen-in-use'], lastRead: read }))),
  {
    name: 'chip-waiting-list',
    state: shopState({ ports: chipPorts(8), chipsWaiting: waiting }),
    reach: (window) => window.button(window.words('chip.waiting.list')).click(),
  },
  {
    name: 'chip-before-start',
    state: shopState({ ports: [portWith(0), portWith(1)] }),
    replies: { 'read-chip-detail': detailOf(chipAt(), { steps: [], history: [], record: null }) },
    reach: async (window) => {
      await window.selectAll();
      await window.act('start');
      await window.page.getByText(window.words('chip.first.words')).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'chip-in-record',
    state: shopState(),
    replies: {
      'find-records': recordsFound(1),
      'read-chip-detail': detailOf(residualChip()),
      'read-record': recordViewOf(passedRecord()),
    },
    reach: async (window) => {
      await window.goTo('records');
      await window.page.getByRole('row').nth(1).press('Enter');
      await window.page.getByRole('tab', { name: window.words('chip.view') }).click();
    },
  },
];

/** Every state of readers and chips that is drawn from a script. */
export const CHIP_SHOTS: readonly ScriptedShot[] = [...READERS, ...PANELS];
