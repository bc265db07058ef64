import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  loadOverwriter,
  OVERWRITER_ABIS,
  overwriterAbiFor,
  readOverwriterManifest,
} from '../../../../native-adapters/android/overwriter/binary.ts';
import { overwriterSourceSha256 } from '../../../../scripts/build-overwriter.ts';

const resources = fileURLToPath(new URL('../../../../resources/overwriter/', import.meta.url));

describe('the overwriter binaries', () => {
  let copy = '';
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'overwriter-'));
    await cp(resources, copy, { recursive: true });
  });
  afterEach(() => rm(copy, { recursive: true, force: true }));

  it.each(OVERWRITER_ABIS)('loads %s with the hash of its manifest, small enough for a practice phone', async (abi) => {
    const binary = await loadOverwriter(resources, abi);
    expect(Buffer.from(binary.bytes.subarray(0, 4)).toString('latin1')).toBe('\x7fELF');
    expect(binary.bytes.length).toBeLessThan(32 * 1024);
  });

  it('was built from the sources that lie here', async () => {
    expect((await readOverwriterManifest(resources)).sourceSha256).toBe(overwriterSourceSha256());
  });

  it('refuses a binary with one changed bit', async () => {
    const file = join(copy, 'x86_64', 'overwriter');
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
    await writeFile(file, bytes);
    await expect(loadOverwriter(copy, 'x86_64')).rejects.toMatchObject({ code: 'overwriter.binary-damaged' });
  });

  it('refuses a manifest with an unknown field or a doubled machine type', async () => {
    const file = join(copy, 'manifest.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...manifest, extra: 1 }));
    await expect(readOverwriterManifest(copy)).rejects.toMatchObject({ code: 'overwriter.binary-damaged' });
    const [first, second] = manifest.binaries;
    await writeFile(file, JSON.stringify({ ...manifest, binaries: [first, second, second] }));
    await expect(readOverwriterManifest(copy)).rejects.toMatchObject({ code: 'overwriter.binary-damaged' });
  });

  it.each([
    ['arm64-v8a,armeabi-v7a,armeabi', 'arm64-v8a'],
    ['armeabi-v7a,armeabi', 'armeabi-v7a'],
    ['x86_64,arm64-v8a', 'x86_64'],
    [' arm64-v8a\n', 'arm64-v8a'],
    ['armeabi', null],
    ['', null],
  ])('chooses for %j', (list, abi) => {
    expect(overwriterAbiFor(list)).toBe(abi);
  });
});
