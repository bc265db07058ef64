import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isInstalled } from '../needs.ts';

const scripts = fileURLToPath(new URL('../../scripts', import.meta.url));
let folder = '';

// A copy of the script with a list of its own and an apt-get of ours on its path: nothing is installed here.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hakushi-packages-'));
  await cp(scripts, join(folder, 'scripts'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  const list = [
    { package: 'tool-a', command: 'hakushi-tool-a', for: 'a test' },
    { package: 'here', command: 'sh', for: 'a test' },
    { package: 'header', file: join(folder, 'header.h'), for: 'a test' },
  ];
  await writeFile(join(folder, 'scripts/system-packages.json'), JSON.stringify(list));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('names the exact command where it may not install', async () => {
  const said = await install({ HAKUSHI_TEST_UID: '1000' });
  expect(said).toContain('sudo apt-get update && sudo apt-get install -y --no-install-recommends tool-a header\n');
  expect(said).toContain('left: ["tool-a","header"]');
});

it('installs exactly what is missing as root on Debian, and trusts what it then finds, not the answer of apt-get', async () => {
  await fakeApt(`echo "apt $*"; case "$*" in *install*) touch ${folder}/header.h ;; esac`);
  const said = await install({ HAKUSHI_TEST_UID: '0' });
  expect(said).toContain('apt -qq update\napt -qq install -y --no-install-recommends tool-a header\n');
  expect(said).toContain('left: ["tool-a"]');
});

it('says how apt-get ended when it failed', async () => {
  await fakeApt('exit 100');
  expect(await install({ HAKUSHI_TEST_UID: '0' })).toContain('apt-get ended with 100\nleft: ["tool-a","header"]');
});

it('refuses to judge a package that is not in the list', () => {
  expect(() => isInstalled('tool-z')).toThrow('not in scripts/system-packages.json');
});

async function fakeApt(body: string): Promise<void> {
  await writeFile(join(folder, 'bin/apt-get'), `#!/bin/sh\n${body}\n`);
  await chmod(join(folder, 'bin/apt-get'), 0o755);
}

function install(extraEnv: Record<string, string>): Promise<string> {
  const script = `process.getuid = () => Number(process.env.HAKUSHI_TEST_UID);
    const { installMissingPackages } = await import('${folder}/scripts/system-packages.mjs');
    console.log('left: ' + JSON.stringify(await installMissingPackages('${folder}/debian_version')));`;
  const env = { ...process.env, ...extraEnv, PATH: `${folder}/bin:${process.env['PATH']}` };
  return writeFile(join(folder, 'debian_version'), '12\n').then(
    () =>
      new Promise((resolve) => {
        execFile(
          process.execPath,
          ['--input-type=module', '-e', script],
          { env, cwd: folder },
          (_error, stdout, stderr) => resolve(`${stdout}${stderr}`),
        );
      }),
  );
}
