import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The gates that `npm run check` runs, by name. */
export const gateNames = ['types', 'lint', 'layers', 'house', 'texts'] as const;
/** The name of a gate. */
export type GateName = (typeof gateNames)[number];

const project = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const settings = ['biome.json', 'tsconfig.base.json', 'tsconfig.json'];
const rooms = ['domain', 'native-adapters', 'practice', 'main', 'preload', 'renderer', 'scripts', 'tests'];

const commands: Readonly<Record<GateName, readonly string[]>> = {
  types: ['node_modules/typescript/bin/tsc', '-b', '--force', '--pretty', 'false'],
  lint: [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '--vcs-enabled=false',
    '.',
  ],
  layers: ['scripts/check-layers.ts'],
  house: ['scripts/check-house.ts'],
  texts: ['scripts/check-texts.ts'],
};

/** What a gate said about a tree; `exitCode` 0 is green. */
export interface GateAnswer {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs one of the real gates, with the project's real settings, against the right tree with the files of an example laid over it. */
export async function runGate(gate: GateName, example: string | null): Promise<GateAnswer> {
  const tree = await mkdtemp(join(tmpdir(), 'hakushi-gate-'));
  try {
    await cp(join(here, 'right'), tree, { recursive: true });
    for (const file of settings) await cp(join(project, file), join(tree, file));
    for (const room of rooms) await cp(join(project, room, 'tsconfig.json'), join(tree, room, 'tsconfig.json'));
    await symlink(join(project, 'node_modules'), join(tree, 'node_modules'));
    if (example !== null) await cp(join(here, 'wrong', example), tree, { recursive: true });
    return await runIn(gate, tree);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

/** Runs one of the real gates in a folder that holds nothing but a package.json. */
export async function runGateOnNothing(gate: GateName): Promise<GateAnswer> {
  const tree = await mkdtemp(join(tmpdir(), 'hakushi-gate-'));
  try {
    await cp(join(here, 'right/package.json'), join(tree, 'package.json'));
    return await runIn(gate, tree);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

function runIn(gate: GateName, tree: string): Promise<GateAnswer> {
  const [script = '', ...args] = commands[gate];
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_NO_WARNINGS: '1', NO_COLOR: '1' };
    execFile(process.execPath, [join(project, script), ...args], { cwd: tree, env }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ exitCode, output: `${stdout}${stderr}` });
    });
  });
}
