import { afterEach, describe, expect, test } from 'vitest';
import { PhoneBench } from '../phone-bench.ts';
import { byRule } from '../test-job.ts';

let bench: PhoneBench | null = null;

afterEach(async () => {
  await bench?.stop();
  bench = null;
});

describe('an adb server that dies', () => {
  test.each(['aquos-sense4', 'kyocera-kyv48'])(
    'while %s is reset by hand, and so cannot see it leave, does not cost the phone its pass',
    async (model) => {
      bench = await PhoneBench.start({ model });
      const { server, person } = bench;
      const job = await bench.openJob();
      const resetUnseen = async (): Promise<string> => {
        await server.kill();
        const { saw } = await person.follow(job.port, 'reset-in-settings');
        await server.start();
        return saw;
      };
      job.answer = (asked) => (asked === 'reset-in-settings' ? resetUnseen() : null);
      const { outcome, error, findings } = await job.walk(job.plan());
      expect([outcome, error?.code ?? null]).toEqual(['pass', null]);
      expect(byRule(findings)).toMatchObject({ 'closing-proof': 'pass' });
      expect(job.asked).toContain('reset-in-settings');
    },
  );
});
