import { afterEach, describe, expect, test } from 'vitest';
import type { Step } from '../../../../domain/erasure.ts';
import { coverageOf, type Evidence } from '../../../../domain/evidence.ts';
import { COMMAND_WITHIN_MS } from '../../../../native-adapters/android/android-bench.ts';
import { figuresIn } from '../../../../native-adapters/android/overwrite/figures.ts';
import { overwriteAct } from '../../../../native-adapters/android/overwrite/overwrite-act.ts';
import { loadOverwriter } from '../../../../native-adapters/android/overwriter/binary.ts';
import { stepOf } from '../../../../native-adapters/steps/step-of.ts';
import { overwritersOn, signalOverwriters } from '../../../../practice/faults/watch-overwriter.ts';
import { forgedStatus, perfectResult, withPrelude } from '../lies.ts';
import { OVERWRITER_FOLDER, PhoneBench, type TestPhone } from '../phone-bench.ts';
import { byRule, type TestJob } from '../test-job.ts';

const OVERWRITE: Step = stepOf('overwrite', 'overwrite', { proves: ['overwrite-complete', 'host-sample'] });
// What a fallback reaches of a medium that is not encrypted leaves old data readable, so it decides nothing there.
const FALLBACK: Readonly<Record<string, object>> = {
  'pixel-7a': { 'overwrite-complete': 'pass', 'host-sample': 'pass' },
  'arrows-m04': { 'overwrite-complete': 'inconclusive', 'host-sample': 'pass' },
};
const GOOD = { 'overwrite-complete': 'pass', 'host-sample': 'pass' };
const FOLDER = '/data/local/tmp';
let bench: PhoneBench;
afterEach(() => bench.stop());

async function open(wish: Partial<TestPhone> = {}): Promise<TestJob> {
  bench = await PhoneBench.start({ model: 'pixel-7a', ...wish });
  bench.phone().storage.format();
  return bench.openJob();
}

const limits = { signal: new AbortController().signal, withinMs: COMMAND_WITHIN_MS };
const leftOvers = async (): Promise<readonly string[]> => {
  const here = bench.board.at(bench.port());
  const files = await bench.bench.adb.phone(here?.transport ?? '').list(FOLDER, limits);
  return files.map(({ name }) => name);
};
const evidenceOf = (job: TestJob, kind: Evidence['kind']) => job.evidence.findLast((one) => one.kind === kind);
const generatorOf = (job: TestJob) => figuresIn(evidenceOf(job, 'overwrite') ?? null)?.generator;

describe('the overwriter on the phone', () => {
  test('fills, reads back, lets the workstation sample, and leaves nothing', async () => {
    const job = await open();
    expect(byRule(await job.step(OVERWRITE))).toEqual(GOOD);
    const figures = figuresIn(evidenceOf(job, 'overwrite') ?? null);
    expect(figures && coverageOf(figures)).toBeGreaterThan(0.95);
    expect([generatorOf(job), figures?.fileSystem]).toEqual(['keyed-on-phone', 'f2fs']);
    const listed = Number(evidenceOf(job, 'host-sample')?.data.listedBytes);
    expect(listed).toBeGreaterThanOrEqual((figures?.freeBefore ?? 0) * 0.95);
    expect(await leftOvers()).toEqual([]);
  });

  test('goes on through a killed server and a pulled cable, once', async () => {
    const job = await open({ storageBytes: 48 * 1024 * 1024 });
    const pids = new Set<number>();
    const disturb = [
      async (): Promise<void> => {
        await bench.server.kill();
        await bench.server.start();
      },
      async (): Promise<void> => {
        bench.phone().unplug();
        setTimeout(() => bench.phone().plug(), 300);
      },
    ];
    const done: Promise<void>[] = [];
    job.onProgress = () => {
      for (const { pid } of overwritersOn(bench.phone())) pids.add(pid);
      const next = disturb.shift();
      if (next) done.push(next());
    };
    const rules = byRule(await job.step(OVERWRITE));
    await Promise.all(done);
    expect([rules, disturb.length]).toEqual([GOOD, 0]);
    // Its workers are threads or children of one run; a second run would have left a second lock holder's status.
    expect(new Set(job.evidence.map(({ kind }) => kind))).toEqual(new Set(['overwrite', 'host-sample']));
    expect(pids.size).toBeGreaterThan(0);
    expect(overwritersOn(bench.phone())).toEqual([]);
  });

  test('takes the place of one that a crashed job left running, and that one ends with its files', async () => {
    const job = await open();
    const phone = bench.bench.adb.phone(job.attachment().transport ?? '');
    const { bytes } = await loadOverwriter(OVERWRITER_FOLDER, 'x86_64');
    const program = `${FOLDER}/.hakushi-old.overwriter`;
    await phone.push(bytes, program, 0o700, limits);
    const order = `${program} --dir ${FOLDER} --key ${'ab'.repeat(32)} --job old --hold 600 --detach`;
    const { stdout } = await phone.shell(order, limits);
    const pid = Number(/"pid":(\d+)/.exec(Buffer.from(stdout).toString())?.[1]);
    expect(overwritersOn(bench.phone()).map((one) => one.pid)).toContain(pid);
    // A job sees how much room there was before the orphan took it.
    expect(byRule(await job.step(OVERWRITE))).toEqual(GOOD);
    expect(overwritersOn(bench.phone())).toEqual([]);
    expect(await leftOvers()).toEqual([]);
  });

  test('a process that is no overwriter is never ended', async () => {
    const job = await open({
      lie: (service) =>
        service.includes("'--job'")
          ? `${service.slice(0, service.indexOf(':') + 1)}echo '{"ok":false,"error":"running","pid":1}'`
          : service,
    });
    await expect(job.step(OVERWRITE)).rejects.toMatchObject({ code: 'overwriter.failed', facts: { what: 'running' } });
  });
});

