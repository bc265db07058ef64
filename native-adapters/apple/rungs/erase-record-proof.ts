import type { StepContext } from '../../../domain/adapter.ts';
import { known, notReadable, type Reading } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { JsonValue } from '../../../domain/json.ts';
import { Finding } from '../../../domain/proof.ts';
import { lastEvidence } from '../../steps/last-evidence.ts';
import { type AppleBench, steadily } from '../apple-bench.ts';
import { completeNvram } from '../iphone/complete-nvram.ts';
import { judgeEraseRecord, type RecordProof } from '../iphone/erase-record.ts';
import { isLockedIn } from '../iphone/read-facts.ts';
import { readNvramByDiagnostics } from '../iphone/read-supervision.ts';
import { readKeptNvram, readNumber } from '../iphone/read-values.ts';
import type { KeptNvram } from '../lockdownd/allowed-values.ts';
import { pluggedOn } from './before-erase.ts';
import type { AppleAct } from './route.ts';
import { inNewSession } from './setup-proof.ts';

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: JsonValue | undefined): number | null => (typeof value === 'number' ? value : null);

/** Reads the record that the phone itself wrote of its erasure; where it has none, a person looks at its screen. */
export const eraseRecordAct: AppleAct = {
  async perform(_step, context, bench) {
    const read = await readRecord(bench, context);
    context.note(read);
    if (proofOf(read) !== 'none' || isLocked(read)) return [];
    const { operator, saw } = await context.askOperator('look-at-screen');
    return [{ kind: 'attestation', source: operator, data: { instruction: 'look-at-screen', saw } }];
  },
  verify(_step, context) {
    const read = lastEvidence(context, 'erase-record');
    return read ? [judge(read, context)] : [];
  },
};

async function readRecord(bench: AppleBench, context: StepContext): Promise<Evidence> {
  const order = lastEvidence(context, 'erase-order');
  const { nvram, clock } = await inNewSession(bench, context, async (lockdown) => ({
    nvram: await readKeptNvram(lockdown),
    clock: await readNumber(lockdown, { domain: null, key: 'TimeIntervalSince1970' }),
  }));
  const whole = await completeNvram(nvram, () => byDiagnostics(bench, context));
  const kept = known(whole);
  const data = {
    before: textOf(order?.data.recordBefore),
    beforeRead: order?.data.recordBeforeRead === true,
    after: kept?.obliteration ?? null,
    afterRead: kept !== null,
    failureBefore: textOf(order?.data.failureBefore),
    failure: kept?.['oblit-failure'] ?? null,
    begunBefore: textOf(order?.data.begunBefore),
    begun: kept?.['oblit-begins'] ?? null,
    activationLock: isLockedIn(kept),
    orderClock: numberOf(order?.data.phoneClock),
    phoneClock: known(clock),
    hostClock: Math.floor(context.now().getTime() / 1000),
  };
  return { kind: 'erase-record', source: whole.source, data };
}

function byDiagnostics(bench: AppleBench, context: StepContext): Promise<Reading<KeptNvram>> {
  return steadily(bench, context, async (deviceId) => {
    const record = await bench.trust.record(pluggedOn(context).udid);
    if (record === null) return notReadable('diagnostics_relay', 'no pairing');
    return readNvramByDiagnostics({ usbmuxd: bench.usbmuxd, deviceId, record });
  });
}

function proofOf({ data }: Evidence): RecordProof {
  return judgeEraseRecord({
    before: textOf(data.before),
    beforeRead: data.beforeRead === true,
    after: textOf(data.after),
    afterRead: data.afterRead === true,
    failureBefore: textOf(data.failureBefore),
    failure: textOf(data.failure),
    orderClock: numberOf(data.orderClock),
    phoneClock: numberOf(data.phoneClock),
    hostClock: numberOf(data.hostClock) ?? 0,
  });
}

/** After an erasure NVRAM is the one place that still tells of the lock without the internet. */
const isLocked = ({ data }: Evidence): boolean => data.activationLock === true;

function judge(read: Evidence, context: StepContext): Finding {
  // An erased phone that only its owner can open is not sold, however well it was erased.
  if (isLocked(read)) return Finding.undecided('closing-proof', 'device.activation-locked', [read]);
  switch (proofOf(read)) {
    case 'newer':
      return Finding.proven('closing-proof', 'erase record newer than the order', [read]);
    case 'stale':
      return Finding.undecided('closing-proof', 'verify.record-stale', [read]);
    case 'foreign':
      return Finding.undecided('closing-proof', 'verify.record-foreign', [read]);
    case 'failed':
      return Finding.undecided('closing-proof', 'verify.record-failed', [read]);
    case 'none':
      return judgeLook(read, context);
  }
}

/** Without a record only what a person sees is left, and that person's word is never the machine's. */
function judgeLook(read: Evidence, context: StepContext): Finding {
  const seen = lastEvidence(context, 'attestation');
  if (seen?.data.instruction !== 'look-at-screen') {
    return Finding.undecided('closing-proof', 'verify.inconclusive', [read]);
  }
  switch (seen.data.saw) {
    case 'setup-screen':
      return Finding.attested('closing-proof', 'set-up screen seen', [seen, read]);
    case 'activation-lock':
      return Finding.undecided('closing-proof', 'device.activation-locked', [seen, read]);
    default:
      return Finding.failed('closing-proof', 'device.wrong-state', [seen, read]);
  }
}
