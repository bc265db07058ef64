import type { SeededRandom } from '../random.ts';
import { iphoneChip, liteCard, phoneChip, transitCard } from './chips/new-chip.ts';
import { EMPTY_PHONE, phoneInUse } from './chips/structures.ts';
import type { VirtualChip } from './chips/virtual-chip.ts';
import { type AirTemper, CALM_AIR, type Scene } from './radio-field.ts';

/** IC codes of the generations that are practised (source: felica.md 4.2). */
const IC = { mobile30: 0x14, mobile40: 0x17, mobile41: 0x18 } as const;
const FLAKY_AIR: AirTemper = { lost: 0.06, noise: 0.06, leaves: 0.008, isHot: false };

interface PracticeChip {
  /** One sentence for lists, in Japanese and English. */
  readonly says: { readonly ja: string; readonly en: string };
  /** Makes what lies on the reader; the chip that is meant comes first. */
  readonly make: (random: SeededRandom) => Scene;
}

const lying = (...chips: readonly VirtualChip[]): Scene => ({ chips, temper: CALM_AIR });

const CHIPS = {
  empty: {
    says: { ja: '何も残っていないスマホのチップ', en: "a phone's chip with nothing left in it" },
    make: (random) => lying(phoneChip(random, IC.mobile41, EMPTY_PHONE)),
  },
  suica: {
    says: { ja: 'Suica（交通系）が残っているスマホ', en: 'a phone with a transit card such as Suica left in it' },
    make: (random) => lying(phoneChip(random, IC.mobile40, phoneInUse([], true))),
  },
  wallets: {
    says: {
      ja: 'Edy・nanaco・WAON・QUICPay・交通系が残っているスマホ',
      en: 'a phone with Edy, nanaco, WAON, QUICPay and a transit card left in it',
    },
    make: (random) =>
      lying(phoneChip(random, IC.mobile41, phoneInUse(['edy', 'nanaco', 'waon', 'quicpay', 'yodobashi'], true))),
  },
  edy: {
    says: { ja: '楽天Edyが残っている古いスマホ', en: 'an older phone with Edy left in it' },
    make: (random) => lying(phoneChip(random, IC.mobile30, phoneInUse(['edy']))),
  },
  nanaco: {
    says: { ja: 'nanacoが残っている古いスマホ', en: 'an older phone with nanaco left in it' },
    make: (random) => lying(phoneChip(random, IC.mobile30, phoneInUse(['nanaco']))),
  },
  waon: {
    says: { ja: 'WAONが残っているスマホ', en: 'a phone with WAON left in it' },
    make: (random) => lying(phoneChip(random, IC.mobile40, phoneInUse(['waon']))),
  },
  id: {
    says: {
      ja: '名前の分からない領域（iDなど）が残っているスマホ',
      en: 'a phone with an area left in it that nobody has a public name for, such as iD',
    },
    make: (random) => lying(phoneChip(random, IC.mobile41, phoneInUse(['unnamed']))),
  },
  'mobile-4.1': {
    says: {
      ja: '一覧・ブロック数・端末情報にも答える新しいチップ（Edyと交通系あり）',
      en: 'a newer chip that also answers lists, block counts and container facts, with Edy and a transit card',
    },
    make: (random) =>
      lying(
        phoneChip(random, IC.mobile41, phoneInUse(['edy'], true), {
          firstPacket: 1,
          container: { carrier: '01DCM', model: 'PRACTICE-41' },
        }),
      ),
  },
  'lite-s': {
    says: { ja: 'スマホではないFeliCa Lite-Sタグ', en: 'a FeliCa Lite-S tag, which is no phone' },
    make: (random) => lying(liteCard(random)),
  },
  'iphone-express': {
    says: {
      ja: 'エクスプレスカードが残っているiPhone（0003にだけ答える）',
      en: 'an iPhone with an Express card left, which answers to 0003 alone',
    },
    make: (random) => lying(iphoneChip(random)),
  },
  locked: {
    says: { ja: 'ロック中で何も答えないスマホ', en: 'a locked phone that answers nothing' },
    make: (random) => {
      const chip = phoneChip(random, IC.mobile41, phoneInUse(['waon']));
      chip.isLocked = true;
      return lying(chip);
    },
  },
  'two-cards': {
    says: { ja: 'ケースに交通系カードが入ったままのスマホ', en: 'a phone with a transit card left in its case' },
    make: (random) => lying(phoneChip(random, IC.mobile41, EMPTY_PHONE), transitCard(random)),
  },
  flaky: {
    says: {
      ja: '置き方が悪く、答えが途切れるスマホ',
      en: 'a phone that lies badly, so that answers are lost and noisy',
    },
    make: (random) => ({ chips: [phoneChip(random, IC.mobile41, phoneInUse(['waon']))], temper: FLAKY_AIR }),
  },
  'hot-reader': {
    says: { ja: '熱くなりすぎたリーダー', en: 'a reader that has become too hot' },
    make: (random) => ({ chips: [phoneChip(random, IC.mobile41, EMPTY_PHONE)], temper: { ...CALM_AIR, isHot: true } }),
  },
} as const satisfies Readonly<Record<string, PracticeChip>>;

/** The name of something that can be laid on a practice reader. */
export type PracticeChipName = keyof typeof CHIPS;

/** Names of everything that can be laid on a practice reader. */
export const PRACTICE_CHIP_NAMES: readonly PracticeChipName[] = Object.keys(CHIPS).filter(isPracticeChip);

/** Names of what can be left in a phone by its owner, for phones that are to be found residual. */
export const RESIDUAL_CHIP_NAMES = [
  'suica',
  'wallets',
  'edy',
  'nanaco',
  'waon',
  'id',
] as const satisfies PracticeChipName[];

/** Tells whether a text names something that can be laid on a practice reader. */
export function isPracticeChip(name: string): name is PracticeChipName {
  return Object.hasOwn(CHIPS, name);
}

/** Makes what a name stands for; the same random stream makes the same chip. Throws RangeError for a name nobody knows. */
export function makePracticeChip(name: string, random: SeededRandom): Scene {
  if (!isPracticeChip(name)) throw new RangeError(`there is no practice chip ${JSON.stringify(name)}`);
  return CHIPS[name].make(random);
}

/** One sentence about each practice chip, by its name. */
export const PRACTICE_CHIP_TEXTS: ReadonlyMap<string, { readonly ja: string; readonly en: string }> = new Map(
  PRACTICE_CHIP_NAMES.map((name) => [name, CHIPS[name].says]),
);
