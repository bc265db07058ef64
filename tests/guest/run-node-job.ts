import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { runInGuest } from './run-in-guest.ts';
import { warmNode } from './warm-node.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const WITHIN_MS = 280_000;
const NODE_CACHE = fileURLToPath(new URL('../../out/guest/node-cache/', import.meta.url));
/** What the jobs start besides themselves. */
const STARTED = [
  'main/cli.ts',
  'native-adapters/links/usb/usb-process.ts',
  'native-adapters/links/usb/device-process.ts',
  'tests/guest/usb/reader-bench.ts',
  'tests/guest/usb/usb-bench.ts',
];

/**
 * Runs a Node program of the project in a guest with a virtual USB controller, Linux' reader driver and udev, and returns what it wrote as
 * its result. Emulated in software, Node now and then dies of a signal of its own while it starts; that alone is tried again, aloud: a crash
 * after the job began is a fault. A kernel with a stuck driver does not shut down in order; the last line restarts it at once, which ends the guest.
 */
export async function runNodeJob(module: string): Promise<unknown> {
  await mkdir(NODE_CACHE, { recursive: true });
  await warmNode(NODE_CACHE, [module, ...STARTED]);
  const sharedFolder = await mkdtemp(join(tmpdir(), 'hakushi-guest-'));
  try {
    const script = `
      cd ${PROJECT}
      export NODE_COMPILE_CACHE=${NODE_CACHE}
      /lib/systemd/systemd-udevd --daemon
      udevadm trigger && udevadm settle
      for attempt in 1 2 3 4 5; do
        ${process.execPath} ${module}
        code=$?
        case $code in 132|133|134|135|139) [ ! -e $SHARED/begun ] || break;; *) break;; esac
        echo "Node crashed in the emulated machine before the job began, attempt $attempt"
      done
      echo "GUEST exit $code"
      echo b > /proc/sysrq-trigger
    `;
    const modules = ['vhci-hcd', 'port100'];
    const run = await runInGuest({ script, sharedFolder, modules, memoryMiB: 2048, withinMs: WITHIN_MS });
    console.log(`${module}: ${Math.round(run.tookMs)} ms from the guest's start to its end\n${run.console}`);
    expect(run.exitCode, run.console).toBe(0);
    return JSON.parse(await readFile(join(sharedFolder, 'result.json'), 'utf8'));
  } finally {
    await rm(sharedFolder, { recursive: true, force: true });
  }
}
