import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const rooms = ['domain', 'main', 'native-adapters', 'practice', 'preload', 'renderer', 'resources'];
const settings = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];
// The page is built last, so where it is newer than every source, all of the build is.
const lastBuilt = 'out/app/renderer/index.html';

/** Builds the workstation unless the build is newer than every source, and tells before it begins; throws what the build said when it fails. */
export function buildOnce(onBuild: () => void = () => undefined): void {
  const newest = Math.max(...[...rooms.flatMap(everythingUnder), ...settings].map(changedAt));
  if (changedAt(lastBuilt) > newest) return;
  onBuild();
  // What was built from a source that is gone would stay for ever.
  rmSync(join(project, 'out/app'), { recursive: true, force: true });
  const tool = join(project, 'node_modules/electron-vite/bin/electron-vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, 'build'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed\n${stdout}\n${stderr}`);
}

/** Files, and their folders, whose time tells of a file that is gone. */
function everythingUnder(room: string): readonly string[] {
  return [room, ...readdirSync(join(project, room), { recursive: true, encoding: 'utf8' }).map((at) => join(room, at))];
}

function changedAt(file: string): number {
  return statSync(join(project, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
