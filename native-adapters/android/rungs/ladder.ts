import { type DeviceFacts, isIdentified, known } from '../../../domain/device.ts';
import type { Blocker, Plan, Proposal, Purpose, RungConsidered } from '../../../domain/erasure.ts';
import { cannotErase } from './cannot-erase.ts';
import { guided } from './guided.ts';
import { rescue } from './rescue.ts';
import type { Rung } from './rung.ts';
import { testHarness } from './test-harness.ts';
import { tradeIn } from './trade-in.ts';

/**
 * The rungs in the order in which they are tried. The agent APK stands before `guided`, fastboot after `rescue`, once
 * they exist: a new rung is one module here and one id in `domain/erasure.ts`.
 */
export const LADDER: readonly Rung[] = [tradeIn, testHarness, guided, rescue, cannotErase];

const LOWEST_BATTERY_PERCENT = { charging: 30, idle: 50 };

function blockersOf(facts: DeviceFacts, rung: Rung): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (id: Blocker['id'], severity: Blocker['severity']): void => void blockers.push({ id, severity });
  const battery = known(facts.battery);
  if (!isIdentified(facts)) add('identity-unreadable', 'stop');
  if (known(facts.tradeIn)?.frpLocked === true) add('frp-locked', 'stop');
  if (known(facts.managed) === true) add('managed', 'stop');
  // Only the reset in Settings clears the reset protection; any other one would lock an account's phone for good.
  if ((known(facts.accounts) ?? 0) > 0) add('accounts', rung.id === 'guided' ? 'warn' : 'stop');
  if (known(facts.screenLock) === true) add('screen-lock', 'warn');
  if ((known(facts.users) ?? 1) > 1) add('several-users', 'warn');
  if (known(facts.sdCard) === true) add('sd-card', 'stop');
  if (battery === null) add('battery-unknown', 'warn');
  else if (battery.percent < LOWEST_BATTERY_PERCENT[battery.charging ? 'charging' : 'idle']) add('low-battery', 'stop');
  return blockers;
}

/** Chooses the first rung that fits and says why each one before it did not; what stands in the way is named. */
export function proposeFor(facts: DeviceFacts, purpose: Purpose, adapter: string, returnWithinMs: number): Proposal {
  const considered: RungConsidered[] = [];
  for (const rung of LADDER) {
    const why = rung.misfits(facts);
    considered.push({ rung: rung.id, fits: why.length === 0, why });
    if (why.length > 0) continue;
    return { plan: planOf(rung, purpose, adapter, returnWithinMs), blockers: blockersOf(facts, rung), considered };
  }
  return { plan: null, blockers: [], considered };
}

function planOf(rung: Rung, purpose: Purpose, adapter: string, returnWithinMs: number): Plan | null {
  const steps = rung.steps(purpose, returnWithinMs);
  if (steps.length === 0) return null;
  return {
    adapter,
    rung: rung.id,
    purpose,
    steps,
    closing: rung.closing,
    overwrites: steps.some((step) => step.strength === 'overwrite'),
    notCovered: rung.method.notCovered,
  };
}
