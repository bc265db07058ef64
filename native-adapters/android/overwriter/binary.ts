import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { WorkstationError } from '../../../domain/errors.ts';

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

function damaged(file: string, cause?: unknown): WorkstationError {
  return new WorkstationError('overwriter.binary-damaged', { file }, { cause });
}

/** Reads the manifest in a folder such as resources/overwriter; throws `overwriter.binary-damaged` when it is not as known. */
export async function readOverwriterManifest(folder: string): Promise<OverwriterManifest> {
  const file = join(folder, 'manifest.json');
  try {
    const manifest = MANIFEST.parse(JSON.parse(await readFile(file, 'utf8')));
    const kinds = new Set(manifest.binaries.map(({ abi }) => abi));
    if (kinds.size !== OVERWRITER_ABIS.length) throw new Error('a machine type is named twice');
    return manifest;
  } catch (cause) {
    throw damaged(file, cause);
  }
}

/** Loads a binary and proves that it is the one in the manifest; throws `overwriter.binary-damaged` when a byte differs. */
export async function loadOverwriter(folder: string, abi: OverwriterAbi): Promise<OverwriterBinary> {
  const { binaries } = await readOverwriterManifest(folder);
  const file = join(folder, abi, 'overwriter');
  const listed = binaries.find((binary) => binary.abi === abi);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw damaged(file, cause);
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== listed?.sha256 || bytes.length !== listed.sizeBytes) throw damaged(file);
  return { abi, sha256, bytes: new Uint8Array(bytes) };
}
