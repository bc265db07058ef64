import { IPHONE_FAULTS } from '../apple/faults/index.ts';
import type { IphoneFault } from '../apple/faults/iphone-fault.ts';
import type { VirtualIphone } from '../apple/phone/virtual-iphone.ts';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import type { SeededRandom } from '../random.ts';
import type { PracticeFault } from './fault.ts';
import { FAULTS } from './index.ts';

/** One name of a fault, which can happen to phones of one platform or of both. */
interface NamedFault {
  readonly name: string;
  readonly says: { readonly ja: string; readonly en: string };
  readonly onAndroid: PracticeFault | null;
  readonly onIphone: IphoneFault | null;
}

/** Every fault of a rack, each name once: those of Android first, then those that only iPhones know. */
export const ALL_FAULTS: readonly NamedFault[] = [
  ...FAULTS.map((fault) => ({
    name: fault.name,
    says: fault.says,
    onAndroid: fault,
    onIphone: IPHONE_FAULTS.find(({ name }) => name === fault.name) ?? null,
  })),
  ...IPHONE_FAULTS.filter(({ name }) => !FAULTS.some((one) => one.name === name)).map((fault) => ({
    name: fault.name,
    says: fault.says,
    onAndroid: null,
    onIphone: fault,
  })),
];

/** The phones of a rack by platform, each list in slot order. */
export interface RackPhones {
  readonly androids: readonly VirtualPhone[];
  readonly iphones: readonly VirtualIphone[];
}

/** Which phone got which fault. */
export interface AssignedFaults {
  readonly onAndroids: ReadonlyMap<VirtualPhone, PracticeFault>;
  readonly onIphones: ReadonlyMap<VirtualIphone, IphoneFault>;
}

/** A phone that a fault could happen to, and whether it makes sense there. */
interface Choice {
  readonly phone: VirtualPhone | VirtualIphone;
  readonly fits: boolean;
  readonly take: () => void;
}

/**
 * Gives each named fault a phone of its own, by the seed; a fault that fits no free phone gets any free one of a platform that
 * knows it, so that a wish is never dropped silently. Throws RangeError for a name nobody knows and for more faults than phones.
 */
export function assignFaults(names: readonly string[], phones: RackPhones, random: SeededRandom): AssignedFaults {
  const count = phones.androids.length + phones.iphones.length;
  if (names.length > count) throw new RangeError(`${names.length} faults need as many phones, not ${count}`);
  const onAndroids = new Map<VirtualPhone, PracticeFault>();
  const onIphones = new Map<VirtualIphone, IphoneFault>();
  const choicesOf = ({ onAndroid, onIphone }: NamedFault): readonly Choice[] => [
    ...(onAndroid === null ? [] : phones.androids).map((phone) => ({
      phone,
      fits: onAndroid?.fits(phone, phones.androids) ?? false,
      take: () => onAndroid !== null && onAndroids.set(phone, onAndroid),
    })),
    ...(onIphone === null ? [] : phones.iphones).map((phone) => ({
      phone,
      fits: onIphone?.fits(phone) ?? false,
      take: () => onIphone !== null && onIphones.set(phone, onIphone),
    })),
  ];
  const taken = new Set<Choice['phone']>();
  for (const fault of choosiestFirst(names.map(faultNamed), choicesOf)) {
    const free = choicesOf(fault).filter(({ phone }) => !taken.has(phone));
    const fitting = free.filter(({ fits }) => fits);
    const pool = fitting.length > 0 ? fitting : free;
    const choice = pool[random.between(0, pool.length - 1)];
    if (choice === undefined) throw new RangeError(`no phone is left that could have the fault ${fault.name}`);
    taken.add(choice.phone);
    choice.take();
  }
  return { onAndroids, onIphones };
}

function faultNamed(name: string): NamedFault {
  const fault = ALL_FAULTS.find((one) => one.name === name);
  if (fault === undefined) throw new RangeError(`there is no practice fault ${JSON.stringify(name)}`);
  return fault;
}

/** The choosiest fault goes first, or an easy one could take the only phone that suits it. */
function choosiestFirst(
  faults: readonly NamedFault[],
  choicesOf: (fault: NamedFault) => readonly Choice[],
): readonly NamedFault[] {
  const choices = (fault: NamedFault) => choicesOf(fault).filter(({ fits }) => fits).length;
  return [...faults].sort((left, right) => choices(left) - choices(right));
}
