import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Purpose } from '../../../../domain/erasure.ts';
import { MODELS } from '../../../../practice/models/index.ts';
import { PhoneBench } from '../phone-bench.ts';
import { byRule, type TestJob, type Walked } from '../test-job.ts';

const EXPECTED: Readonly<Record<string, string>> = {
  'pixel-9': 'trade-in',
  'aquos-sense4': 'test-harness',
  'xperia-10-v': 'test-harness',
  'galaxy-s23': 'guided',
  'pixel-7a': 'test-harness',
  'kyocera-kyv48': 'guided',
  'arrows-m04': 'guided',
  'redmi-note-11': 'rescue',
};
const NAMES = MODELS.map(({ name }) => name);

describe.each<Purpose>(['inspection', 'intake'])('sound phones of every model side by side, %s', (purpose) => {
  let bench: PhoneBench;
  let results: readonly { readonly job: TestJob; readonly walked: Walked }[] = [];

  beforeAll(async () => {
    bench = await PhoneBench.start(...NAMES.map((model) => ({ model })));
    results = await Promise.all(
      NAMES.map(async (_name, slot) => {
        const job = await bench.openJob(slot);
        return { job, walked: await job.walk(job.plan(purpose)) };
      }),
    );
  });
  afterAll(() => bench.stop());

  test.each(NAMES.map((name, slot) => [name, slot] as const))('%s passes with every rule proven', (name, slot) => {
    const result = results[slot];
    expect(result?.walked.error).toBeNull();
    expect(result?.walked.plan.rung).toBe(EXPECTED[name]);
    const rules = byRule(result?.walked.findings ?? []);
    expect(rules).toEqual(Object.fromEntries(Object.keys(rules).map((rule) => [rule, 'pass'])));
    expect(result?.walked.outcome).toBe('pass');
    expect(bench.phone(slot).storage.rows('contacts')).toBe(0);
    expect(bench.phone(slot).storage.mediaFiles()).toBe(0);
  });
});
