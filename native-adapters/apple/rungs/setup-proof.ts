import type { StepContext } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';
import { type AppleBench, steadily } from '../apple-bench.ts';
import { identify } from '../iphone/identify.ts';
import { appleOf } from '../iphone/read-facts.ts';
import { readFlag, readText } from '../iphone/read-values.ts';
import { Lockdown } from '../lockdownd/lockdown.ts';
import { pluggedOn } from './before-erase.ts';
import type { AppleAct } from './route.ts';

/** Opens a session with the new pairing, hands it over and closes it; throws `verify.not-in-setup` when the phone does not take it. */
export async function inNewSession<T>(
  bench: AppleBench,
  context: StepContext,
  work: (lockdown: Lockdown) => Promise<T>,
): Promise<T> {
  return steadily(bench, context, async (deviceId) => {
    const record = await bench.trust.record(pluggedOn(context).udid);
    if (record === null) throw new WorkstationError('verify.not-in-setup', { what: 'no pairing' });
    const lockdown = await Lockdown.open(bench.usbmuxd, deviceId);
    try {
      const session = await lockdown.startSession(record);
      if (!session.ok) throw new WorkstationError('verify.not-in-setup', { what: session.error });
      return await work(lockdown);
    } finally {
      lockdown.close();
    }
  });
}

/**
 * A phone that did not trust this computer before tells its numbers only now: the second person reads one of them from it, and what a
 * person read from a label until then is held against what the phone itself says.
 */
async function learnNumbers(bench: AppleBench, context: StepContext): Promise<void> {
  const facts = await steadily(bench, context, () => identify(bench, context.attachment(), context.signal));
  // Without a session it tells no IMEI, so that nothing could contradict a wrong label.
  if (known(appleOf(facts).trust) !== 'trusted') throw new WorkstationError('verify.not-in-setup', { what: 'session' });
  context.learn(facts);
}

/** Reads whether the phone waits in its set-up: not activated, not locked, set-up not done. */
export const setupStateAct: AppleAct = {
  async perform(_step, context, bench) {
    const data = await inNewSession(bench, context, async (lockdown) => ({
      activation: known(await readText(lockdown, { domain: null, key: 'ActivationState' })),
      needsActivation: known(await readFlag(lockdown, { domain: null, key: 'BrickState' })),
      locked: known(await readFlag(lockdown, { domain: null, key: 'PasswordProtected' })),
      setupDone: known(await readFlag(lockdown, { domain: 'com.apple.PurpleBuddy', key: 'SetupDone' })),
    }));
    await learnNumbers(bench, context);
    return [{ kind: 'setup-state', source: 'lockdown', data }] satisfies Evidence[];
  },
  verify(_step, context) {
    const state = lastEvidence(context, 'setup-state');
    if (!state) return [];
    const { activation, needsActivation, locked, setupDone } = state.data;
    // Absence of the last is what set-up looks like; its presence speaks against it.
    const isInSetup =
      activation === 'Unactivated' && needsActivation === true && locked === false && setupDone !== true;
    return isInSetup
      ? [Finding.proven('setup-state', 'unactivated, unlocked', [state])]
      : [Finding.undecided('setup-state', 'verify.not-in-setup', [state])];
  },
};
