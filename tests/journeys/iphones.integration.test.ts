import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { practiceIphoneFaults } from '../../practice/index.ts';
import { withPractice } from './practised.ts';

/** What an iPhone with each fault must be called, and why; null where nothing but a pass is right. */
const EXPECTED: Readonly<Record<string, readonly [verdict: string, reason: string | null]>> = {
  'ack-without-erase': ['inconclusive', 'erase.unconfirmed'],
  'reboot-without-erase': ['fail', 'verify.still-trusted'],
  'old-pairing-valid': ['fail', 'verify.still-trusted'],
  'stale-nvram': ['inconclusive', 'verify.record-stale'],
  'rrts-nvram': ['inconclusive', 'verify.record-foreign'],
  // It is erased by hand then, and two persons see it.
  'trust-denied': ['pass', null],
  'failed-nvram': ['inconclusive', 'verify.record-failed'],
  'activation-locked': ['inconclusive', 'device.activation-locked'],
  'never-returns': ['inconclusive', 'device.not-returned'],
  'another-phone-returns': ['fail', 'device.identity-mismatch'],
  'command-format-error': ['fail', 'erase.refused'],
  'mux-restarted': ['pass', null],
  'mux-restarted-instead': ['inconclusive', 'erase.unconfirmed'],
  'eof-instead-of-ack': ['pass', null],
};
const ONLY = { phones: 0, iphones: 2, adb: 'in-process' } as const;
const patience = { returnMs: 15_000, reconnectMs: 12_000, leaveMs: 1_500 };

describe('every fault of an iPhone beside a sound neighbour', () => {
  it('is expected here', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...practiceIphoneFaults].sort());
  });

  it.concurrent.each(practiceIphoneFaults)('%s', async (fault) => {
    await withPractice({ ...ONLY, seed: `iphone ${fault}`, faults: [fault], patience }, ({ result, phone, truth }) => {
      const { verdict, reason, record, port } = phone(fault);
      // A job that never began leaves its phone as one that was only looked at: its keys go when it leaves.
      expect(truth.get(port)?.leftFiles).toBe(fault === 'activation-locked' ? 1 : 0);
      expect([verdict, reason]).toEqual(EXPECTED[fault]);
      expect(record).toMatch(/^HK-/);
      expect(result.jobs.filter((job) => job.fault === null).map((job) => [job.verdict, job.reason])).toEqual([
        ['pass', null],
      ]);
    });
  });
});

describe('iPhones as they arrive', () => {
  const arrivals: Readonly<Record<string, readonly [verdict: string, grade: string, reason: string | null]>> = {
    'not-trusted': ['pass', 'B', null],
    'phone-locked': ['pass', 'B', null],
    // It pairs with its organisation alone, so that a person erases it and two persons close.
    supervised: ['pass', 'C', null],
    mdm: ['pass', 'B', null],
    esim: ['pass', 'B', null],
    'nvram-by-diagnostics-only': ['pass', 'B', null],
    'clock-behind': ['pass', 'B', null],
    // Nobody can read its record, so that two persons' eyes are all there is.
    'find-my-unreadable': ['pass', 'C', null],
    recovery: ['pass', 'C', null],
    dfu: ['pass', 'C', null],
    'low-battery': ['inconclusive', 'E', 'plan.blocked'],
    'network-twin': ['pass', 'B', null],
    'wire-binary': ['pass', 'B', null],
    'wire-bytes': ['pass', 'B', null],
    'wire-merged': ['pass', 'B', null],
    'wire-control-bytes': ['pass', 'B', null],
  };

  it.concurrent.each(Object.keys(arrivals))('%s', async (situation) => {
    const wishes = { iphoneSituations: { 0: [situation] } };
    const order = { ...ONLY, iphones: 1, seed: `arrives ${situation}`, patience, wishes };
    await withPractice(order, ({ result }) => {
      expect(result.jobs.map(({ verdict, grade, reason }) => [verdict, grade, reason])).toEqual([arrivals[situation]]);
    });
  });

  it('a model that no table knows is erased all the same', async () => {
    const wishes = { iphoneModels: ['iphone-future'] };
    await withPractice({ ...ONLY, iphones: 1, seed: 'unknown model', patience, wishes }, ({ result }) => {
      expect(result.jobs.map(({ verdict, grade }) => [verdict, grade])).toEqual([['pass', 'B']]);
    });
  });

  it('a daemon that ends with its only iPhone in the middle of the erase, as on Linux, is no obstacle', async () => {
    const wishes = { muxLife: 'ends-with-last-phone' } as const;
    await withPractice({ ...ONLY, iphones: 1, seed: 'linux', patience, wishes }, ({ result }) => {
      expect(result.jobs.map(({ verdict, grade }) => [verdict, grade])).toEqual([['pass', 'B']]);
    });
  });

  it('an iOS that knows no order to erase goes by hand', async () => {
    const wishes = { iphoneModels: ['iphone-5c'] };
    await withPractice({ ...ONLY, iphones: 1, seed: 'old', patience, wishes }, ({ result }) => {
      expect(result.jobs.map(({ verdict, grade }) => [verdict, grade])).toEqual([['pass', 'C']]);
    });
  });
});

/** Every file under a folder, as it lies on the disk. */
function filesUnder(folder: string): readonly Buffer[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [readFileSync(path)];
  });
}

describe('sixteen iPhones beside sixteen Android phones', () => {
  it('are erased at once, and nothing secret of theirs is kept', { timeout: 240_000 }, async () => {
    const order = { phones: 16, iphones: 16, seed: 'mixed', adb: 'in-process' } as const;
    await withPractice({ ...order, storageBytes: 8 * 1024 * 1024 }, ({ result }) => {
      expect(result.jobs.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
      expect(result.jobs).toHaveLength(32);
      const kept = filesUnder(join(result.ledger, '..', '..'));
      expect(kept.length).toBeGreaterThan(32);
      for (const secret of [/planted-secret/i, /fm-(spkeys|account)/i, /RSA PRIVATE KEY/, /EscrowBag/]) {
        for (const file of kept) expect(file.toString('latin1')).not.toMatch(secret);
      }
    });
  });
});
