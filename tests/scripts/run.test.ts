import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));

describe('the launcher', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hakushi-run-'));
    await cp(join(project, 'scripts'), join(folder, 'scripts'), { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('says in one sentence what to do when the packages are not installed', async () => {
    const answer = await node(['scripts/run.mjs', 'start'], folder);
    expect(answer).toEqual({ code: 3, stdout: '', stderr: expect.stringMatching(/^[^\n]*'npm ci'[^\n]*\n$/) });
  });

  it('refuses a task that it does not know', async () => {
    expect(await node(['scripts/run.mjs', 'paint'], folder)).toMatchObject({ code: 2, stdout: '' });
  });

  it('ends a failed gate with the closing line, alone and last', async () => {
    // Only the gates' own files are here, so every gate has something to complain about.
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    const { code, stdout } = await node(['scripts/run.mjs', 'check'], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/\n0 passed, 5 failed, 0 skipped\n$/);
  });

  it('counts a build that fails before the browser tests as a failed test', async () => {
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'scripts/system-packages.json'), '[]');
    const { code, stdout } = await node(['scripts/run.mjs', 'test'], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/failed gates: .*\bbuild\b.*\n0 passed, 6 failed, 0 skipped\n$/);
  });
});

describe('a child of the launcher', () => {
  const runChild = `import { runChild } from '${project}scripts/run-child.mjs'; process.exitCode = await runChild(...JSON.parse(process.argv[1]));`;
  const started = (script: string) => [
    '--input-type=module',
    '-e',
    runChild,
    JSON.stringify([process.execPath, ['-e', script]]),
  ];

  it('gives its exit code to the launcher', async () => {
    expect((await node(started('process.exit(5)'), project)).code).toBe(5);
  });

  it('that dies of a signal is not a success', async () => {
    expect((await node(started('process.kill(process.pid, "SIGKILL")'), project)).code).toBe(137);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('receives %s that was meant for the launcher', async (signal) => {
    const script = `process.on('${signal}', () => { console.log('got it'); process.exit(7); }); setInterval(() => {}, 1000); console.log('ready');`;
    const launcher = spawn(process.execPath, started(script), { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    launcher.stdout.on('data', (bytes: Uint8Array) => {
      said += new TextDecoder().decode(bytes);
      if (said === 'ready\n') launcher.kill(signal);
    });
    const code = await new Promise((resolve) => launcher.once('close', resolve));
    expect({ code, said }).toEqual({ code: 7, said: 'ready\ngot it\n' });
  });
});

describe('the closing line', () => {
  const cases = `import { expect, it } from 'vitest';
    it('passes', () => expect(1).toBe(1)); it('is left out', (context) => context.skip('no phone here'));`;
  const broken = `import './nowhere.ts';`;

  it.each([
    {
      name: 'counts what passed and tells why a test was skipped',
      file: cases,
      ci: '',
      code: 0,
      line: '1 passed, 0 failed, 1 skipped',
    },
    {
      name: 'counts a skipped test as failed in CI',
      file: cases,
      ci: 'true',
      code: 1,
      line: '1 passed, 1 failed, 0 skipped',
    },
    {
      name: 'counts a file that cannot be loaded as failed',
      file: broken,
      ci: '',
      code: 1,
      line: '0 passed, 1 failed, 0 skipped',
    },
  ])('$name', async ({ file, ci, code, line }) => {
    const folder = await mkdtemp(join(tmpdir(), 'hakushi-line-'));
    try {
      await writeFile(join(folder, 'one.test.ts'), file);
      await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
      const args = [join(project, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--config', 'none'];
      const reporter = ['--reporter=default', `--reporter=${project}tests/closing-line-reporter.ts`];
      const answer = await node([...args.slice(0, 4), ...reporter], folder, { CI: ci, HAKUSHI_COUNT_FILE: '' });
      expect(answer.stdout.endsWith(`\n${line}\n`), answer.stdout).toBe(true);
      expect(answer.code).toBe(code);
      expect(answer.stdout.includes('no phone here')).toBe(file === cases);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('npm run bench', () => {
  it('reports every bench, also when one of them breaks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hakushi-bench-'));
    try {
      await cp(join(project, 'tests/bench/run.ts'), join(folder, 'run.ts'));
      const good = { name: 'speed', value: 0.95, bar: '>= 0.9', ok: true };
      await writeFile(join(folder, 'good.ts'), `export const benchGood = async () => (${JSON.stringify(good)});`);
      await writeFile(join(folder, 'bad.ts'), `export const benchBad = async () => { throw new Error('no medium'); };`);
      await writeFile(join(folder, 'unloadable.ts'), `import './nowhere.ts';`);
      const { code, stdout } = await node(['run.ts'], folder);
      expect(code).toBe(0);
      expect(stdout).toContain('3 measured, 2 missed');
      expect(JSON.parse(await readFile(join(folder, 'bench.json'), 'utf8'))).toEqual([
        { name: expect.stringContaining('bad.ts'), value: null, bar: 'runs', ok: false },
        good,
        { name: expect.stringContaining('unloadable.ts'), value: null, bar: 'runs', ok: false },
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

interface Answer {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function node(args: readonly string[], cwd: string, extraEnv: Record<string, string> = {}): Promise<Answer> {
  const env = { ...process.env, NO_COLOR: '1', ...extraEnv };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (error.code ?? 'killed'), stdout, stderr }),
    );
  });
}