describe('an overwriter that is slow to notice its release, after a sampling that outlasted the patience', () => {
  // Long enough for the run to get there on a busy computer; sampling then takes longer.
  const STALL_MS = 6_000;
  const EACH_SAMPLING_S = 1.6;
  const perform = (job: TestJob) =>
    overwriteAct.perform(OVERWRITE, job, {
      ...bench.bench,
      patience: { ...bench.bench.patience, stallMs: STALL_MS },
    });

  /** It stands still from the first sample until the workstation has looked so often after the last. */
  async function openStopped(looksUntilNoticed: number): Promise<TestJob> {
    let looksSince = Number.NEGATIVE_INFINITY;
    return open({
      lie: (service, phone) => {
        if (service.includes('skip=')) {
          looksSince = 0;
          signalOverwriters(phone, 'SIGSTOP');
          return service.replace('exec:', `exec:sleep ${EACH_SAMPLING_S};`);
        }
        if (service.includes('kill -0')) looksSince += 1;
        if (looksSince > looksUntilNoticed) signalOverwriters(phone, 'SIGCONT');
        return service;
      },
    });
  }

  test('is not taken for lost', async () => {
    const job = await openStopped(2);
    const evidence = await perform(job);
    expect(evidence.map(({ kind }) => kind)).toEqual(['overwrite', 'host-sample']);
    expect(figuresIn(evidence[0] ?? null)).toMatchObject({ removed: true, mismatched: 0 });
    expect(await leftOvers()).toEqual([]);
  });

  test('is lost when it never notices', async () => {
    const job = await openStopped(Number.POSITIVE_INFINITY);
    await expect(perform(job)).rejects.toMatchObject({ code: 'overwriter.lost' });
  });
});

describe('the fallbacks', () => {
  const unknownMachine = (): void => {
    bench.phone().quirks.property = (key, text) => (key.startsWith('ro.product.cpu.abi') ? 'mips' : text);
  };
  const openUnknown = async (wish: Partial<TestPhone>): Promise<TestJob> => {
    bench = await PhoneBench.start({ model: 'pixel-7a', ...wish });
    bench.phone().storage.format();
    unknownMachine();
    return bench.openJob();
  };
  const NO_SUMS = withPrelude('sha256sum() { return 127; }; sha1sum() { return 127; }; md5sum() { return 127; };');

  test.each(['pixel-7a', 'arrows-m04'])(
    '%s without a binary for its machine overwrites from its own urandom',
    async (model) => {
      const job = await openUnknown({ model });
      expect(byRule(await job.step(OVERWRITE))).toEqual(FALLBACK[model]);
      expect([generatorOf(job), await leftOvers()]).toEqual(['urandom-on-phone', []]);
    },
  );

  test.each(['pixel-7a', 'arrows-m04'])(
    '%s without binary and checksum is overwritten over the cable',
    async (model) => {
      const job = await openUnknown({ model, lie: NO_SUMS });
      expect(byRule(await job.step(OVERWRITE))).toEqual(FALLBACK[model]);
      expect([generatorOf(job), await leftOvers()]).toEqual(['keyed-from-host', []]);
      expect(figuresIn(evidenceOf(job, 'overwrite') ?? null)?.missProbability).toBeCloseTo(0.99 ** 256);
    },
  );

  test.each([
    ['must not be executed', 126],
    ['is killed for a system call', 159],
  ])('a binary that %s gives way to urandom and leaves nothing', async (_name, code) => {
    const job = await open({
      lie: (service) =>
        service.includes("'--job'") ? `${service.slice(0, service.indexOf(':') + 1)}exit ${code}` : service,
    });
    expect(byRule(await job.step(OVERWRITE))).toEqual(GOOD);
    expect([generatorOf(job), await leftOvers()]).toEqual(['urandom-on-phone', []]);
  });

  test('a file that changes after it was written is found by its checksum', async () => {
    // The last call of sync comes before the files are summed up again; from then on one of them is another.
    const job = await openUnknown({
      lie: withPrelude(
        (phone) =>
          `sha256sum() { n=$(ls ${phone.storage.root}/data/local/tmp/.sums 2>/dev/null | wc -l); case "$1" in */000000-0) command mkdir -p ${phone.storage.root}/data/local/tmp/.sums; : >${phone.storage.root}/data/local/tmp/.sums/$n; if [ $n -gt 0 ]; then echo "$(printf %064d $n)  $1"; else command sha256sum "$1"; fi;; *) command sha256sum "$1";; esac; };`,
      ),
    });
    expect(byRule(await job.step(OVERWRITE))['overwrite-complete']).toBe('fail');
  });

  test("old bytes that are no random numbers fail the workstation's sample", async () => {
    const job = await openUnknown({
      lie: (service) => service.replaceAll('if=/dev/urandom of=/data', 'if=/dev/zero of=/data'),
    });
    expect(byRule(await job.step(OVERWRITE))['host-sample']).toBe('fail');
  });
});

