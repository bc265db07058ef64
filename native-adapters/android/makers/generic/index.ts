import type { PhoneAdapter, StepContext } from '../../../../domain/adapter.ts';
import type { Step } from '../../../../domain/erasure.ts';
import { WorkstationError } from '../../../../domain/errors.ts';
import type { AndroidBench } from '../../android-bench.ts';
import { overwriteAct } from '../../overwrite/overwrite-act.ts';
import { LADDER, proposeFor } from '../../rungs/ladder.ts';
import type { Act } from '../../steps/act.ts';
import { identify } from '../../steps/identify.ts';
import { residueAct } from '../../steps/residue.ts';
import { canShowPort, showPort } from '../../steps/show-port.ts';
import { manifest } from './manifest.ts';
import { recognise } from './recognise.ts';

const ACTS: Readonly<Record<string, Act>> = {
  ...Object.assign({}, ...LADDER.map((rung) => rung.acts)),
  residue: residueAct,
  overwrite: overwriteAct,
};

function actOf(step: Step): Act {
  const act = Object.hasOwn(ACTS, step.act) ? ACTS[step.act] : undefined;
  if (!act) throw new WorkstationError('app.unexpected', { what: `act ${step.act}` });
  return act;
}

/** Makes the adapter for any Android phone over one adb server. */
export function androidAdapter(bench: AndroidBench): PhoneAdapter {
  return {
    manifest,
    recognise,
    // adb asks the phone by itself, and lists it as unauthorized meanwhile.
    trust: null,
    identify(attachment, signal) {
      if (attachment.transport === null) throw new WorkstationError('device.offline');
      return identify(bench.adb.phone(attachment.transport, bench.tally), attachment, signal);
    },
    canShowPort: (facts) => manifest.showsPortFromSdk !== null && canShowPort(facts, manifest.showsPortFromSdk),
    showPort(attachment, text, signal) {
      if (attachment.transport === null) throw new WorkstationError('device.offline');
      return showPort(bench.adb.phone(attachment.transport, bench.tally), text, signal);
    },
    propose: (facts, purpose) => proposeFor(facts, purpose, manifest.id, bench.patience.returnMs),
    perform: (step: Step, context: StepContext) => actOf(step).perform(step, context, bench),
    // The steps themselves leave nothing on a phone.
    release: null,
    verify: (step: Step, context: StepContext) => actOf(step).verify(step, context, bench),
    traffic: () => ({ toPhones: bench.tally.toPhone, fromPhones: bench.tally.fromPhone }),
  };
}
