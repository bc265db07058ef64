import type { StepContext } from '../../../domain/adapter.ts';
import { jobId, portId } from '../../../domain/ids.ts';
import { sampleDevice } from '../../domain/sample-device.ts';

const absent = (): never => {
  throw new Error('this rule must judge from evidence alone');
};

/** A context for rules that judge from evidence alone; touching a phone or a person fails the test. */
export function contextWith(fields: Partial<StepContext>): StepContext {
  const device = fields.device ?? sampleDevice();
  return {
    port: portId('usb:1-1.1'),
    job: jobId('job-1'),
    device,
    latest: device,
    signal: new AbortController().signal,
    overwriteKey: new Uint8Array(32),
    evidence: [],
    attachment: absent,
    present: absent,
    awaitReturn: absent,
    awaitAbsence: absent,
    hasLeft: () => false,
    mark: absent,
    note: absent,
    learn: absent,
    reportProgress: () => undefined,
    askOperator: absent,
    now: () => new Date(0),
    ...fields,
  };
}
