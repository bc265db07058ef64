import type { ChipGuide } from '../../domain/chip-guide.ts';
import type { ChipDetail, ChipView, ChipWaiting, ReaderView, ReadingView } from '../../domain/chip-view.ts';
import { operatorId, readerId, recordId } from '../../domain/ids.ts';
import { chipAt, jobAt } from './fake-workstation.ts';

const AT_MS = Date.UTC(2026, 10, 22, 2, 30);

/** What a chip of the samples still holds: two services with names and one without. */
export const RESIDUES: ReadingView['residues'] = [
  { name: { ja: 'モバイルSuica', en: 'Mobile Suica' }, code: '0003 090F' },
  { name: { ja: '楽天Edy', en: 'Rakuten Edy' }, code: 'FE00 1317' },
  { name: null, code: 'FE00 5000-51BF' },
];

/** A chip that still holds services. */
export function residualChip(change: Partial<ChipView> = {}): ChipView {
  return chipAt({
    state: 'RESIDUAL',
    reasons: ['residue', 'blocks-in-use'],
    residues: RESIDUES,
    blocks: ['residual'],
    presence: {
      is: 'present',
      sources: [
        { is: 'model-table', says: 'yes', entry: 'SHARP SH-M26', version: '2026-11' },
        { is: 'phone-software', says: 'present', found: ['common.cfg'] },
        { is: 'reader', says: 'answered', isPhoneAwake: true },
      ],
    },
    lastRead: { by: 'sato', at: '2026-11-22T02:30:00.000Z' },
    ...change,
  });
}

/** A reading of a phone's chip that is not bound yet. */
export function readingOf(change: Partial<ReadingView> = {}): ReadingView {
  return {
    id: 'reading-1',
    atMs: AT_MS,
    tookMs: 2_840,
    scan: 'full',
    kind: 'phone',
    state: 'RESIDUAL',
    reasons: ['residue', 'blocks-in-use'],
    residues: RESIDUES,
    idmTail: '…9F3C',
    systems: [0xfe00, 0xfe0f, 0x0003, 0xffff],
    container: null,
    record: null,
    seenIn: null,
    zeroable: null,
    ...change,
  };
}

/** The reading of an empty chip. */
export const EMPTY_READING: ReadingView = readingOf({
  state: 'EMPTY',
  reasons: ['only-empty-structure'],
  residues: [],
  systems: [0xfe00, 0xfe0f, 0xffff],
});

/** The reading of a reader that heard nothing. */
export const SILENT_READING: ReadingView = readingOf({
  state: 'UNKNOWN',
  kind: null,
  reasons: ['no-answer'],
  residues: [],
  idmTail: null,
  systems: [],
});

/** The reading of a loose FeliCa Lite card. */
export const CARD_READING: ReadingView = readingOf({
  state: 'REVIEW',
  kind: 'card',
  reasons: ['loose-card'],
  residues: [],
  systems: [0x88b4],
  zeroable: 'lite',
});

/** The nth reader: an RC-S380 that waits for a phone. */
export function readerAt(n: number, change: Partial<ReaderView> = {}): ReaderView {
  return {
    reader: readerId(`usb:3-${n + 1}`),
    model: n % 2 === 0 ? 'rc-s380' : 'rc-s300',
    name: n % 2 === 0 ? 'RC-S380/S' : 'RC-S300/P',
    firmware: n % 2 === 0 ? '1.11' : '2.30',
    is: 'ready',
    scan: 'full',
    help: 'lay-phone',
    error: null,
    reading: null,
    isOccupied: false,
    ...change,
  };
}

/** The nth reader with a reading whose phone still lies on it. */
export function readerWith(n: number, reading: ReadingView, change: Partial<ReaderView> = {}): ReaderView {
  return readerAt(n, { is: 'read', help: 'hold-still', reading, isOccupied: true, ...change });
}

const text = (ja: string, en: string): { ja: string; en: string } => ({ ja, en });

