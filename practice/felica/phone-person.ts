import { commonArea, containerSystem, PROVIDERS, type ProviderName } from './chips/structures.ts';
import type { VirtualChip } from './chips/virtual-chip.ts';
import type { Scene } from './radio-field.ts';

/** What a phone of the practice brings onto a reader, and what a person can change about that. */
export interface PracticePhoneChip {
  readonly port: string;
  readonly model: string;
  scene: Scene;
}

/** Does something at a phone whose chip is this one, and says what was seen then. */
type Act = (phone: PracticePhoneChip, chip: VirtualChip) => string;

/** What owners do not think of when they move their services: shops' points, and what has no name. */
const FORGOTTEN: readonly ProviderName[] = ['yodobashi', 'unnamed'];

const isUsable = (chip: VirtualChip): boolean => chip.isPowered && !chip.isLocked;

/** The memory screen of the Osaifu-Keitai app. */
const lookAtMemory: Act = (_phone, chip) => {
  if (!isUsable(chip)) return 'cannot-open';
  return chip.isEmpty ? 'unused' : 'in-use';
};

const lookAtCards: Act = (_phone, chip) => {
  if (!isUsable(chip)) return 'cannot-open';
  return chip.isEmpty ? 'none-left' : 'some-left';
};

const lookAtScreen: Act = (phone, chip) => {
  if (!chip.isPowered) return 'off';
  return chip.isLocked ? 'lock-screen' : lookAtMemory(phone, chip);
};

/** The owner says that everything was moved, whether or not that is so. */
const moveServices: Act = (_phone, chip) => {
  if (!isUsable(chip)) return 'some-left';
  const codes = new Set(
    chip.systems.flatMap(({ nodes }) => nodes.map((node) => (node.is === 'area' ? node.first : -1))),
  );
  const left = FORGOTTEN.filter((name) =>
    PROVIDERS[name].nodes.some((node) => node.is === 'area' && codes.has(node.first)),
  );
  chip.reissue([commonArea(left), containerSystem()]);
  return 'all-moved';
};

const emptyBy =
  (word: string): Act =>
  (_phone, chip) =>
    isUsable(chip) && chip.empty() ? word : 'refused';

const wake: Act = (phone, chip) => {
  chip.isPowered = true;
  chip.isLocked = false;
  chip.extraMs = 0;
  return lookAtScreen(phone, chip);
};

const takeCardOut: Act = (phone, chip) => {
  phone.scene = { ...phone.scene, chips: [chip] };
  return lookAtScreen(phone, chip);
};

/** What a person does for a step of the guides, or for what helps a phone onto a reader, by its id. */
const ACTS: ReadonlyMap<string, Act> = new Map(
  Object.entries<Act>({
    services: moveServices,
    'app-cards': lookAtCards,
    'memory-screen': lookAtMemory,
    'memory-screen-after': lookAtMemory,
    'own-erase': emptyBy('used'),
    'carrier-shop': emptyBy('done'),
    docopy: emptyBy('done'),
    jpki: () => 'none',
    'pixel-note': () => 'japan',
    'wake-phone': wake,
    'take-card-out': takeCardOut,
  }),
);

/**
 * Follows a step at a phone and returns the word of the step's answer; for steps that ask nothing, what the screen shows:
 * `unused`, `in-use`, `lock-screen`, `off`, or `nothing` where the phone has no chip.
 */
export function followAtPhone(phone: PracticePhoneChip, step: string): string {
  const [chip] = phone.scene.chips;
  if (chip === undefined) return step === 'own-erase' ? 'not-there' : 'nothing';
  return (ACTS.get(step) ?? lookAtScreen)(phone, chip);
}
