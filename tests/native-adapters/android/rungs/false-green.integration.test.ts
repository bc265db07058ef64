import { afterEach, describe, expect, test } from 'vitest';
import { known } from '../../../../domain/device.ts';
import type { Step } from '../../../../domain/erasure.ts';
import type { VirtualPhone } from '../../../../practice/phone/virtual-phone.ts';
import { instead, swap, withPrelude } from '../lies.ts';
import { PhoneBench, type TestPhone } from '../phone-bench.ts';
import { byRule, type TestJob, type Walked, type WalkHooks } from '../test-job.ts';

let bench: PhoneBench;
afterEach(() => bench.stop());

/** What a liar's walk came to, and whether its user's data is still on it. */
interface Tried extends Walked {
  readonly job: TestJob;
  readonly dataIsThere: boolean;
}

async function attempt(wish: TestPhone, hooks: (phone: VirtualPhone) => WalkHooks = () => ({})): Promise<Tried> {
  bench = await PhoneBench.start(wish);
  const job = await bench.openJob();
  const walked = await job.walk(job.plan(), hooks(bench.phone()));
  return { ...walked, job, dataIsThere: bench.phone().storage.rows('contacts') > 0 };
}

const at =
  (id: string, act: () => void) =>
  (step: Step): void => {
    if (step.id === id) act();
  };
const claimHarness = (phone: VirtualPhone): void => {
  phone.state.testHarness = true;
};
const HARNESS = { model: 'aquos-sense4' } as const;

describe('a phone that says it was reset and was not', () => {
  test('restarts and shows the harness property: the marker is still there', async () => {
    const tried = await attempt({ ...HARNESS, lie: instead('cmd testharness enable', 'reboot', claimHarness) });
    expect(byRule(tried.findings)['reset-observed']).toBe('fail');
    expect([tried.outcome, tried.dataIsThere]).toEqual(['fail', true]);
  });

  test('takes the marker away: the android_id is still the same', async () => {
    const lie = instead('cmd testharness enable', 'rm -f /data/local/tmp/.hakushi-mark*; reboot', claimHarness);
    const tried = await attempt({ ...HARNESS, lie });
    expect(byRule(tried.findings)['reset-observed']).toBe('fail');
    expect([tried.outcome, tried.dataIsThere]).toEqual(['fail', true]);
  });

  test('takes the marker away and hides its android_id: undecided, not proven', async () => {
    const lie = instead('cmd testharness enable', 'rm -f /data/local/tmp/.hakushi-mark*; reboot', (phone) => {
      claimHarness(phone);
      phone.state.androidId = 'null';
    });
    const tried = await attempt({ ...HARNESS, lie });
    expect(byRule(tried.findings)['reset-observed']).toBe('inconclusive');
    expect([tried.outcome === 'pass', tried.dataIsThere]).toEqual([false, true]);
  });

  test('changes its android_id but keeps the files: the marker is still there', async () => {
    const lie = instead('cmd testharness enable', 'reboot', (phone) => {
      claimHarness(phone);
      phone.state.androidId = '0011223344556677';
    });
    expect(byRule((await attempt({ ...HARNESS, lie })).findings)['reset-observed']).toBe('fail');
  });

  test('forges marker and android_id: its address book gives it away', async () => {
    const lie = instead('cmd testharness enable', 'rm -f /data/local/tmp/.hakushi-mark*; reboot', (phone) => {
      claimHarness(phone);
      phone.state.androidId = '0011223344556677';
    });
    const tried = await attempt({ ...HARNESS, lie });
    expect(byRule(tried.findings)).toMatchObject({ 'reset-observed': 'pass', 'residue-clear': 'fail' });
    expect([tried.outcome, tried.dataIsThere]).toEqual(['fail', true]);
  });

  test('forges those and answers nothing about its data: undecided', async () => {
    const reset = instead('cmd testharness enable', 'rm -f /data/local/tmp/.hakushi-mark*; reboot', (phone) => {
      claimHarness(phone);
      phone.state.androidId = '0011223344556677';
    });
    const silent = withPrelude('content() { echo "Error while accessing provider"; };');
    const tried = await attempt({ ...HARNESS, lie: (name, phone) => silent(reset(name, phone) ?? name, phone) });
    expect(byRule(tried.findings)['residue-clear']).toBe('inconclusive');
    expect(tried.outcome).toBe('inconclusive');
  });

  test('is reset by nobody while the server is killed at the very moment of the order', async () => {
    const lie = instead('cmd testharness enable', 'true', (phone) => {
      claimHarness(phone);
      phone.reattach();
    });
    expect(byRule((await attempt({ ...HARNESS, lie })).findings)['reset-observed']).toBe('fail');
  });

  test('is in its foyer again only in its own words: an open shell closes nothing', async () => {
    const tried = await attempt({ model: 'pixel-9' }, (phone) => ({
      before: at('wipe', () => {
        phone.state.wipeAtBoot = false;
      }),
    }));
    expect([tried.error?.code, tried.outcome]).toEqual(['device.wrong-state', 'inconclusive']);
  });

  test('reaches the foyer and is locked to an account there', async () => {
    const tried = await attempt({ model: 'pixel-9' }, (phone) => ({
      performed: at('wipe', () => {
        phone.state.frpLocked = true;
      }),
    }));
    expect([byRule(tried.findings)['closing-proof'], tried.outcome]).toEqual(['fail', 'fail']);
  });

  test('leaves the foyer between the wipe and the look at it', async () => {
    const tried = await attempt({ model: 'pixel-9' }, (phone) => ({
      performed: at('wipe', () => {
        phone.state.tradeIn = 'off';
        phone.state.keys.add('in-process');
        phone.reattach();
      }),
    }));
    expect(tried.outcome).not.toBe('pass');
  });
});