/** A guide with steps before and after the reset, done by owner, shop and operator. */
export const GUIDE: ChipGuide = {
  id: 'android-docomo',
  version: '2026.11',
  fit: {},
  title: text('docomoのAndroid', 'Android sold by docomo'),
  source: 'nttdocomo.co.jp',
  isOfShop: false,
  steps: [
    {
      id: 'move-services',
      when: 'before-reset',
      who: 'owner',
      title: text('サービスごとに、移すか解約する', 'Move or cancel each service'),
      acts: [
        text('Suica、Edy、iDなど、使っているアプリを1つずつ開きます。', 'Open each app that is used: Suica, Edy, iD.'),
        text(
          '「機種変更」か「退会」を選び、終わるまで進めます。',
          'Choose to change phones or to withdraw, and go on to the end.',
        ),
      ],
      expect: text('アプリに「カードがありません」と出ます。', 'The app says that there is no card.'),
      answers: [],
      changesChip: true,
    },
    {
      id: 'memory-screen',
      when: 'before-reset',
      who: 'operator',
      title: text('メモリ使用状況を見る', 'Look at the memory screen'),
      acts: [
        text(
          'おサイフケータイアプリの「サポート・規約」を開き、「メモリ使用状況」を押します。',
          'In the Osaifu-Keitai app open the support page and press the memory screen.',
        ),
      ],
      expect: text('「未利用」と出ます。', 'It says "unused".'),
      answers: [
        { id: 'unused', text: text('未利用', 'Unused') },
        { id: 'in-use', text: text('利用中', 'In use') },
      ],
      changesChip: false,
    },
    {
      id: 'docopy',
      when: 'after-reset',
      who: 'carrier-shop',
      title: text('店頭のDOCOPYで初期化する', 'Use the DOCOPY kiosk in a shop'),
      acts: [
        text(
          'docomoショップのDOCOPYに端末をつなぎ、おサイフケータイの初期化を選びます。',
          'Connect the phone to the DOCOPY kiosk of a docomo shop and choose to initialise Osaifu-Keitai.',
        ),
      ],
      expect: null,
      answers: [],
      changesChip: true,
    },
  ],
};

/** Everything about the chip of a record of the samples. */
export function detailOf(chip: ChipView, change: Partial<ChipDetail> = {}): ChipDetail {
  const record = chip.record ?? jobAt(0, 'passed').record;
  return {
    record,
    port: null,
    chip: { ...chip, record },
    guide: GUIDE,
    steps: [
      { id: 'move-services', outcome: 'done', saw: '', by: operatorId('sato'), atMs: AT_MS - 600_000 },
      { id: 'memory-screen', outcome: null, saw: '', by: null, atMs: null },
      { id: 'docopy', outcome: null, saw: '', by: null, atMs: null },
    ],
    history: [
      {
        record,
        atMs: AT_MS,
        by: 'sato',
        what: {
          is: 'read',
          state: chip.state,
          reader: 'RC-S380/S 1.11',
          alsoReadIn: null,
          otherModel: null,
          hasClockMoved: false,
        },
      },
      {
        record,
        atMs: AT_MS - 600_000,
        by: 'sato',
        what: {
          is: 'step',
          title: GUIDE.steps[0]?.title ?? null,
          step: 'move-services',
          outcome: 'done',
          isOwnHand: false,
          saw: null,
        },
      },
      {
        record: recordId('R-20260301-0007'),
        atMs: AT_MS - 9e9,
        by: 'workstation',
        what: { is: 'presence', presence: 'present' },
      },
    ],
    tools: [],
    ...change,
  };
}

/** A licensed tool of another company. */
export const TOOL: ChipDetail['tools'][number] = {
  id: 'sample-tool',
  vendor: 'Example',
  product: 'ChipTool',
  version: '3.2',
  licenceHolder: '白波モバイル',
  models: ['SH-M26'],
};

/** The nth record that passed and waits for its chip. */
export function waitingAt(n: number, chip: ChipView): ChipWaiting {
  const { record, id, maker, model, imei, serial, endedAtMs } = jobAt(n, 'passed');
  return { record, job: id, maker, model, imei, serial, chip: { ...chip, record }, endedAtMs };
}
