import { setTimeout as delay } from 'node:timers/promises';
import type { InstructionId } from '../domain/erasure.ts';
import { followAtIphone } from './apple/iphone-person.ts';
import type { VirtualIphone } from './apple/phone/virtual-iphone.ts';
import type { VirtualPhone } from './phone/virtual-phone.ts';

const PATIENCE_MS = 8000;
const GLANCE_MS = 25;

/** The hands and eyes of a person at the practice bench; they see screens, never the inside of a phone. */
export class PracticePerson {
  readonly #phones: ReadonlyMap<string, VirtualPhone>;
  readonly #iphones: ReadonlyMap<string, VirtualIphone>;
  readonly #acts: Readonly<Record<InstructionId, (phone: VirtualPhone) => Promise<string>>>;

  constructor(phones: ReadonlyMap<string, VirtualPhone>, iphones: ReadonlyMap<string, VirtualIphone> = new Map()) {
    this.#phones = phones;
    this.#iphones = iphones;
    this.#acts = {
      'allow-debugging': allowDebugging,
      'reset-in-settings': resetInSettings,
      'enable-debugging': enableDebugging,
      'look-at-screen': lookAtScreen,
      'unlock-screen': async (phone) => {
        phone.state.screenLock = false;
        return screenOf(phone);
      },
      'remove-accounts': removeAccounts,
      'remove-sd-card': async (phone) => {
        phone.state.sdCard = false;
        return screenOf(phone);
      },
      replug,
      'enter-rescue': enterRescue,
      'read-imei': async (phone) => ((await lookAtScreen(phone)) === 'off' ? 'off' : (phone.state.imeis[0] ?? '')),
      // These are for iPhones; at another phone there is nothing to press, and a person says what the screen shows.
      'trust-computer': lookAtScreen,
      'look-find-my': lookAtScreen,
      'erase-in-ios-settings': lookAtScreen,
      'restore-elsewhere': lookAtScreen,
    };
  }

  /**
   * Follows an instruction on the phone in that port and says what was seen at the end: `setup-screen`, `home`,
   * `lock-screen`, `no-command`, `off`, or the digits of the IMEI; on an iPhone also `activation-lock`, `signed-in` and
   * `signed-out`. Rejects for a port or an instruction nobody knows.
   */
  async follow(port: string, instruction: string): Promise<{ saw: string }> {
    const phone = this.#phones.get(port);
    const iphone = this.#iphones.get(port);
    const known = instruction as InstructionId;
    if (phone === undefined && iphone === undefined) throw new Error(`there is no practice phone in port ${port}`);
    if (!Object.hasOwn(this.#acts, instruction)) throw new Error(`a person does not understand ${instruction}`);
    if (iphone !== undefined) return { saw: await followAtIphone(iphone, known) };
    return { saw: phone === undefined ? '' : await this.#acts[known](phone) };
  }
}

/** Returns what the screen of a phone shows. */
export function screenOf({ state }: VirtualPhone): string {
  if (state.mode === 'off') return 'off';
  if (state.mode !== 'android') return 'no-command';
  if (state.screenLock) return 'lock-screen';
  return state.setUp ? 'home' : 'setup-screen';
}

async function until(fits: () => boolean): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (fits()) return true;
    await delay(GLANCE_MS);
  }
  return fits();
}

/** A person waits for a phone that is just starting, and gives up on one that stays dark. */
function screenIsOn(phone: VirtualPhone): Promise<boolean> {
  return until(() => screenOf(phone) !== 'off');
}

async function lookAtScreen(phone: VirtualPhone): Promise<string> {
  await screenIsOn(phone);
  return screenOf(phone);
}

async function allowDebugging(phone: VirtualPhone): Promise<string> {
  const { state, condition } = phone;
  const nothingToPress = () => state.screenLock || condition.hostKey === 'never' || state.keys.size > 0;
  await until(() => phone.asksPerson || nothingToPress());
  phone.allowHost();
  return screenOf(phone);
}

async function resetInSettings(phone: VirtualPhone): Promise<string> {
  await screenIsOn(phone);
  if (screenOf(phone) !== 'home') return screenOf(phone);
  await phone.restart('android', 'settings');
  return screenOf(phone);
}

async function enableDebugging(phone: VirtualPhone): Promise<string> {
  // A person waits for Android to start, also after a rescue mode that restarts by itself.
  await until(() => phone.state.mode === 'android');
  const seen = screenOf(phone);
  // A phone that is locked to an account does not let anybody past its set-up screen.
  if (seen === 'off' || seen === 'no-command' || seen === 'lock-screen' || phone.state.frpLocked) return seen;
  if (phone.state.adbOn && phone.state.tradeIn === 'off') return seen;
  phone.state.setUp = true;
  phone.state.tradeIn = 'off';
  phone.state.adbOn = true;
  phone.reattach();
  await until(() => phone.asksPerson);
  return screenOf(phone);
}

async function removeAccounts(phone: VirtualPhone): Promise<string> {
  if (screenOf(phone) === 'home') phone.state.accounts = 0;
  return screenOf(phone);
}

async function replug(phone: VirtualPhone): Promise<string> {
  phone.unplug();
  await delay(400);
  phone.plug();
  return screenOf(phone);
}

async function enterRescue(phone: VirtualPhone): Promise<string> {
  if (!(await screenIsOn(phone))) return 'off';
  await phone.restart('rescue');
  return screenOf(phone);
}
