// Builds the on-phone overwriter for each machine type, byte for byte the same on every Debian 12, and writes the manifest.
// Usage: build-overwriter.mjs [--out FOLDER]; exits 3 and names the packages when a compiler is missing. Runs on Node 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const source = fileURLToPath(new URL('../native-adapters/android/overwriter/', import.meta.url));
const resources = fileURLToPath(new URL('../resources/overwriter/', import.meta.url));

const COMMON = [
  ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-ffreestanding', '-fno-ident', '-fno-stack-protector'],
  ...['-fno-asynchronous-unwind-tables', '-fno-unwind-tables', '-fno-tree-loop-distribute-patterns', '-ffunction-sections'],
  ...['-nostdlib', '-static', '-fno-pie', '-no-pie', '-s'],
  // 16 KiB pages exist since Android 15; a segment that is not aligned to them cannot be mapped there.
  '-Wl,-z,max-page-size=16384,-z,noexecstack,-z,noseparate-code,--build-id=none,--gc-sections',
];

/** The machine types by Android's names, with Debian's compiler for each. */
export const TARGETS = [
  // Without outlined atomics: they would ask the C library what the processor can do.
  { abi: 'arm64-v8a', compiler: 'aarch64-linux-gnu-gcc', package: 'gcc-aarch64-linux-gnu', flags: ['-mno-outline-atomics'] },
  {
    abi: 'armeabi-v7a',
    compiler: 'arm-linux-gnueabi-gcc',
    package: 'gcc-arm-linux-gnueabi',
    flags: ['-march=armv7-a', '-mfpu=neon', '-mfloat-abi=softfp', '-mthumb'],
  },
  { abi: 'x86_64', compiler: 'x86_64-linux-gnu-gcc', package: 'gcc', flags: ['-march=x86-64'] },
];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const runs = (compiler) => spawnSync(compiler, ['--version'], { encoding: 'utf8' });

/** Returns the Debian packages whose compiler cannot be started here. */
export function missingCompilers() {
  return TARGETS.filter(({ compiler }) => runs(compiler).status !== 0).map((target) => target.package);
}

/** Returns the SHA-256 over the names and contents of the C sources and of this recipe's flags. */
export function sourceSha256() {
  const hash = createHash('sha256').update(JSON.stringify([COMMON, TARGETS]));
  for (const name of readdirSync(source).filter((file) => /\.[ch]$/.test(file)).sort())
    hash.update(`${name}\0`).update(sha256(readFileSync(join(source, name))));
  return hash.digest('hex');
}

/** Builds all binaries into `<out>/<abi>/overwriter` and writes `<out>/manifest.json`; throws with the compiler's words. */
export function buildOverwriter(out) {
  const binaries = TARGETS.map(({ abi, compiler, flags }) => {
    const file = join(out, abi, 'overwriter');
    mkdirSync(join(out, abi), { recursive: true });
    // Relative names and a fixed locale: nothing of this machine may reach the binary.
    const args = [...COMMON, ...flags, 'overwriter.c', '-o', file, '-lgcc'];
    const done = spawnSync(compiler, args, { cwd: source, encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    if (done.status !== 0) throw new Error(`${compiler} failed: ${done.stderr || done.error}`);
    const bytes = readFileSync(file);
    return { abi, sha256: sha256(bytes), sizeBytes: bytes.length, compiler: runs(compiler).stdout.split('\n')[0] };
  });
  const manifest = { version: 1, sourceSha256: sourceSha256(), binaries };
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const missing = missingCompilers();
  if (missing.length > 0) {
    console.error(`compilers are missing; on Debian 12: apt-get install ${missing.join(' ')}`);
    process.exit(3);
  }
  const at = process.argv.indexOf('--out');
  const { binaries } = buildOverwriter(at < 0 ? resources : (process.argv[at + 1] ?? resources));
  for (const { abi, sizeBytes, sha256: hash } of binaries) console.log(`${abi} ${sizeBytes} bytes ${hash}`);
}
