import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { Blocker, Purpose } from '../../../domain/erasure.ts';
import type { RecordId } from '../../../domain/ids.ts';
import { isEnded } from '../../../domain/job.ts';
import type { PhoneMode } from '../../../domain/port.ts';
import { isErased, type PhoneView, type PlanView, type PortView } from '../../../domain/window-state.ts';

/** A phone that can be started for a purpose, or why it is left out. */
export type Candidate =
  | {
      readonly is: 'ready';
      readonly port: PortView;
      readonly phone: PhoneView;
      readonly plan: PlanView;
      readonly number: NumberNeed;
      /** The record that a new job would try again. */
      readonly retryOf: RecordId | null;
    }
  | { readonly is: 'reading'; readonly port: PortView }
  | {
      readonly is: 'left-out';
      readonly port: PortView;
      readonly why: RecordedError;
      readonly blockers: readonly Blocker[];
    };

/** Whether an IMEI has to be read by a person: `read` none, `wanted` unless there is none, `needed` because nothing else tells the phone. */
export type NumberNeed = 'read' | 'wanted' | 'needed';

const because = (code: RecordedError['code'], facts: RecordedError['facts'] = {}): RecordedError => ({ code, facts });
const leftOut = (port: PortView, why: RecordedError, blockers: readonly Blocker[] = []): Candidate => ({
  is: 'left-out',
  port,
  why,
  blockers,
});

function obstacleOf(mode: PhoneMode | null): RecordedError | null {
  switch (mode) {
    case 'android':
    case 'rescue':
    case 'iphone':
    case 'iphone-recovery':
    case 'iphone-dfu':
      return null;
    case 'waiting-for-usbmuxd':
      return because('device.iphone-unseen');
    case null:
      return because('device.absent');
    case 'unauthorized':
      return because('device.unauthorized');
    case 'offline':
    case 'connecting':
    case 'waiting-for-adb':
      return because('device.offline');
    case 'debugging-off':
      return because('device.debugging-off');
    case 'no-permissions':
      return because('device.no-permissions');
    default:
      return because('device.wrong-state', { saw: mode });
  }
}

/** Whether the phone of a Port can be started for a purpose now, and if not why. */
export function candidateOf(port: PortView, purpose: Purpose): Candidate {
  const { job, mode, phone, unreadable } = port;
  if (job && !isEnded(job.state)) return leftOut(port, because('port.busy'));
  const obstacle = obstacleOf(mode);
  if (obstacle) return leftOut(port, obstacle);
  if (unreadable) return leftOut(port, unreadable);
  if (phone === null || phone === 'reading') return { is: 'reading', port };
  const plan = phone.plans.find((one) => one.purpose === purpose);
  if (!plan) return leftOut(port, because('plan.no-method'));
  const stops = plan.blockers.filter(({ severity }) => severity === 'stop');
  // An IMEI that a person reads is what settles this one, so it does not leave the phone out.
  const others = stops.filter(({ id }) => id !== 'identity-unreadable');
  if (others.length > 0) return leftOut(port, because('plan.blocked'), others);
  if (plan.rung === null) return leftOut(port, because('plan.no-method'));
  return { is: 'ready', port, phone, plan, number: numberNeed(phone, stops), retryOf: retryOf(port) };
}

function numberNeed(phone: PhoneView, stops: readonly Blocker[]): NumberNeed {
  if (stops.length > 0) return 'needed';
  return phone.imeis.length > 0 ? 'read' : 'wanted';
}

/** The job of a Port stays until another phone is plugged in, so a job without a pass is this phone's. */
function retryOf({ job }: PortView): RecordId | null {
  return job && isEnded(job.state) && !isErased(job) ? job.record : null;
}

/** What tells one phone from another; when it changes, consent was given for something else. */
export function phoneMark({ port, phone, serial, mode }: PortView): string {
  if (phone === null || phone === 'reading') return `${port} ${mode === null ? '-' : (serial ?? '')}`;
  // An IMEI that a person adds to the same phone makes no other phone of it.
  const imeis = phone.imeiSource === 'read' ? phone.imeis.join(' ') : '';
  return `${port} ${phone.serial ?? ''} ${imeis} ${phone.model ?? ''}`;
}
