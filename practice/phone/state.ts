import type { SeededRandom } from '../random.ts';
import { testImei } from './imei.ts';
import type { PhoneCondition, PhoneModel } from './model.ts';

/** Which reset wiped the phone; each leaves other things behind. */
export type WipeKind = 'settings' | 'test-harness' | 'trade-in' | 'rescue';

/** What runs on the phone now. */
export type PhoneMode = 'off' | 'android' | 'rescue' | 'recovery' | 'sideload' | 'bootloader';

/** Everything about one phone that can change. */
export interface PhoneState {
  serial: string;
  imeis: readonly string[];
  mode: PhoneMode;
  plugged: boolean;
  adbOn: boolean;
  /** Trade-In Mode (source: adb_tradeinmode.md): off, the open foyer, or the evaluation that ends in a wipe. */
  tradeIn: 'off' | 'foyer' | 'evaluation';
  testHarness: boolean;
  /** Set-up wizard finished. */
  setUp: boolean;
  screenLock: boolean;
  accounts: number;
  owner: string | null;
  users: readonly string[];
  sdCard: boolean;
  batteryPercent: number;
  charging: boolean;
  frpLocked: boolean;
  androidId: string;
  bootCount: number;
  /** Base64 host keys stored for ever. */
  readonly keys: Set<string>;
  /** The next unknown host key is taken as one that was allowed before the phone came to the bench. */
  trustNextKey: boolean;
  /** A reset page of Settings is open on the screen. */
  resetPageOpen: boolean;
  /** The text of the notification that was posted last. */
  notice: string | null;
  /** The next boot wipes (source: first_stage_mount.cpp, the trade-in marker). */
  wipeAtBoot: boolean;
}

/** Returns the state of a phone as it is plugged in. */
export function initialState(model: PhoneModel, condition: PhoneCondition, random: SeededRandom): PhoneState {
  const inTradeIn = model.startsIn === 'trade-in';
  const inRescue = model.startsIn === 'rescue';
  return {
    serial: newSerial(model, random),
    imeis: newImeis(model, random),
    mode: inRescue ? 'rescue' : 'android',
    plugged: true,
    adbOn: !inRescue,
    tradeIn: inTradeIn ? 'foyer' : 'off',
    testHarness: false,
    setUp: !inTradeIn,
    screenLock: condition.screenLock,
    accounts: condition.accounts,
    owner: condition.owner,
    users: condition.extraUsers,
    sdCard: condition.sdCard,
    batteryPercent: condition.batteryPercent,
    charging: condition.charging,
    frpLocked: condition.frpLocked,
    androidId: random.letters(16),
    bootCount: random.between(20, 400),
    keys: new Set(),
    trustNextKey: condition.hostKey === 'stored',
    resetPageOpen: false,
    notice: null,
    wipeAtBoot: false,
  };
}

/** Returns a serial number in the maker's manner. */
export function newSerial(model: PhoneModel, random: SeededRandom): string {
  return model.serialPattern === 'hex' ? random.letters(8) : random.letters(14, '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ');
}

/** Returns one test IMEI for each slot. */
export function newImeis(model: PhoneModel, random: SeededRandom): readonly string[] {
  return Array.from({ length: model.imeiSlots }, () => testImei(random));
}

/** Changes the state as that reset does; what must survive a reset (FRP block, harness keys) survives here too. */
export function wipeState(state: PhoneState, model: PhoneModel, kind: WipeKind, random: SeededRandom): void {
  const isTrusted = kind === 'settings';
  const isHarness = kind === 'test-harness';
  state.frpLocked = isTrusted ? false : state.frpLocked || state.accounts > 0;
  state.accounts = 0;
  state.owner = null;
  state.users = [];
  state.screenLock = false;
  state.resetPageOpen = false;
  state.notice = null;
  state.wipeAtBoot = false;
  state.trustNextKey = false;
  state.androidId = random.letters(16);
  state.bootCount = 0;
  state.testHarness = isHarness;
  state.setUp = isHarness;
  // Trade-In Mode opens adb at the set-up screen, but never on a phone that still belongs to somebody.
  state.tradeIn = !isHarness && model.tradeIn ? 'foyer' : 'off';
  state.adbOn = isHarness || state.tradeIn === 'foyer';
  if (!isHarness) state.keys.clear();
}
