import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './project-folder.ts';

const rooms = ['domain', 'main', 'native-adapters', 'practice', 'preload', 'renderer', 'resources'];
const built = 'out/app/renderer/index.html';

/** Builds the workstation when a source is newer than the build, or there is none. */
export async function buildOnce(): Promise<void> {
  const newest = Math.max(...[...rooms.flatMap(filesUnder), 'electron.vite.config.ts', 'package.json'].map(changedAt));
  if (changedAt(built) > newest) return;
  const tool = join(projectFolder, 'node_modules/electron-vite/bin/electron-vite.js');
  await promisify(execFile)(process.execPath, [tool, 'build'], {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function filesUnder(room: string): readonly string[] {
  const entries = readdirSync(join(projectFolder, room), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length));
}

function changedAt(file: string): number {
  return statSync(join(projectFolder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
