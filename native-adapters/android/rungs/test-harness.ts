import type { StepContext } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { stepOf } from '../../steps/step-of.ts';
import { type AndroidBench, COMMAND_WITHIN_MS, isConnectionLoss, readOnly } from '../android-bench.ts';
import type { Act } from '../steps/act.ts';
import { demandSamePhone } from '../steps/demand-same-phone.ts';
import { enableTestHarness } from '../steps/destructive.ts';
import { leaveMarker } from '../steps/reset-marker.ts';
import { rightPhoneOn } from '../steps/right-phone.ts';
import { findIdentity } from '../steps/verify-identity.ts';
import { findReset } from '../steps/verify-reset.ts';
import { closingByHand } from './guided.ts';
import { inspectionSteps, type Rung } from './rung.ts';

const FIRST_HARNESS_SDK = 29;
const MOST_TRIES = 3;
const EXIT_SCREEN_LOCK = 2;

async function orderHarness(context: StepContext, bench: AndroidBench): Promise<void> {
  try {
    const limits = { signal: context.signal, withinMs: COMMAND_WITHIN_MS };
    const { exitCode } = await enableTestHarness(await rightPhoneOn(bench, context), limits);
    if (exitCode === EXIT_SCREEN_LOCK) throw new WorkstationError('device.locked');
    if (exitCode !== 0 && exitCode !== null)
      throw new WorkstationError('erase.refused', { what: 'cmd testharness enable' });
  } catch (error) {
    // The order makes the phone leave, so a lost connection is no refusal; its return decides.
    if (!isConnectionLoss(error)) throw error;
  }
}

const enableAct: Act = {
  async perform(_step, context, bench) {
    const marker = await leaveMarker(bench, context);
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      if (attempt > 1) await demandSamePhone(bench, context);
      const since = context.mark();
      await orderHarness(context, bench);
      await context.awaitReturn(since, ['android'], bench.patience.returnMs);
      const { text } = await readOnly(bench, context, 'getprop persist.sys.test_harness');
      if (text.trim() === '1') {
        const data = { 'persist.sys.test_harness': '1', attempt };
        return [marker, { kind: 'test-harness', source: 'getprop', data }] satisfies Evidence[];
      }
    }
    throw new WorkstationError('device.wrong-state', { saw: 'no test harness' });
  },
  async verify(_step, context, bench) {
    return [findIdentity(context), await findReset(bench, context)];
  },
};

/** Rung H: Test Harness Mode of Android 10 and later. It leaves the phone unsaleable, so a second reset must follow. */
export const testHarness: Rung = {
  id: 'test-harness',
  method: {
    rung: 'test-harness',
    strength: ['deletion', 'overwrite'],
    notCovered: ['felica-chip', 'sim', 'esim', 'spare-flash', 'reserved-blocks', 'other-partitions'],
  },
  closing: 'two-persons',
  misfits(facts) {
    const why: string[] = [];
    if (facts.mode !== 'android') why.push('entry.no-shell');
    if ((known(facts.sdk) ?? 0) < FIRST_HARNESS_SDK) why.push('entry.android-too-old');
    if (known(facts.testHarnessService) !== true) why.push('entry.no-test-harness');
    if (known(facts.frpPartition) === null) why.push('entry.no-persistent-block');
    // A lock that cannot be read is no obstacle: the phone itself then refuses, with an exit code of its own.
    if (known(facts.screenLock) === true) why.push('entry.screen-lock');
    if (known(facts.accounts) !== 0) why.push('entry.accounts-not-clear');
    if (known(facts.managed) !== false) why.push('entry.managed-not-clear');
    return why;
  },
  steps(purpose, returnWithinMs) {
    // Alone it would leave the phone open and unlocked; for a mere deletion the guided reset does the same in one go.
    if (purpose === 'intake') return closingByHand();
    return [
      stepOf('test-harness', 'test-harness.enable', {
        strength: 'deletion',
        cancel: 'never',
        vanishes: { returnsAs: ['android'], withinMs: returnWithinMs },
        proves: ['identity-kept', 'reset-observed'],
      }),
      ...inspectionSteps(),
      ...closingByHand(),
    ];
  },
  acts: { 'test-harness.enable': enableAct },
};
