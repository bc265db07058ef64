import { setTimeout as delay } from 'node:timers/promises';
import type { InstructionId } from '../../domain/erasure.ts';
import type { VirtualIphone } from './phone/virtual-iphone.ts';

const PATIENCE_MS = 8000;
const GLANCE_MS = 25;
const PULLED_FOR_MS = 400;

type Act = (phone: VirtualIphone) => Promise<string>;

/** What a person can do at an iPhone; for everything else there is nothing to press, and they say what the screen shows. */
const ACTS: Partial<Readonly<Record<InstructionId, Act>>> = {
  'trust-computer': trustComputer,
  'unlock-screen': async (phone) => {
    phone.state.locked = false;
    return screenOfIphone(phone);
  },
  'look-find-my': lookFindMy,
  'erase-in-ios-settings': eraseInSettings,
  'restore-elsewhere': async (phone) => {
    await phone.erase('restore', false);
    return lookAtScreen(phone);
  },
  'read-imei': async (phone) => {
    const saw = await lookAtScreen(phone);
    return saw === 'off' || saw === 'no-command' ? saw : (phone.state.identity.imeis[0] ?? '');
  },
  replug: async (phone) => {
    phone.unplug();
    await delay(PULLED_FOR_MS);
    phone.plug();
    return screenOfIphone(phone);
  },
};

/** Follows an instruction at an iPhone and says what was seen at the end. */
export function followAtIphone(phone: VirtualIphone, instruction: InstructionId): Promise<string> {
  return (ACTS[instruction] ?? lookAtScreen)(phone);
}

/** Returns what the screen of an iPhone shows; recovery mode shows a cable, DFU mode nothing at all. */
export function screenOfIphone({ state }: VirtualIphone): string {
  if (state.mode === 'off') return 'off';
  if (state.mode !== 'normal') return 'no-command';
  if (state.stage === 'setup') return state.activationLocked ? 'activation-lock' : 'setup-screen';
  return state.locked ? 'lock-screen' : 'home';
}

async function until(fits: () => boolean): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!fits() && Date.now() < deadline) await delay(GLANCE_MS);
  return fits();
}

/** A person waits for a phone that is just starting, and gives up on one that stays dark. */
async function lookAtScreen(phone: VirtualIphone): Promise<string> {
  await until(() => screenOfIphone(phone) !== 'off');
  return screenOfIphone(phone);
}

async function trustComputer(phone: VirtualIphone): Promise<string> {
  const nothingToPress = () => screenOfIphone(phone) !== 'home' || phone.state.pairings.size > 0;
  await until(() => phone.state.question === 'asked' || nothingToPress());
  phone.answerTrust(!phone.quirks.deniesTrust);
  return screenOfIphone(phone);
}

async function lookFindMy(phone: VirtualIphone): Promise<string> {
  const saw = await lookAtScreen(phone);
  if (saw === 'off' || saw === 'no-command' || saw === 'lock-screen') return saw;
  return phone.state.activationLocked ? 'signed-in' : 'signed-out';
}

async function eraseInSettings(phone: VirtualIphone): Promise<string> {
  const saw = await lookAtScreen(phone);
  // With Find My on, Settings asks for the password of an account that nobody at the bench has.
  if (saw !== 'home' || phone.state.activationLocked) return saw;
  await phone.erase('settings', false);
  return lookAtScreen(phone);
}
