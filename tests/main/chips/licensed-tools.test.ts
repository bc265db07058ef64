import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asWorkstationError, type WorkstationError } from '../../../domain/errors.ts';
import { LicensedTools, type ToolPatience } from '../../../main/chips/licensed-tools.ts';
import { temporaryFolder } from '../ledger/ledger-for-tests.ts';

const DEVICE = { maker: 'Samsung', model: 'SC-51D', serial: 'S1', port: 'usb:1-1' };
const ORDER = { device: DEVICE, jobId: 'job-1', consentId: 'HK-1' };
const DESCRIBED = `{vendor:'V',product:'P',version:'1',licenceHolder:'H',supportedModels:['*']}`;
const NEVER = new AbortController().signal;

interface Bench {
  readonly tools: LicensedTools;
  readonly warnings: WorkstationError[];
  readonly folder: string;
}

function bench(patience: Partial<ToolPatience> = {}): Bench {
  const folder = temporaryFolder();
  const warnings: WorkstationError[] = [];
  return { folder, warnings, tools: new LicensedTools(folder, (error) => void warnings.push(error), patience) };
}

/** A tool whose answer to `run` is an expression over what it was asked. */
function put({ folder }: Bench, id: string, run: string, changes: { id?: string; described?: string } = {}): string {
  const place = join(folder, 'tools', id);
  mkdirSync(place, { recursive: true });
  const script = `
    const say = (value) => process.stdout.write((typeof value === 'string' ? value : JSON.stringify(value)) + '\\n');
    let text = '';
    process.stdin.on('data', (part) => { text += part; }).on('end', async () => {
      const asked = JSON.parse(text);
      if (asked.call === 'describe') say(${changes.described ?? DESCRIBED});
      else { ${run} }
    });`;
  writeFileSync(join(place, 'tool.mjs'), script);
  writeFileSync(
    join(place, 'tool.json'),
    JSON.stringify({ id: changes.id ?? id, command: [process.execPath, 'tool.mjs'] }),
  );
  return place;
}

const AT = '2026-11-29T12:00:00+09:00';
const whatOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'answered',
    (thrown: unknown) => `${asWorkstationError(thrown).code}: ${asWorkstationError(thrown).facts.what}`,
  );

describe('licensed tools', () => {
  it('run the documented example as it lies in the repository', async () => {
    const here = bench();
    cpSync('docs/examples/licensed-tool', join(here.folder, 'tools', 'licensed-tool'), { recursive: true });
    expect(await here.tools.all()).toMatchObject([
      { facts: { id: 'licensed-tool', product: 'Example Tool' }, models: ['SC-51D', 'XQ-DC44'] },
    ]);
    const report = await here.tools.run('licensed-tool', ORDER, NEVER);
    expect(report).toMatchObject({ result: 'failed', isSigned: false, signature: null });
    expect(Buffer.from(report.report ?? []).toString()).toContain('job job-1, consent HK-1, model SC-51D');
    const other = { ...ORDER, device: { ...DEVICE, model: 'X' } };
    expect(await here.tools.run('licensed-tool', other, NEVER)).toMatchObject({ result: 'refused' });
    expect(here.warnings).toEqual([]);
  });

  it('are handed the phone and both numbers, in UTC times, with their report and signature', async () => {
    const here = bench();
    put(
      here,
      'a',
      `say({startedAt:'${AT}',endedAt:'${AT}',result:'erased',toolReport:Buffer.from(text.trim()).toString('base64'),toolSignature:'AAAA'})`,
    );
    const { report, ...rest } = await here.tools.run('a', ORDER, NEVER);
    const utc = '2026-11-29T03:00:00.000Z';
    expect(rest).toEqual({ startedAt: utc, endedAt: utc, result: 'erased', isSigned: true, signature: 'AAAA' });
    expect(JSON.parse(Buffer.from(report ?? []).toString())).toEqual({ protocol: 1, call: 'run', ...ORDER });
  });

  it('keep no signature without a report, nor one too long for an entry, and say which came', async () => {
    const here = bench();
    const answer = (more: string) => `say({startedAt:'${AT}',endedAt:'${AT}',result:'erased',${more}})`;
    put(here, 'bare', answer(`toolSignature:'AAAA'`));
    put(here, 'long', answer(`toolReport:'AAAA',toolSignature:'A'.repeat(16388)`));
    put(here, 'full', answer(`toolReport:'AAAA',toolSignature:'A'.repeat(16384)`));
    const run = (id: string) => here.tools.run(id, ORDER, NEVER);
    expect(await run('bare')).toMatchObject({ isSigned: false, signature: null });
    expect(await run('long')).toMatchObject({ isSigned: true, signature: null });
    expect(await run('full')).toMatchObject({ isSigned: true, signature: 'A'.repeat(16_384) });
  });

  it('fail when they say nothing that can be understood, end without a word, take too long, or say too much', async () => {
    const here = bench({ runMs: 1_500 });
    put(here, 'nonsense', `say('no json')`);
    put(here, 'wrong', `say({result:'erased'})`);
    put(here, 'silent', 'process.exit(3)');
    put(here, 'slow', 'setInterval(() => {}, 1000)');
    put(here, 'endless', `setInterval(() => process.stdout.write('x'.repeat(1 << 20)), 1)`);
    const run = (id: string) => whatOf(here.tools.run(id, ORDER, NEVER));
    expect(await run('nonsense')).toBe('chip.tool-failed: did not answer in JSON');
    expect(await run('wrong')).toBe('chip.tool-failed: not the answer of a run');
    expect(await run('silent')).toBe('chip.tool-failed: ended without an answer (3)');
    expect(await run('slow')).toBe('chip.tool-failed: took too long');
    expect(await run('endless')).toMatch(/^chip\.tool-failed: (?:said too much|took too long)$/);
    expect(await run('nobody')).toMatch(/^chip\.tool-unknown/);
  });

  it('are killed with what they have started, when the signal ends them', async () => {
    const here = bench();
    const mark = join(here.folder, 'mark');
    const child = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(mark)}, 'alive'), 1500)`;
    put(
      here,
      'spawner',
      `const { spawn } = await import('node:child_process'); spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);`,
    );
    const stop = new AbortController();
    await here.tools.all();
    const running = whatOf(here.tools.run('spawner', ORDER, stop.signal));
    setTimeout(() => stop.abort(), 700);
    expect(await running).toBe('chip.tool-failed: stopped');
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(existsSync(mark)).toBe(false);
  });

  it('are left out with a warning when they cannot be used, and take nothing from the others', async () => {
    const here = bench();
    put(here, 'good', '');
    put(here, 'other-id', '', { id: 'good' });
    put(here, 'no-words', '', {
      described: `{vendor:'',product:'P',version:'1',licenceHolder:'H',supportedModels:[]}`,
    });
    chmodSync(put(here, 'open', ''), 0o777);
    writeFileSync(join(put(here, 'broken', ''), 'tool.json'), '{');
    expect((await here.tools.all()).map(({ facts }) => facts.id)).toEqual(['good']);
    expect(here.warnings.map(({ code, facts }) => `${code} ${facts.tool}`).toSorted()).toEqual([
      'chip.tool-unusable broken',
      'chip.tool-unusable no-words',
      'chip.tool-unusable open',
      'chip.tool-unusable other-id',
    ]);
  });

  it('are none where a shop has no such folder', async () => {
    expect(await bench().tools.all()).toEqual([]);
  });
});
