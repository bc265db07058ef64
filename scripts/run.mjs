// The launcher behind every npm script. Runs on Node 20, which is enough to begin.
import { spawnSync } from 'node:child_process';
import { findNode24, root } from './node24.mjs';

const [task, ...args] = process.argv.slice(2);

/** Runs Node 24 with the arguments and returns the exit code; the child shares this terminal. */
function node24(...command) {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  const done = spawnSync(findNode24(), command, { cwd: root, stdio: 'inherit', env });
  return done.status ?? 1;
}

/** Runs steps until one fails; returns the exit code of the last one that ran. */
function inOrder(...steps) {
  for (const step of steps) {
    const code = step();
    if (code !== 0) return code;
  }
  return 0;
}

const types = () => node24('node_modules/typescript/bin/tsc', '-b', '--force');
const lint = () => node24('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.');
const vitest = (...more) => node24('node_modules/vitest/vitest.mjs', 'run', ...more);

const tasks = {
  start: () => node24('main/cli.ts', 'practice', '--out', 'practice-run', ...args),
  hakushi: () => node24('main/cli.ts', ...args),
  check: () => inOrder(types, lint, () => vitest('--project', 'unit', ...args)),
  test: () => inOrder(types, lint, () => vitest(...args)),
};

const chosen = tasks[task];
if (!chosen) {
  console.error(`unknown task: ${task}; known: ${Object.keys(tasks).join(', ')}`);
  process.exit(2);
}
process.exit(chosen());
