import type { JobId } from '../../../domain/ids.ts';
import type { JobView, WindowState } from '../../../domain/window-state.ts';
import { plainNumber } from '../phone/phone-words.ts';

/** One job that waits for a second person, and what its Port is called; null when its phone has left the board. */
export interface Waiting {
  readonly job: JobView;
  readonly port: string | null;
}

/** All jobs that wait for a second person: those of the board in its order, then those whose phones have left it; `only` names some of them, none means all. */
export function waitingJobs(
  { ports, waiting }: Pick<WindowState, 'ports' | 'waiting'>,
  only: readonly JobId[],
): readonly Waiting[] {
  const onBoard = ports.flatMap(({ job, name, port }): readonly Waiting[] =>
    job?.state === 'awaiting-review' ? [{ job, port: name ?? port }] : [],
  );
  const seen = new Set(onBoard.map(({ job }) => job.id));
  const away = waiting.filter(({ id }) => !seen.has(id)).map((job): Waiting => ({ job, port: null }));
  const all = [...onBoard, ...away];
  return only.length === 0 ? all : all.filter(({ job }) => only.includes(job.id));
}

/** The waiting job that a scanned text names by IMEI, serial number, record or job; null when none or more than one does. */
export function waitingByScan(queue: readonly Waiting[], text: string): Waiting | null {
  const plain = plainNumber(text);
  const read = text.normalize('NFKC').trim();
  const found = queue.filter(
    ({ job }) =>
      (job.imei !== null && job.imei === plain) ||
      [job.serial, job.record, job.id].some((one) => one !== null && one === read),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
