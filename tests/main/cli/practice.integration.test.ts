import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../needs.ts';
import { folderForTests, only, processesOf, run, type Said, start } from './run-cli.ts';

const home = folderForTests();
const carrier = isInstalled('adb') ? 'real' : 'in-process';

interface AnsweredJob {
  readonly port: string;
  readonly model: string;
  readonly fault: string | null;
  readonly verdict: string;
  readonly grade: string | null;
  readonly reason: string | null;
  readonly record: string;
  readonly certificate: { readonly pdf: string; readonly json: string } | null;
  readonly report: { readonly pdf: string; readonly json: string } | null;
}

const jobsOf = (said: Said): readonly AnsweredJob[] => only(said)['jobs'] as readonly AnsweredJob[];
const words = (out: string, ...more: string[]): string[] => ['practice', '--storage', '8', '--out', out, ...more];
const practise = (out: string, ...more: string[]): Promise<Said> => run(words(out, '--json', ...more), { home });

async function ledgerOf(out: string): Promise<Record<string, unknown>> {
  return only(await run(['ledger', 'verify', join(out, 'data', 'hakushi.sqlite'), '--json'], { home }));
}

function traces(out: string): unknown {
  return { processes: processesOf(join(home, out, 'rack')), rack: existsSync(join(home, out, 'rack')) };
}
const NO_TRACE = { processes: [], rack: false };

describe('hakushi practice', () => {
  it('answers with one object in its shape, from a folder with spaces and Japanese in its name', async () => {
    const said = await practise('練習 の 結果', '--phones', '2', '--faults', 'storage-lies', '--carrier', carrier);
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' });
    const answer = only(said);
    expect(answer).toMatchObject({
      ledger: join(home, '練習 の 結果', 'data', 'hakushi.sqlite'),
      bytes: { erased: expect.any(Number), hostToPhone: expect.any(Number) },
      injections: [],
    });
    const jobs = jobsOf(said);
    const faulty = jobs.find(({ fault }) => fault === 'storage-lies');
    const sound = jobs.find(({ fault }) => fault === null);
    expect(faulty).toMatchObject({ verdict: expect.stringMatching(/fail|inconclusive/), certificate: null });
    expect(sound).toMatchObject({
      verdict: 'pass',
      grade: expect.stringMatching(/^[A-E]$/),
      reason: null,
      report: null,
    });
    for (const job of jobs) {
      const { pdf, json } = job.certificate ?? job.report ?? { pdf: '', json: '' };
      expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
      expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ content: { record: job.record, practice: true } });
    }
    expect(await ledgerOf('練習 の 結果')).toMatchObject({ ok: true });
    expect(traces('練習 の 結果')).toEqual(NO_TRACE);
  });

  it('appends to the same folder, and keeps a second one out while it works', async () => {
    const first = await practise('twice', '--phones', '1', '--carrier', 'in-process');
    const before = await ledgerOf('twice');
    const running = start(words('twice', '--phones', '1', '--storage', '64', '--carrier', 'in-process'), { home });
    await running.until('stdout', /消去中/);
    const refused = await practise('twice', '--phones', '1', '--carrier', 'in-process');
    expect([refused.code, only(refused)['error']]).toMatchObject([3, { code: 'store.in-use' }]);
    const second = await running.ended;
    expect([first.code, second.code]).toEqual([0, 0]);
    const after = await ledgerOf('twice');
    expect(after).toMatchObject({ ok: true });
    expect(Number(after['entries'])).toBeGreaterThan(Number(before['entries']));
    expect(readdirSync(join(home, 'twice', 'certificates'))).toHaveLength(4);
    expect(traces('twice')).toEqual(NO_TRACE);
  });

  it('runs beside another in another folder', async () => {
    const both = await Promise.all(['one', 'two'].map((out) => practise(out, '--phones', '2', '--carrier', carrier)));
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const records = both.flatMap((said) => jobsOf(said).map((job) => job.record));
    expect(new Set(records).size).toBe(4);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends in order at %s: cancelled on record, nothing left',
    async (signal) => {
      const out = `stopped-${signal}`;
      const running = start(words(out, '--phones', '3', '--storage', '64', '--json', '--carrier', carrier), { home });
      const status = join(home, out, 'data', 'hakushi.sqlite-wal');
      const rack = join(home, out, 'rack');
      while (!existsSync(status) || processesOf(rack).length < 3) await new Promise((done) => setTimeout(done, 50));
      await new Promise((done) => setTimeout(done, 1500));
      // A launcher hands on what the terminal sends to everybody, so a wish to end comes twice.
      running.child.kill(signal);
      running.child.kill(signal);
      const said = await running.ended;
      expect(said.code).toBe(1);
      expect(said.stderr).toContain('止めています');
      const ends = jobsOf(said).map(({ verdict, reason }) => `${verdict} ${reason}`);
      expect(ends).toContain('inconclusive job.cancelled');
      for (const end of ends) expect(end).toMatch(/^(pass null|inconclusive job\.cancelled)$/);
      expect(await ledgerOf(out)).toMatchObject({ ok: true });
      expect(traces(out)).toEqual(NO_TRACE);
    },
  );

  it('works on to its end when nobody reads what it says', async () => {
    const running = start(words('unread', '--phones', '1', '--carrier', 'in-process'), { home });
    await running.until('stdout', /\n/);
    running.child.stdout.destroy();
    const { code, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await ledgerOf('unread')).toMatchObject({ ok: true });
    expect(readdirSync(join(home, 'unread', 'certificates'))).toHaveLength(2);
  });

  it('is quiet in a log and lets no phone steer a terminal', async () => {
    const more = ['--phones', '2', '--faults', 'hostile-strings', '--carrier', 'in-process', '--language', 'en'];
    const { code, stdout, stderr } = await run(words('hostile', ...more), { home, env: { COLUMNS: '10' } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(stdout.split('\n').length).toBeLessThan(20);
    expect(stdout).toMatch(/Done: \d may be sold/);
  });

  it('needs no adb on the computer, and says that it does without', async () => {
    const { code, stdout } = await run(words('bare', '--phones', '1'), { home, env: { PATH: '/nowhere', CI: 'true' } });
    expect(code).toBe(0);
    expect(stdout).toContain('内蔵の代役');
  });

  it('names every fault, model and situation', async () => {
    const answer = only(await run(['practice', '--list', '--json'], { home }));
    expect(answer).toMatchObject({
      faults: expect.arrayContaining(['stale-readback', 'hostile-strings']),
      models: expect.arrayContaining(['pixel-9']),
      situations: expect.arrayContaining(['unauthorized']),
      chips: expect.arrayContaining(['empty', 'hot-reader']),
    });
  });
});
