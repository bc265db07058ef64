import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { practiceModels } from '../../practice/index.ts';
import { describeWhere } from '../needs.ts';
import { type Practised, withPractice } from './practised.ts';

const MIB = 1024 * 1024;
const FAULTS = ['stale-readback', 'unplugged', 'another-phone-returns'];

/** Three phones are stopped for what they do, five pass beside them, and the host stays out of the data path. */
function expectThreeOfEight({ result, phone }: Practised): void {
  const ends = FAULTS.map((fault) => phone(fault)).map(({ verdict, reason }) => [verdict, reason]);
  expect(ends).toEqual([
    ['fail', 'erase.incomplete'],
    ['inconclusive', 'device.unplugged'],
    ['fail', 'device.identity-mismatch'],
  ]);
  const sound = result.jobs.filter(({ fault }) => fault === null);
  expect(sound.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  expect(result.jobs.map(({ model }) => model)).toEqual(practiceModels);
  expect(new Set(result.jobs.map(({ record }) => record)).size).toBe(8);
  for (const { report, verdict } of result.jobs) {
    if (verdict !== 'pass')
      expect(readFileSync(report?.json ?? '', 'utf8')).not.toContain('"headline":"machine-proven"');
  }
  expect(result.bytes.erased).toBeGreaterThan(5 * 32 * MIB * 0.9);
  expect(result.bytes.hostToPhone / result.bytes.erased).toBeLessThan(0.001);
}

const patience = { returnMs: 20_000, reconnectMs: 10_000 };

describeWhere(['adb'], 'eight phones at once over the real adb server, three of them faulty', () => {
  it('from plug to certificate', async () => {
    const order = { phones: 8, seed: 'eight', faults: FAULTS, storageBytes: 64 * MIB, patience };
    await withPractice(order, (practised) => {
      expect(practised.result.adb).toBe('real');
      expectThreeOfEight(practised);
    });
  });
});

describeWhere([], 'eight phones at once where no adb is installed', () => {
  it('from plug to certificate', async () => {
    const order = {
      phones: 8,
      seed: 'eight',
      faults: FAULTS,
      storageBytes: 64 * MIB,
      adb: 'in-process',
      patience,
    } as const;
    await withPractice(order, (practised) => {
      expect(practised.result.adb).toBe('in-process');
      expectThreeOfEight(practised);
    });
  });
});