describe('a phone that lies about its overwrite', () => {
  const START = "'--job'";
  const forge = (service: string, script: string): string => `${service.slice(0, service.indexOf(':') + 1)}${script}`;
  const statusPath = (service: string): string => /'--job' '([^']+)'/.exec(service)?.[1] ?? '';

  test('a perfect result without a run: nothing was there to be sampled', async () => {
    const job = await open({
      lie: (service, phone) => {
        if (!service.includes(START)) return service;
        const name = statusPath(service);
        const record = forgedStatus(4242, perfectResult(name, phone.storage.freeBytes()));
        return forge(service, `echo '${record}' >${FOLDER}/.hakushi-${name}.status; echo '{"pid":4242}'`);
      },
    });
    expect(byRule(await job.step(OVERWRITE))).toMatchObject({ 'host-sample': 'inconclusive' });
  });

  test.each([
    ['another job', (name: string) => forgedStatus(4242, perfectResult(`${name}x`, 7_000_000))],
    ['another process', (name: string) => forgedStatus(77, perfectResult(name, 7_000_000))],
  ])("the result of %s is not taken for this run's", async (_name, recordOf) => {
    const job = await open({
      lie: (service) => {
        if (!service.includes(START)) return service;
        const name = statusPath(service);
        return forge(service, `echo '${recordOf(name)}' >${FOLDER}/.hakushi-${name}.status; echo '{"pid":4242}'`);
      },
    });
    await expect(job.step(OVERWRITE)).rejects.toMatchObject({ code: 'overwriter.lost' });
  });

  test('writes a small heap and claims the whole room: the sampled files are too small', async () => {
    const job = await open();
    bench.phone().quirks.overwriterCommand = (command) => command.replace(/--max-bytes \d+/, '--max-bytes 2097152');
    const findings = await job.step(OVERWRITE);
    expect(byRule(findings)['overwrite-complete']).toBe('inconclusive');
    const forged = { ...job.evidence[0], data: { ...job.evidence[0]?.data } } as Evidence;
    const figures = figuresIn(forged);
    const claims = { ...figures, freeBefore: 7_500_000, written: 30_000_000, verified: 30_000_000, unreached: 0 };
    job.evidence[0] = { ...forged, data: { ...forged.data, figures: claims } };
    expect(byRule(await bench.adapter.verify(OVERWRITE, job))).toEqual({
      'overwrite-complete': 'pass',
      'host-sample': 'inconclusive',
    });
  });

  test('cuts its answers short while it is sampled: what was not read is neither equal nor different', async () => {
    // The second call of four brings a byte too few.
    let calls = 0;
    const job = await open({
      lie: (service) => {
        if (!service.includes('d(){ dd if=')) return service;
        calls += 1;
        return calls === 2 ? `${service} | head -c 262143` : service;
      },
    });
    expect(byRule(await job.step(OVERWRITE))).toMatchObject({
      'overwrite-complete': 'pass',
      'host-sample': 'inconclusive',
    });
    expect(evidenceOf(job, 'host-sample')?.data).toMatchObject({ wanted: 256, samples: 192, equal: 192 });
  });

  test('fills with a key of its own: the sample differs', async () => {
    const job = await open();
    bench.phone().quirks.overwriterCommand = (command) => command.replace(/[0-9a-f]{64}/, 'cd'.repeat(32));
    expect(byRule(await job.step(OVERWRITE))['host-sample']).toBe('fail');
  });

  test('offers little room after a reset that gave room back: not believed', async () => {
    bench = await PhoneBench.start({ model: 'aquos-sense4' });
    bench.phone().storage.format();
    const job = await bench.openJob();
    bench.phone().storage.hiddenShortageBytes = 5_000_000;
    expect(byRule(await job.step(OVERWRITE))['overwrite-complete']).not.toBe('pass');
  });
});
