import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackDebianKernel } from './debian-kernel.ts';
import { buildInitramfs } from './initramfs.ts';

/** Debian packages that a guest is built from and started with. */
export const GUEST_PACKAGES = ['qemu-system-x86', 'kmod', 'cpio', 'busybox-static'] as const;

/** One job for a guest machine that sees the host's files read-only and forgets every change it makes to them. */
export interface GuestJob {
  /** Text of the shell script; it runs as root under bash, with `$SHARED` naming the shared folder. */
  readonly script: string;
  /** Host folder that the guest may write; results come back through it. */
  readonly sharedFolder: string;
  /** Raw image files that appear as /dev/vda, /dev/vdb, …; written through. */
  readonly disks?: readonly string[];
  /** Kernel modules loaded before the job starts. */
  readonly modules?: readonly string[];
  readonly memoryMiB?: number;
  /** The guest is switched off when the whole run takes longer. */
  readonly withinMs: number;
}

/** What is known after the guest has gone. */
export interface GuestRun {
  /** Exit code of the job, null when the guest never got so far. */
  readonly exitCode: number | null;
  /** Everything the guest's console said. */
  readonly console: string;
  readonly tookMs: number;
}

const CACHE_FOLDER = fileURLToPath(new URL('../../out/guest/', import.meta.url));

async function machineArguments(job: GuestJob): Promise<readonly string[]> {
  await mkdir(CACHE_FOLDER, { recursive: true });
  const kernel = await unpackDebianKernel(CACHE_FOLDER);
  const initramfs = await buildInitramfs(kernel, CACHE_FOLDER, job.modules ?? []);
  const disks = (job.disks ?? []).map((path) => `file=${path},format=raw,if=virtio,cache=unsafe,discard=ignore`);
  // Software emulation only: hardware virtualisation is not to be had on every machine that must run this.
  return [
    ...['-accel', 'tcg,thread=multi,tb-size=512', '-cpu', 'max', '-smp', '2', '-m', String(job.memoryMiB ?? 1024)],
    ...['-nographic', '-no-reboot', '-nodefaults', '-serial', 'stdio'],
    ...['-fsdev', 'local,id=h,path=/,security_model=none,readonly=on,multidevs=remap'],
    ...['-device', 'virtio-9p-pci,fsdev=h,mount_tag=host'],
    ...['-fsdev', `local,id=s,path=${job.sharedFolder},security_model=none,multidevs=remap`],
    ...['-device', 'virtio-9p-pci,fsdev=s,mount_tag=shared'],
    ...disks.flatMap((disk) => ['-drive', disk]),
    ...['-kernel', kernel.image, '-initrd', initramfs],
    '-append',
    'console=ttyS0 panic=-1 quiet loglevel=3 mitigations=off tsc=reliable guest.shell=/bin/bash',
  ];
}

/** Boots the guest, runs the job in it and resolves when the guest has gone; rejects when it had to be switched off. */
export async function runInGuest(job: GuestJob): Promise<GuestRun> {
  await writeFile(join(job.sharedFolder, 'job'), job.script);
  const args = await machineArguments(job);
  const startedAt = performance.now();
  const machine = spawn('qemu-system-x86_64', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  machine.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  machine.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    machine.kill('SIGKILL');
  }, job.withinMs);
  await new Promise<void>((resolve, reject) => {
    machine.once('close', () => resolve());
    machine.once('error', reject);
  }).finally(() => clearTimeout(limit));
  const console = said.join('').replaceAll('\r', '');
  if (late) throw new Error(`the guest did not finish within ${job.withinMs} ms; its console said:\n${console}`);
  const exit = /^GUEST exit (\d+)$/m.exec(console)?.[1];
  return { exitCode: exit === undefined ? null : Number(exit), console, tookMs: performance.now() - startedAt };
}
