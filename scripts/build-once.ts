import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const rooms = ['domain', 'main', 'native-adapters', 'practice', 'preload', 'renderer', 'resources'];
const settings = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];
// The page is built last, so where it is newer than every source, all of the build is.
const lastBuilt = 'out/app/renderer/index.html';

/** Builds the workstation unless the build is newer than every source, and tells before it begins; throws what the build said when it fails. */
export function buildOnce(onBuild: () => void = () => undefined): void {
  const newest = Math.max(...[...rooms.flatMap(filesUnder), ...settings].map(changedAt));
  if (changedAt(lastBuilt) > newest) return;
  onBuild();
  const tool = join(project, 'node_modules/electron-vite/bin/electron-vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, 'build'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed\n${stdout}\n${stderr}`);
}

function filesUnder(room: string): readonly string[] {
  const entries = readdirSync(join(project, room), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length));
}

function changedAt(file: string): number {
  return statSync(join(project, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
