import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The machine types that an overwriter is built for, by Android's names. */
export const OVERWRITER_ABIS = ['arm64-v8a', 'armeabi-v7a', 'x86_64'] as const;
/** One of the machine types that an overwriter is built for. */
export type OverwriterAbi = (typeof OVERWRITER_ABIS)[number];

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const MANIFEST = z.strictObject({
  version: z.literal(1),
  sourceSha256: HASH,
  binaries: z
    .array(
      z.strictObject({
        abi: z.enum(OVERWRITER_ABIS),
        sha256: HASH,
        sizeBytes: z.int().positive(),
        compiler: z.string().min(1),
      }),
    )
    .length(OVERWRITER_ABIS.length),
});

/** What resources/overwriter/manifest.json says of the built binaries. */
export type OverwriterManifest = z.infer<typeof MANIFEST>;

/** One overwriter, ready to be pushed, with its proven hash. */
export interface OverwriterBinary {
  readonly abi: OverwriterAbi;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Chooses the binary for a phone from `ro.product.cpu.abilist` (best first); null when none of its machine types is known. */
export function overwriterAbiFor(abiList: string): OverwriterAbi | null {
  for (const name of abiList.split(',')) {
    const abi = OVERWRITER_ABIS.find((known) => known === name.trim());
    if (abi !== undefined) return abi;
  }
  return null;
}

/** Reads the manifest in a folder such as resources/overwriter; throws when it is missing or not of the known shape. */
export async function readOverwriterManifest(folder: string): Promise<OverwriterManifest> {
  const manifest = MANIFEST.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  if (new Set(manifest.binaries.map(({ abi }) => abi)).size !== OVERWRITER_ABIS.length)
    throw new Error('the overwriter manifest names a machine type twice');
  return manifest;
}

/** Loads a binary and proves that it is the one in the manifest; throws when a byte differs. */
export async function loadOverwriter(folder: string, abi: OverwriterAbi): Promise<OverwriterBinary> {
  const manifest = await readOverwriterManifest(folder);
  const listed = manifest.binaries.find((binary) => binary.abi === abi);
  if (listed === undefined) throw new Error(`the overwriter manifest does not name ${abi}`);
  const bytes = new Uint8Array(await readFile(join(folder, abi, 'overwriter')));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== listed.sha256 || bytes.length !== listed.sizeBytes)
    throw new Error(`the overwriter for ${abi} is not the one in its manifest`);
  return { abi, sha256, bytes };
}