/** Swaps the phone before a step and waits until the port shows the other one. */
const swapped =
  (id: string, phone: VirtualPhone) =>
  async (step: Step): Promise<void> => {
    if (step.id !== id) return;
    const since = bench.board.mark(bench.port());
    swap(phone);
    const wanted = { port: bench.port(), since, withinMs: 5_000, signal: AbortSignal.timeout(5_000) } as const;
    await bench.board.awaitReturn({ ...wanted, modes: ['android', 'rescue'] });
  };

describe('another phone in the place of the one that was examined', () => {
  test.each([
    ['pixel-9', 'evaluate'],
    ['aquos-sense4', 'test-harness'],
    ['galaxy-s23', 'first-reset'],
    ['redmi-note-11', 'rescue-wipe'],
  ])('%s: is not touched by %s', async (model, id) => {
    const tried = await attempt({ model }, (phone) => ({ before: swapped(id, phone) }));
    expect(tried.error?.code).toBe('device.identity-mismatch');
    expect(tried.job.asked).not.toContain('reset-in-settings');
    expect(bench.phone().state.wipeAtBoot).toBe(false);
    if (model !== 'pixel-9') expect(tried.dataIsThere).toBe(true);
  });

  test('is not restarted into a wipe at the end of a trade-in', async () => {
    const tried = await attempt({ model: 'pixel-9' }, (phone) => ({ before: swapped('wipe', phone) }));
    expect(tried.error?.code).toBe('device.identity-mismatch');
    expect(bench.phone().state.wipeAtBoot).toBe(true);
  });

  test('comes back from the reset with the same serial number and its own IMEI', async () => {
    const tried = await attempt({ model: 'aquos-sense4' }, (phone) => {
      phone.quirks.wiped = () => {
        phone.state.imeis = ['356938035643809'];
      };
      return {};
    });
    expect([byRule(tried.findings)['identity-kept'], tried.outcome]).toEqual(['fail', 'fail']);
  });

  test('a number that many phones share does not identify one, and the job may not start', async () => {
    bench = await PhoneBench.start({ model: 'xperia-10-v' });
    bench.phone().state.serial = '0123456789ABCDEF';
    const here = bench.board.at(bench.port());
    const facts = here ? await bench.adapter.identify(here, AbortSignal.timeout(5_000)) : null;
    expect(facts && known(facts.serial)).toBeNull();
    const { blockers } = bench.adapter.propose(facts ?? expect.fail('nothing there'), 'inspection');
    expect(blockers).toContainEqual({ id: 'identity-unreadable', severity: 'stop' });
  });
});

