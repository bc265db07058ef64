import type { StepContext } from '../../../domain/adapter.ts';
import { sameAsRead, samePhone } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { Attachment, PhoneMode } from '../../../domain/port.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';
import { stepOf } from '../../steps/step-of.ts';
import {
  type AndroidBench,
  COMMAND_WITHIN_MS,
  isConnectionLoss,
  isRefusal,
  phoneOn,
  steadily,
} from '../android-bench.ts';
import type { Act } from '../steps/act.ts';
import { readFoyer } from '../steps/identify.ts';
import { leaveMarker } from '../steps/reset-marker.ts';
import { rightPhoneOn } from '../steps/right-phone.ts';
import { findIdentity } from '../steps/verify-identity.ts';
import { findReset } from '../steps/verify-reset.ts';
import { inspectionSteps, type Rung } from './rung.ts';

const RESET_PAGES = [
  'com.android.settings.action.FACTORY_RESET',
  'android.settings.PRIVACY_SETTINGS',
  'android.settings.SETTINGS',
];

/** Opens the reset page on the phone where it can be opened; a person finds it by hand where it cannot. */
async function openResetPage(context: StepContext, bench: AndroidBench): Promise<string | null> {
  const limits = { signal: context.signal, withinMs: COMMAND_WITHIN_MS };
  for (const page of RESET_PAGES) {
    try {
      const { stdout, exitCode } = await phoneOn(bench, context).shell(`am start -a ${page}`, limits);
      if (exitCode === 0 && !/error/i.test(new TextDecoder().decode(stdout))) return page;
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      return null;
    }
  }
  return null;
}

async function guideReset(context: StepContext, bench: AndroidBench): Promise<Evidence[]> {
  const since = context.mark();
  const page = await openResetPage(context, bench);
  const answer = await context.askOperator('reset-in-settings');
  await context.awaitAbsence(since, bench.patience.returnMs);
  return [
    { kind: 'attestation', source: answer.operator, data: { instruction: 'reset-in-settings', saw: answer.saw, page } },
    { kind: 'absence', source: 'adb', data: { left: true } },
  ];
}

const firstResetAct: Act = {
  async perform(_step, context, bench) {
    await steadily(bench, context, () => rightPhoneOn(bench, context));
    const marker = await leaveMarker(bench, context);
    return [marker, ...(await guideReset(context, bench))];
  },
  async verify() {
    // The phone is silent now; the reset is judged when it speaks again.
    return [];
  },
};

const enableDebuggingAct: Act = {
  async perform(_step, context, bench) {
    const answer = await context.askOperator('enable-debugging');
    let here = await context.awaitReturn(null, ['android', 'unauthorized'], bench.patience.returnMs);
    if (here.mode === 'unauthorized') {
      await context.askOperator('allow-debugging');
      here = await context.awaitReturn(null, ['android'], bench.patience.returnMs);
    }
    const data = { instruction: 'enable-debugging', saw: answer.saw, mode: here.mode };
    return [
      { kind: 'return', source: 'adb', data: { mode: here.mode } },
      { kind: 'attestation', source: answer.operator, data },
    ];
  },
  async verify(step, context, bench) {
    const identity = findIdentity(context);
    if (!step.proves.includes('reset-observed')) return [identity];
    return [identity, await findReset(bench, context)];
  },
};

const lastResetAct: Act = {
  perform: (_step, context, bench) => guideReset(context, bench),
  async verify() {
    return [];
  },
};

const GLANCE_MS = 2_000;

/** What adb says of a phone that a person reports to be at its set-up screen. */
type SeenByAdb = 'agrees' | 'contradicts' | 'cannot-tell';

// Debugging is off at a set-up screen. A phone that asks for a key, or sits in recovery, has it on or is elsewhere.
const ELSEWHERE: ReadonlySet<PhoneMode> = new Set(['unauthorized', 'recovery', 'sideload', 'rescue', 'bootloader']);

/** What is on the port; a server that has just started needs a moment before it lists a phone that was there all along. */
async function glance(context: StepContext, bench: AndroidBench): Promise<Attachment | null> {
  try {
    return await context.awaitReturn(null, ['android'], Math.min(GLANCE_MS, bench.patience.reconnectMs));
  } catch (error) {
    if (context.signal.aborted || !(error instanceof WorkstationError)) throw error;
    return context.present();
  }
}

