import type { JobId, PortId } from '../../../domain/ids.ts';
import { isEnded } from '../../../domain/job.ts';
import { isErased, type PortView } from '../../../domain/window-state.ts';

/** What can be done with the Ports that are selected: each act has those that it fits. */
export interface SelectionActs {
  readonly start: readonly PortId[];
  readonly review: readonly JobId[];
  readonly identify: readonly PortId[];
  readonly cancel: readonly JobId[];
}

const canStart = ({ mode, phone, job }: PortView): boolean =>
  // A phone that has passed is started again from its own panel alone, never by a press on many.
  mode !== null && phone !== null && phone !== 'reading' && (job === null || (isEnded(job.state) && !isErased(job)));

const canIdentify = ({ mode, phone }: PortView): boolean =>
  mode !== null && phone !== null && phone !== 'reading' && phone.canShowPort;

/** Sorts selected Ports by what can be done with them; a job that waits for its review cannot be cancelled any more. */
export function actsOf(ports: readonly PortView[]): SelectionActs {
  const jobs = ports.flatMap(({ job }) => (job ? [job] : []));
  const isCancellable = (state: (typeof jobs)[number]['state']): boolean =>
    !isEnded(state) && state !== 'awaiting-review';
  return {
    start: ports.filter(canStart).map(({ port }) => port),
    review: jobs.filter(({ state }) => state === 'awaiting-review').map(({ id }) => id),
    identify: ports.filter(canIdentify).map(({ port }) => port),
    cancel: jobs.filter(({ state }) => isCancellable(state)).map(({ id }) => id),
  };
}
