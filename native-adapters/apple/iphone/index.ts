import type { PhoneAdapter } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import type { Step } from '../../../domain/erasure.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { type AppleBench, deviceIdOf } from '../apple-bench.ts';
import type { AppleAct } from '../rungs/route.ts';
import { proposeRoute, ROUTES } from '../rungs/routes.ts';
import { identify } from './identify.ts';
import { manifest } from './manifest.ts';
import { appleOf } from './read-facts.ts';

const ACTS: Readonly<Record<string, AppleAct>> = Object.assign({}, ...ROUTES.map((route) => route.acts));
const TRUST_WITHIN_MS = 15_000;

function actOf(step: Step): AppleAct {
  const act = Object.hasOwn(ACTS, step.act) ? ACTS[step.act] : undefined;
  if (!act) throw new WorkstationError('app.unexpected', { what: `act ${step.act}` });
  return act;
}

/** Makes the adapter for iPhones over one usbmuxd. */
export function iphoneAdapter(bench: AppleBench): PhoneAdapter {
  return {
    manifest,
    recognise: ({ mode }) => (manifest.modes.includes(mode) ? 'generic' : 'none'),
    async trust(attachment, signal) {
      if (attachment.mode !== 'iphone' || attachment.serial === null) return 'not-needed';
      const phone = { udid: attachment.serial, deviceId: deviceIdOf(attachment) };
      return bench.trust.trust(phone, { signal, withinMs: TRUST_WITHIN_MS });
    },
    identify: (attachment, signal) => identify(bench, attachment, signal),
    // No iPhone shows a text that comes over USB.
    canShowPort: () => false,
    showPort: async () => false,
    propose(facts, purpose) {
      const udid = facts.apple?.udid;
      const failedOrder = udid?.is === 'value' ? bench.trust.failedOrder(udid.value) : null;
      return proposeRoute(facts, purpose, {
        adapter: manifest.id,
        returnWithinMs: bench.patience.returnMs,
        failedOrder,
      });
    },
    perform(step, context) {
      const udid = known(appleOf(context.latest).udid);
      if (udid !== null) bench.trust.keepForJob(udid);
      return actOf(step).perform(step, context, bench);
    },
    async release(facts, here) {
      // A phone that came out of recovery and was never read again is known by its place alone.
      const udid = known(appleOf(facts).udid) ?? (here?.mode === 'iphone' ? here.serial : null);
      if (udid === null) return;
      const isHere = here?.mode === 'iphone' && here.serial === udid && here.transport !== null;
      await bench.trust.release(udid, isHere ? { udid, deviceId: deviceIdOf(here) } : null);
    },
    verify: async (step, context) => actOf(step).verify(step, context),
    traffic: () => bench.usbmuxd.traffic(),
  };
}
