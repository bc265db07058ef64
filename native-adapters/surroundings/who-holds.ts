import type { ReadRoot } from './read-root.ts';

const AT_ONCE = 32;

/** Runs work over many items, some at a time, and gives the results in the order of the items. */
export async function overAll<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return results;
}

/** The parent of a process: /proc/<pid>/stat names it after the program's name, which may hold anything, brackets too (man 5 proc). */
async function isOurs(root: ReadRoot, pid: string, ownPid: number): Promise<boolean> {
  if (Number(pid) === ownPid) return true;
  const stat = (await root.text(`/proc/${pid}/stat`)) ?? '';
  const [, parent] = stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(/\s+/);
  return Number(parent) === ownPid;
}

async function heldBy(root: ReadRoot, pid: string, wanted: ReadonlySet<string>): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  // Processes of other users, and those that just ended, show nothing.
  const names = await root.names(folder).catch(() => []);
  const held: string[] = [];
  for (const name of names) {
    const target = await root.linkTarget(`${folder}/${name}`).catch(() => null);
    if (target !== null && wanted.has(target)) held.push(target);
  }
  return held;
}

/**
 * Finds the programs that have files or sockets open, by what their links in /proc/<pid>/fd say; this program and its
 * children are left out. Programs whose files this user may not see are missing, so an empty answer proves nothing.
 */
export async function whoHolds(
  root: ReadRoot,
  wanted: ReadonlySet<string>,
  { signal, ownPid }: { readonly signal: AbortSignal; readonly ownPid: number },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  if (wanted.size === 0) return new Map();
  const pids = (await root.names('/proc')).filter((name) => /^\d+$/.test(name));
  await overAll(pids, async (pid) => {
    signal.throwIfAborted();
    const held = await heldBy(root, pid, wanted);
    if (held.length === 0 || (await isOurs(root, pid, ownPid))) return;
    const name = (await root.text(`/proc/${pid}/comm`).catch(() => null)) ?? pid;
    for (const target of held) found.set(target, (found.get(target) ?? new Set()).add(name));
  });
  return new Map([...found].map(([target, names]) => [target, [...names].toSorted()]));
}
