import { setTimeout as pause } from 'node:timers/promises';
import type { StepContext } from '../../../domain/adapter.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';
import { type AppleBench, steadily } from '../apple-bench.ts';
import type { PairingOutcome } from '../trust-desk.ts';
import { pluggedOn } from './before-erase.ts';
import type { AppleAct } from './route.ts';

const LIMITS = { withinMs: 15_000 };
const AGAIN_MS = 1_000;
const DIALOG = 'PairingDialogResponsePending';

/** Tries the pairing from before the erasure: a phone that was erased does not know it any more. */
export const oldPairingAct: AppleAct = {
  async perform(_step, context, bench) {
    const answer = await steadily(bench, context, () => tryOld(bench, context));
    return [{ kind: 'old-pairing', source: 'StartSession with the host id from before', data: { answer } }];
  },
  verify(_step, context) {
    const tried = lastEvidence(context, 'old-pairing');
    if (!tried) return [];
    switch (tried.data.answer) {
      case 'InvalidHostID':
        return [Finding.proven('pairing-forgotten', 'old host refused', [tried])];
      case 'accepted':
        return [Finding.failed('pairing-forgotten', 'verify.still-trusted', [tried])];
      default:
        return [Finding.undecided('pairing-forgotten', 'verify.not-in-setup', [tried])];
    }
  },
};

async function tryOld(bench: AppleBench, context: StepContext): Promise<string> {
  const phone = pluggedOn(context);
  const old = bench.trust.heldForProof(phone.udid);
  if (old === null) return 'no-earlier-pairing';
  try {
    const refusal = await bench.trust.tryRecord(phone, old, LIMITS);
    if (refusal === null) bench.trust.noteFailedOrder(phone.udid, 'unconfirmed');
    return refusal ?? 'accepted';
  } catch (error) {
    // A phone that takes the host id and then shows another certificate is not known to have forgotten anything.
    if (error instanceof WorkstationError && error.code === 'device.protocol') return 'tls-failed';
    throw error;
  }
}

/** Makes a new pairing: in its set-up a phone agrees at once and shows no question, which it does nowhere else. */
export const newPairingAct: AppleAct = {
  async perform(_step, context, bench) {
    const phone = pluggedOn(context);
    const kept = await bench.trust.record(phone.udid);
    const old = bench.trust.heldForProof(phone.udid);
    // usbmuxd of Linux pairs by itself with a phone in set-up; that is the same sign, made by another.
    const byDaemon = kept !== null && kept.hostId !== old?.hostId;
    await bench.usbmuxd.deletePairRecord(phone.udid);
    const answer = await pairInSilence(bench, context);
    return [{ kind: 'new-pairing', source: 'Pair', data: { answer, daemonHadPaired: byDaemon } }];
  },
  verify(_step, context) {
    const paired = lastEvidence(context, 'new-pairing');
    if (!paired) return [];
    if (paired.data.answer === 'paired') {
      return [Finding.proven('silent-pairing', 'paired without a touch', [paired])];
    }
    return [findNotSilent(paired, lastEvidence(context, 'old-pairing'))];
  },
};

/** A phone that is not known to remember anything and asks all the same may stand at Activation Lock, where it does not pair by itself (libimobiledevice#1395). */
function findNotSilent(paired: Evidence, old: Evidence | null): Finding {
  const mayHaveForgotten = old === null || old.data.answer === 'InvalidHostID';
  return mayHaveForgotten && paired.data.answer === DIALOG
    ? Finding.undecided('silent-pairing', 'verify.trust-asked', [paired])
    : Finding.undecided('silent-pairing', 'verify.not-in-setup', [paired]);
}

/** A phone that has just started may refuse at first; one that shows its question is not in set-up, and is not asked again. */
async function pairInSilence(bench: AppleBench, context: StepContext): Promise<string> {
  const givesUpAt = performance.now() + bench.patience.reconnectMs;
  for (;;) {
    const outcome = await steadily(bench, context, () => offerAnew(bench, context));
    if (outcome.is === 'paired') return 'paired';
    if (outcome.error === DIALOG || performance.now() > givesUpAt) return outcome.error;
    await pause(AGAIN_MS, undefined, { signal: context.signal });
  }
}

/** Nobody can have tapped Trust for a computer that the phone has never met: each asking is another's, also after an answer that was lost. */
function offerAnew(bench: AppleBench, context: StepContext): Promise<PairingOutcome> {
  return bench.trust.pairAsStranger(pluggedOn(context), LIMITS);
}

/** Makes phone and daemon forget the pairing that the proof needed, and leaves the phone as it is from here on. */
export const tidyAct: AppleAct = {
  async perform(_step, context, bench) {
    const removed = await steadily(bench, context, async () => {
      const phone = pluggedOn(context);
      return bench.trust.forget(phone, await bench.trust.record(phone.udid), LIMITS);
    });
    bench.trust.leaveAlone(pluggedOn(context));
    return [{ kind: 'command', source: 'pair record', data: { removed } }];
  },
  verify: () => [],
};
