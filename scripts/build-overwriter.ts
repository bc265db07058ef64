// Builds the on-phone overwriter for each machine type, byte for byte the same on every Debian 12, and writes the manifest.
// Usage: build-overwriter.ts [--out FOLDER]; exits 3 and names the packages when a compiler is missing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../native-adapters/android/overwriter');
const resources = join(import.meta.dirname, '../resources/overwriter');

const COMMON = [
  ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-ffreestanding', '-fno-ident', '-fno-stack-protector'],
  ...['-fno-asynchronous-unwind-tables', '-fno-unwind-tables', '-fno-tree-loop-distribute-patterns'],
  ...['-ffunction-sections', '-nostdlib', '-static', '-fno-pie', '-no-pie', '-s'],
  // 16 KiB pages exist since Android 15; a segment that is not aligned to them cannot be mapped there.
  '-Wl,-z,max-page-size=16384,-z,noexecstack,-z,noseparate-code,--build-id=none,--gc-sections',
];

interface Target {
  /** Android's name of the machine type. */
  readonly abi: string;
  readonly compiler: string;
  /** The Debian package that brings the compiler. */
  readonly package: string;
  readonly flags: readonly string[];
}

const TARGETS: readonly Target[] = [
  // Without outlined atomics: they would ask the C library what the processor can do.
  {
    abi: 'arm64-v8a',
    compiler: 'aarch64-linux-gnu-gcc',
    package: 'gcc-aarch64-linux-gnu',
    flags: ['-mno-outline-atomics'],
  },
  {
    abi: 'armeabi-v7a',
    compiler: 'arm-linux-gnueabi-gcc',
    package: 'gcc-arm-linux-gnueabi',
    flags: ['-march=armv7-a', '-mfpu=neon', '-mfloat-abi=softfp', '-mthumb'],
  },
  { abi: 'x86_64', compiler: 'x86_64-linux-gnu-gcc', package: 'gcc', flags: ['-march=x86-64'] },
];

/** One built binary as the manifest names it; `compiler` is the first line of its `--version`. */
export interface BuiltOverwriter {
  readonly abi: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly compiler: string;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const askVersion = (compiler: string) => spawnSync(compiler, ['--version'], { encoding: 'utf8' });

/** Returns the Debian packages whose compiler cannot be started here. */
export function missingCompilers(): readonly string[] {
  return TARGETS.filter(({ compiler }) => askVersion(compiler).status !== 0).map((target) => target.package);
}

/** Returns the SHA-256 over the names and contents of the C sources and over the flags they are built with. */
export function overwriterSourceSha256(): string {
  const hash = createHash('sha256').update(JSON.stringify([COMMON, TARGETS]));
  const names = readdirSync(source).filter((name) => /\.[ch]$/.test(name));
  for (const name of names.sort()) hash.update(`${name}\0`).update(sha256(readFileSync(join(source, name))));
  return hash.digest('hex');
}

function build(out: string, { abi, compiler, flags }: Target): BuiltOverwriter {
  const file = join(out, abi, 'overwriter');
  mkdirSync(join(out, abi), { recursive: true });
  // Relative names and a fixed locale: nothing of this machine may reach the binary.
  const args = [...COMMON, ...flags, 'overwriter.c', '-o', file, '-lgcc'];
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  const done = spawnSync(compiler, args, { cwd: source, encoding: 'utf8', env });
  if (done.status !== 0) throw new Error(`${compiler} failed: ${done.stderr}${done.error ?? ''}`);
  const bytes = readFileSync(file);
  const version = askVersion(compiler).stdout.split('\n')[0] ?? '';
  return { abi, sha256: sha256(bytes), sizeBytes: bytes.length, compiler: version };
}

/** Builds every binary into `<out>/<abi>/overwriter`, writes `<out>/manifest.json`; throws with the compiler's words. */
export function buildOverwriters(out: string): readonly BuiltOverwriter[] {
  const binaries = TARGETS.map((target) => build(out, target));
  const manifest = { version: 1, sourceSha256: overwriterSourceSha256(), binaries };
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return binaries;
}

function main(outOption: string | undefined): number {
  const missing = missingCompilers();
  if (missing.length > 0) {
    process.stderr.write(`compilers are missing; on Debian 12: apt-get install ${missing.join(' ')}\n`);
    return 3;
  }
  const binaries = buildOverwriters(outOption ?? resources);
  for (const one of binaries) process.stdout.write(`${one.abi} ${one.sizeBytes} bytes ${one.sha256}\n`);
  return 0;
}

if (import.meta.main) {
  const at = process.argv.indexOf('--out');
  process.exitCode = main(at < 0 ? undefined : process.argv[at + 1]);
}
