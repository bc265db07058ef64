import { expect, test } from 'vitest';
import { jobId } from '../../../../domain/ids.ts';
import { TestJob } from '../../android/test-job.ts';
import { IphoneBench } from '../iphone-bench.ts';

test('a phone whose lock nobody could read, erased on a mistaken word, is said to be perhaps locked to its owner', async () => {
  const bench = await IphoneBench.start({
    iphones: 1,
    iphoneModels: ['iphone-13'],
    iphoneSituations: { 0: ['find-my-unreadable'] },
    faults: ['activation-locked'],
  });
  try {
    await bench.trustUntil('trusted');
    const device = await bench.identify();
    const { board, adapter, rack } = bench;
    const job = new TestJob({ port: bench.port(), job: jobId('job-1'), device, board, adapter, person: rack.person });
    job.answer = (instruction) => (instruction === 'look-find-my' ? 'signed-out' : null);
    const { findings, outcome, error } = await job.walk(job.plan());
    expect([outcome, error]).toEqual(['inconclusive', null]);
    expect(findings.map(({ rule, reason }) => `${rule}: ${reason}`)).toEqual([
      expect.stringContaining('identity-kept'),
      expect.stringContaining('left-and-returned'),
      'pairing-forgotten: old host refused',
      'silent-pairing: verify.trust-asked',
    ]);
  } finally {
    await bench.stop();
  }
});