/** A phone at its set-up screen is silent or in its trade-in foyer; a blind workstation and a shaky link tell nothing. */
async function askAdb(context: StepContext, bench: AndroidBench): Promise<SeenByAdb> {
  const limits = { signal: context.signal, withinMs: COMMAND_WITHIN_MS };
  try {
    await bench.adb.version(context.signal);
    const here = await glance(context, bench);
    if (here === null) return 'agrees';
    if (here.mode !== 'android') return ELSEWHERE.has(here.mode) ? 'contradicts' : 'cannot-tell';
    await phoneOn(bench, context).shell('getprop', limits);
    return 'contradicts';
  } catch (error) {
    if (isConnectionLoss(error)) return 'cannot-tell';
    if (!isRefusal(error)) throw error;
  }
  return isFoyerOf(context, bench);
}

async function isFoyerOf(context: StepContext, bench: AndroidBench): Promise<SeenByAdb> {
  try {
    const foyer = await readFoyer(phoneOn(bench, context), context.signal);
    return samePhone(context.latest, foyer) === 'different' ? 'contradicts' : 'agrees';
  } catch (error) {
    if (error instanceof WorkstationError) return 'cannot-tell';
    throw error;
  }
}

function judgeLook(attestation: Evidence, left: Evidence | null, adb: SeenByAdb): Finding {
  if (attestation.data.saw !== 'setup-screen' || adb === 'contradicts') {
    return Finding.failed('closing-proof', 'device.wrong-state', [attestation]);
  }
  // Nobody saw it leave, or nobody can say where it is now: then a person's word stands alone.
  if (!left || adb === 'cannot-tell') return Finding.undecided('closing-proof', 'verify.inconclusive', [attestation]);
  return Finding.attested('closing-proof', 'set-up screen seen', [attestation, left]);
}

const lookAct: Act = {
  async perform(_step, context) {
    const look = await context.askOperator('look-at-screen');
    const number = await context.askOperator('read-imei');
    const result = sameAsRead(context.latest, number.saw);
    return [
      { kind: 'attestation', source: look.operator, data: { instruction: 'look-at-screen', saw: look.saw } },
      // adb is silent at the set-up screen, so only this tells whether the phone on the bench is still the same.
      { kind: 'identity', source: number.operator, data: { instruction: 'read-imei', result } },
    ] satisfies Evidence[];
  },
  async verify(_step, context, bench) {
    const attestation = lastEvidence(context, 'attestation');
    if (attestation?.data.instruction !== 'look-at-screen') return [];
    const identity = findIdentity(context);
    const left = lastEvidence(context, 'absence');
    return [identity, judgeLook(attestation, left, await askAdb(context, bench))];
  },
};

/** The last deletion by hand and the look at the set-up screen, with which every plan ends that no machine can close. */
export function closingByHand(): ReturnType<Rung['steps']> {
  return [
    stepOf('last-reset', 'guided.last-reset', {
      by: 'operator',
      instruction: 'reset-in-settings',
      strength: 'deletion',
      cancel: 'never',
    }),
    stepOf('look', 'guided.look', {
      by: 'operator',
      instruction: 'look-at-screen',
      proves: ['identity-kept', 'closing-proof'],
    }),
  ];
}

/** The step in which a person turns USB debugging on again after a reset; `rules` are what its return proves. */
export function enableDebugging(
  returnWithinMs: number,
  rules: readonly ('identity-kept' | 'reset-observed')[],
): ReturnType<typeof stepOf> {
  return stepOf('enable-debugging', 'guided.enable-debugging', {
    by: 'operator',
    instruction: 'enable-debugging',
    vanishes: { returnsAs: ['android'], withinMs: returnWithinMs },
    proves: rules,
  });
}

/** Rung G: a person resets the phone in its Settings, guided and recorded step by step. It alone clears the reset protection. */
export const guided: Rung = {
  id: 'guided',
  method: {
    rung: 'guided',
    strength: ['deletion', 'overwrite'],
    notCovered: ['felica-chip', 'sim', 'esim', 'sd-card', 'spare-flash', 'reserved-blocks', 'other-partitions'],
  },
  closing: 'two-persons',
  misfits: (facts) => (facts.mode === 'android' ? [] : ['entry.no-shell']),
  steps(purpose, returnWithinMs) {
    if (purpose === 'intake') return closingByHand();
    return [
      stepOf('first-reset', 'guided.first-reset', {
        by: 'operator',
        instruction: 'reset-in-settings',
        strength: 'deletion',
        cancel: 'never',
      }),
      enableDebugging(returnWithinMs, ['identity-kept', 'reset-observed']),
      ...inspectionSteps(),
      ...closingByHand(),
    ];
  },
  acts: {
    'guided.first-reset': firstResetAct,
    'guided.enable-debugging': enableDebuggingAct,
    'guided.last-reset': lastResetAct,
    'guided.look': lookAct,
  },
};