describe('a person who reports a set-up screen that is not there', () => {
  const LAST = 'last-reset';
  /** Follows the first reset, and does something else at the second one. */
  const lazily = (job: TestJob, phone: VirtualPhone, act: () => void): void => {
    const seen: Record<string, string> = { 'look-at-screen': 'setup-screen', 'read-imei': phone.state.imeis[0] ?? '' };
    job.answer = (instruction) => {
      const isLast = job.asked.filter((one) => one === 'reset-in-settings').length === 2;
      if (instruction !== 'reset-in-settings' || !isLast) return seen[instruction] ?? null;
      act();
      return 'setup-screen';
    };
  };
  const walkLazily = async (act: (phone: VirtualPhone) => void): Promise<Walked> => {
    bench = await PhoneBench.start({ model: 'galaxy-s23' });
    const job = await bench.openJob();
    lazily(job, bench.phone(), () => act(bench.phone()));
    expect(job.plan().steps.map(({ id }) => id)).toContain(LAST);
    return job.walk(job.plan());
  };

  test('the phone only lost its connection for a moment: its open shell contradicts', async () => {
    const walked = await walkLazily((phone) => phone.reattach());
    expect([byRule(walked.findings)['closing-proof'], walked.outcome]).toEqual(['fail', 'fail']);
  });

  test('the phone asks for a key, so its debugging is on: contradiction', async () => {
    const walked = await walkLazily((phone) => {
      phone.state.keys.clear();
      phone.reattach();
    });
    expect([byRule(walked.findings)['closing-proof'], walked.outcome]).toEqual(['fail', 'fail']);
  });

  test('the phone sits in recovery: contradiction', async () => {
    const walked = await walkLazily((phone) => {
      phone.state.mode = 'recovery';
      phone.reattach();
    });
    expect([byRule(walked.findings)['closing-proof'], walked.outcome]).toEqual(['fail', 'fail']);
  });

  test('the adb server is dead, so nobody can contradict: undecided', async () => {
    const walked = await walkLazily(() => void bench.server.kill());
    expect([byRule(walked.findings)['closing-proof'], walked.error?.code, walked.outcome]).toEqual([
      undefined,
      'adb.server-down',
      'inconclusive',
    ]);
  });

  test('the server has just come back and lists nothing yet: the phone is waited for', async () => {
    const walked = await walkLazily((phone) => {
      phone.unplug();
      setTimeout(() => phone.plug(), 500);
    });
    expect(byRule(walked.findings)['closing-proof']).toBe('fail');
  });
});

describe('what nobody can see over USB, written down in decision 0012', () => {
  test('a phone that lies about everything, all the time, is taken for erased', async () => {
    const reset = instead('cmd testharness enable', 'rm -f /data/local/tmp/.hakushi-mark*; reboot', (phone) => {
      claimHarness(phone);
      phone.state.androidId = '0011223344556677';
    });
    const empty = withPrelude((phone) => (phone.state.testHarness ? 'content() { echo "No result found."; };' : ''));
    const tried = await attempt(
      { ...HARNESS, lie: (name, phone) => empty(reset(name, phone) ?? name, phone) },
      (phone) => ({
        before: at('last-reset', () => {
          phone.state.setUp = true;
        }),
      }),
    );
    expect(byRule(tried.findings)).toMatchObject({ 'reset-observed': 'pass', 'residue-clear': 'pass' });
  });
});
