import { expect, it } from 'vitest';
import { practiceSituations } from '../../practice/index.ts';
import { describeWhere } from '../needs.ts';
import { withPractice } from './practised.ts';

type End = readonly [model: string, verdict: string, reason: string | null];

/** How a phone that arrives in each situation must end; a trade-in phone where only that can be in it. */
const EXPECTED: Readonly<Record<string, End>> = {
  unauthorized: ['pixel-7a', 'pass', null],
  'unauthorized-for-ever': ['pixel-7a', 'inconclusive', 'device.unauthorized'],
  // The owner's own reset in Settings takes accounts, users and their locks with it.
  'accounts-present': ['pixel-7a', 'pass', null],
  'screen-locked': ['pixel-7a', 'inconclusive', 'device.locked'],
  'mdm-owner': ['pixel-7a', 'inconclusive', 'plan.blocked'],
  'sd-card-in': ['pixel-7a', 'inconclusive', 'plan.blocked'],
  'low-battery': ['pixel-7a', 'inconclusive', 'plan.blocked'],
  'several-users': ['pixel-7a', 'pass', null],
  'refuses-everything': ['pixel-7a', 'inconclusive', 'device.refused'],
  'tradein-frp-locked': ['pixel-9', 'inconclusive', 'plan.blocked'],
  offline: ['pixel-7a', 'inconclusive', 'device.offline'],
};
const patience = { returnMs: 15_000, reconnectMs: 8_000 };

describeWhere(['adb'], 'every situation beside a sound neighbour', () => {
  it('knows every situation of the rack', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...practiceSituations].sort());
  });

  it.concurrent.each(Object.entries(EXPECTED))('%s', async (situation, [model, verdict, reason]) => {
    const wishes = { models: [model, 'aquos-sense4'], situations: { 0: [situation] } };
    await withPractice({ phones: 2, seed: situation, wishes, patience }, ({ result }) => {
      const [phone, neighbour] = result.jobs;
      expect([phone?.model, phone?.verdict, phone?.reason]).toEqual([model, verdict, reason]);
      expect(neighbour?.verdict).toBe('pass');
    });
  });
});
