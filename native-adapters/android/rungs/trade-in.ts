import type { StepContext } from '../../../domain/adapter.ts';
import { type DeviceFacts, known, samePhone } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';
import { stepOf } from '../../steps/step-of.ts';
import { type AndroidBench, COMMAND_WITHIN_MS, isConnectionLoss, isRefusal, steadily } from '../android-bench.ts';
import type { Act } from '../steps/act.ts';
import { demandSamePhone } from '../steps/demand-same-phone.ts';
import { beginEvaluation, restart } from '../steps/destructive.ts';
import { readFoyer } from '../steps/identify.ts';
import { rightPhoneOn } from '../steps/right-phone.ts';
import { findIdentity } from '../steps/verify-identity.ts';
import { inspectionSteps, type Rung } from './rung.ts';

const MOST_TRIES = 3;
const WIPED = 'reboot in evaluation';

/** Tells whether the phone still sits in the foyer, where every service but the trade-in commands is refused. */
async function isInFoyer(bench: AndroidBench, context: StepContext): Promise<boolean> {
  return steadily(bench, context, async (phone) => {
    try {
      await phone.shell('getprop ro.build.version.sdk', { signal: context.signal, withinMs: COMMAND_WITHIN_MS });
      return false;
    } catch (error) {
      if (isRefusal(error)) return true;
      throw error;
    }
  });
}

async function order(context: StepContext, bench: AndroidBench, give: () => Promise<unknown>): Promise<boolean> {
  const since = context.mark();
  try {
    await give();
  } catch (error) {
    // The order makes the phone leave, so a lost connection is no refusal; its return decides.
    if (!isConnectionLoss(error)) throw error;
  }
  try {
    await context.awaitReturn(since, ['android'], bench.patience.returnMs);
    return true;
  } catch (error) {
    if (context.mark() === since) return false;
    throw error;
  }
}

const evaluateAct: Act = {
  async perform(_step, context, bench) {
    const limits = { signal: context.signal, withinMs: COMMAND_WITHIN_MS };
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      if (attempt > 1) await demandSamePhone(bench, context);
      await order(context, bench, async () => {
        const { exitCode } = await beginEvaluation(await rightPhoneOn(bench, context), limits);
        if (exitCode !== 0 && exitCode !== null)
          throw new WorkstationError('erase.refused', { what: 'tradeinmode evaluate' });
      });
      if (!(await isInFoyer(bench, context))) {
        return [
          { kind: 'return', source: 'tradeinmode evaluate', data: { shell: 'open', attempt } },
        ] satisfies Evidence[];
      }
    }
    throw new WorkstationError('erase.refused', { what: 'tradeinmode evaluate' });
  },
  async verify(_step, context) {
    return [findIdentity(context)];
  },
};

const wipeAct: Act = {
  async perform(_step, context, bench) {
    const limits = { signal: context.signal, withinMs: COMMAND_WITHIN_MS };
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      if (attempt > 1) await demandSamePhone(bench, context);
      const left = await order(context, bench, async () => restart(await rightPhoneOn(bench, context), limits));
      // Only a foyer means that the phone restarted and wiped; an open shell means that something else broke the link.
      if (left && (await isInFoyer(bench, context))) {
        return [{ kind: 'return', source: WIPED, data: { shell: 'refused', attempt } }] satisfies Evidence[];
      }
    }
    throw new WorkstationError('device.wrong-state', { saw: 'evaluation' });
  },
  async verify(_step, context, bench) {
    const identity = findIdentity(context);
    const returned = lastEvidence(context, 'return');
    // The return of an earlier step, or a status that an open shell gives as well, closes nothing.
    if (returned?.source !== WIPED || identity.outcome !== 'pass') return [identity];
    if (!(await isInFoyer(bench, context))) {
      return [identity, Finding.failed('closing-proof', 'device.wrong-state', [returned])];
    }
    const foyer = await steadily(bench, context, (phone) => readFoyer(phone, context.signal));
    return [identity, judgeFoyer(foyer, context, [returned, ...identity.evidence])];
  },
};

function judgeFoyer(foyer: DeviceFacts, context: StepContext, evidence: readonly Evidence[]): Finding {
  const frpLocked = known(foyer.tradeIn)?.frpLocked ?? null;
  const status: Evidence = {
    kind: 'trade-in-status',
    source: 'tradeinmode getstatus',
    data: { frpLocked, serialSeen: known(foyer.serial) !== null },
  };
  const all = [status, ...evidence];
  const same = samePhone(context.latest, foyer);
  if (same === 'different') return Finding.failed('closing-proof', 'device.identity-mismatch', all);
  if (frpLocked === true) return Finding.failed('closing-proof', 'device.owner-locked', all);
  if (same !== 'same' || frpLocked === null) return Finding.undecided('closing-proof', 'verify.inconclusive', all);
  return Finding.proven('closing-proof', 'set-up foyer reached again', all);
}

/** Rung T: Trade-In Mode of Android 16. The foyer after the wipe is read by the program: nobody has to touch the phone. */
export const tradeIn: Rung = {
  id: 'trade-in',
  method: {
    rung: 'trade-in',
    strength: ['deletion', 'overwrite'],
    notCovered: ['felica-chip', 'sim', 'esim', 'sd-card', 'spare-flash', 'reserved-blocks', 'other-partitions'],
  },
  closing: 'machine',
  misfits(facts) {
    if (facts.mode !== 'trade-in-foyer') return ['entry.not-in-foyer'];
    const status = known(facts.tradeIn);
    if (status === null) return ['entry.foyer-silent'];
    return status.frpLocked === false ? [] : ['entry.frp-not-clear'];
  },
  steps(purpose, returnWithinMs) {
    const vanishes = { returnsAs: ['android'], withinMs: returnWithinMs } as const;
    return [
      stepOf('evaluate', 'trade-in.evaluate', { vanishes, cancel: 'never', proves: ['identity-kept'] }),
      ...(purpose === 'inspection' ? inspectionSteps() : []),
      stepOf('wipe', 'trade-in.wipe', {
        vanishes,
        cancel: 'never',
        strength: 'deletion',
        proves: ['identity-kept', 'closing-proof'],
      }),
    ];
  },
  acts: { 'trade-in.evaluate': evaluateAct, 'trade-in.wipe': wipeAct },
};
