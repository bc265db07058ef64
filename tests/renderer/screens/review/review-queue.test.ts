import { describe, expect, it } from 'vitest';
import { waitingByScan, waitingJobs } from '../../../../renderer/screens/review/review-queue.ts';
import { jobAt, portWith } from '../../fake-workstation.ts';

const at = (n: number) => jobAt(n, 'awaiting-review');
const ports = [
  portWith(0, { job: at(0) }),
  portWith(1, { job: jobAt(1, 'performing') }),
  portWith(2, { job: at(2), name: null }),
  portWith(3),
];

describe('the jobs that wait for a second person', () => {
  it('are those of the board, then those whose phones have left it, each once', () => {
    const queue = waitingJobs({ ports, waiting: [at(9), at(0)] }, []);
    expect(queue.map(({ job, port }) => [job.id, port])).toEqual([
      [at(0).id, 'A1'],
      [at(2).id, ports[2]?.port],
      [at(9).id, null],
    ]);
  });

  it('can be some of them', () => {
    expect(waitingJobs({ ports, waiting: [at(9)] }, [at(9).id]).map(({ job }) => job.id)).toEqual([at(9).id]);
  });

  it('are found by what a scanner reads, unless it names none or more than one', () => {
    const queue = waitingJobs({ ports, waiting: [at(9)] }, []);
    for (const text of [at(2).imei, at(2).serial, at(2).record, ` ${at(2).id} `]) {
      expect(waitingByScan(queue, text ?? '-')?.job.id).toBe(at(2).id);
    }
    expect(waitingByScan(queue, '490154203237518')).toBeNull();
    expect(waitingByScan([...queue, ...queue], at(2).imei ?? '-')).toBeNull();
  });
});
