import type { StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';
import { stepOf } from '../../steps/step-of.ts';
import { type AndroidBench, COMMAND_WITHIN_MS, isConnectionLoss, isRefusal, phoneOn } from '../android-bench.ts';
import type { Act } from '../steps/act.ts';
import { rescueWipe, restart } from '../steps/destructive.ts';
import { rightPhoneOn } from '../steps/right-phone.ts';
import { closingByHand, enableDebugging } from './guided.ts';
import { inspectionSteps, type Rung } from './rung.ts';

// Formatting a large /data in recovery takes minutes, during which rescue mode is silent.
const WIPE_WITHIN_MS = 10 * 60_000;

/** Rescue mode waits five minutes for another order; a restart is quicker, and where it is refused the wait is not lost. */
async function leaveRescue(context: StepContext, bench: AndroidBench): Promise<void> {
  try {
    await restart(phoneOn(bench, context), { signal: context.signal, withinMs: COMMAND_WITHIN_MS });
  } catch (error) {
    if (!isConnectionLoss(error) && !isRefusal(error)) throw error;
  }
}

const wipeAct: Act = {
  async perform(_step, context, bench) {
    const since = context.mark();
    const limits = { signal: context.signal, withinMs: Math.min(WIPE_WITHIN_MS, bench.patience.returnMs) };
    const isConfirmed = await rescueWipe(await rightPhoneOn(bench, context), limits);
    if (!isConfirmed) throw new WorkstationError('erase.refused', { what: 'rescue-wipe' });
    await leaveRescue(context, bench);
    await context.awaitAbsence(since, bench.patience.returnMs);
    return [
      { kind: 'command', source: 'rescue-wipe:userdata', data: { confirmed: isConfirmed } },
      { kind: 'absence', source: 'adb', data: { left: true } },
    ] satisfies Evidence[];
  },
  async verify(_step, context) {
    const left = lastEvidence(context, 'absence');
    const wiped = lastEvidence(context, 'command');
    if (!left || wiped?.source !== 'rescue-wipe:userdata') return [];
    // Recovery's own word; the empty system that comes back must confirm it under residue-clear.
    return [Finding.proven('reset-observed', 'recovery confirmed its wipe', [wiped, left])];
  },
};

/** Rung Q: rescue mode, in which recovery wipes the phone on request. The reset protection stays. */
export const rescue: Rung = {
  id: 'rescue',
  method: {
    rung: 'rescue',
    strength: ['deletion', 'overwrite'],
    notCovered: [
      'frp-kept',
      'felica-chip',
      'sim',
      'esim',
      'sd-card',
      'spare-flash',
      'reserved-blocks',
      'other-partitions',
    ],
  },
  closing: 'two-persons',
  misfits: (facts) => (facts.mode === 'rescue' ? [] : ['entry.not-in-rescue']),
  steps(purpose, returnWithinMs) {
    const wipe = stepOf('rescue-wipe', 'rescue.wipe', {
      strength: 'deletion',
      cancel: 'never',
      proves: ['reset-observed'],
    });
    const look = closingByHand().slice(-1);
    if (purpose === 'intake') return [wipe, ...look];
    return [wipe, enableDebugging(returnWithinMs, ['identity-kept']), ...inspectionSteps(), ...closingByHand()];
  },
  acts: { 'rescue.wipe': wipeAct },
};
