// The launcher behind every npm script. Runs on Node 20, which is enough to begin; everything it starts runs on Node 24.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNode24, root } from './node24.mjs';
import { runChild } from './run-child.mjs';
import { installMissingPackages } from './system-packages.mjs';

const [task, ...args] = process.argv.slice(2);
const node24 = (...command) => runChild(findNode24(), command);
const vitest = 'node_modules/vitest/vitest.mjs';

// Each gate reads the whole project in a second or two. tsc is forced: its incremental state went stale after a change of `types`.
const gates = {
  types: () => node24('node_modules/typescript/bin/tsc', '-b', '--force'),
  lint: () =>
    node24('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.'),
  layers: () => node24('scripts/check-layers.ts'),
  house: () => node24('scripts/check-house.ts'),
  texts: () => node24('scripts/check-texts.ts'),
};

/** Builds into an empty folder: what was built from a source that is gone would be packaged for ever. */
async function build() {
  await rm(`${root}out/app`, { recursive: true, force: true });
  return node24('node_modules/electron-vite/bin/electron-vite.js', 'build');
}

/** Runs every gate, also after one failed, so that one run tells all; returns the names of the failed ones. */
async function runGates(wanted) {
  const failed = [];
  for (const [name, gate] of Object.entries(wanted)) if ((await gate()) !== 0) failed.push(name);
  return failed;
}

/** Runs the gates, then vitest, and ends with `N passed, N failed, N skipped` alone on the last line; a gate counts as one. */
async function proveAll(wanted, ...vitestArgs) {
  const failedGates = await runGates(wanted);
  const count = { passed: Object.keys(wanted).length - failedGates.length, failed: failedGates.length, skipped: 0 };
  if (failedGates.length > 0) process.stdout.write(`\nfailed gates: ${failedGates.join(', ')}; no test was run\n`);
  else await addTests(count, vitestArgs);
  process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  return count.failed === 0 ? 0 : 1;
}

async function addTests(count, vitestArgs) {
  const folder = await mkdtemp(join(tmpdir(), 'hakushi-count-'));
  const file = join(folder, 'count.json');
  try {
    const code = await runChild(findNode24(), [vitest, 'run', ...vitestArgs], { HAKUSHI_COUNT_FILE: file });
    const tests = await readFile(file, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 1, skipped: 0 }));
    count.passed += tests.passed;
    count.skipped += tests.skipped;
    // A run that ended badly without a failed test (it could not start, it was killed) is a failure all the same.
    count.failed += code !== 0 ? Math.max(1, tests.failed) : tests.failed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function testEverything() {
  const stillMissing = await installMissingPackages();
  if (stillMissing.length > 0 && process.env.CI === 'true') {
    process.stdout.write(`missing in CI: ${stillMissing.join(' ')}\n0 passed, 1 failed, 0 skipped\n`);
    return 1;
  }
  // The window's journeys run what was built, so a build that fails is a failed test.
  return proveAll({ ...gates, build }, ...args);
}

/** Runs one step after the other until one fails; returns its exit code. */
async function inOrder(...steps) {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return code;
  }
  return 0;
}

const tasks = {
  start: () => node24('scripts/start.mjs', ...args),
  build,
  licences: () => inOrder(build, () => node24('scripts/build-licences.ts')),
  icons: () => node24('scripts/build-icons.ts', ...args),
  package: () =>
    inOrder(
      build,
      () => node24('scripts/build-licences.ts', '--check'),
      () => node24('node_modules/electron-builder/cli.js', ...args),
    ),
  hakushi: () => node24('main/cli.ts', ...args),
  check: () => proveAll(gates, '--project', 'unit', ...args),
  test: testEverything,
  bench: () => node24('tests/bench/run.ts', ...args),
  screenshots: () => inOrder(build, () => node24('tests/screenshots/run.ts', ...args)),
  coverage: () => node24(vitest, 'run', '--project', 'unit', '--coverage', ...args),
  mutation: () => node24('node_modules/@stryker-mutator/core/bin/stryker.js', 'run', ...args),
  overwriter: () => node24('scripts/build-overwriter.ts', ...args),
  baselines: () => node24('scripts/sign-baselines.ts', ...args),
};

async function main() {
  const chosen = tasks[task];
  if (!chosen) {
    process.stderr.write(`unknown task: ${task ?? '(none)'}; known: ${Object.keys(tasks).join(', ')}\n`);
    return 2;
  }
  if (!existsSync(`${root}node_modules/typescript`)) {
    process.stderr.write(
      "The project's packages are not installed. Run 'npm ci' first, then the same command again.\n",
    );
    return 3;
  }
  return chosen();
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 3;
}
