import { open } from 'node:fs/promises';
import { CANARY_CLASSES, CANARY_LENGTH, CANARY_PREFIX, type CanaryClass, classOfCanary } from './canary.ts';

/** Distinct canaries found, by class. */
export type CanaryCount = Readonly<Record<CanaryClass, number>>;

const CHUNK_BYTES = 8 << 20;

/** Collects distinct canaries out of a stream of neighbouring pieces; a canary across a border is found too. */
export class CanaryCollector {
  readonly #found = new Set<string>();
  #tail = Buffer.alloc(0);

  /** Takes the next piece. */
  add(piece: Uint8Array): void {
    const bytes = Buffer.concat([this.#tail, piece]);
    for (let at = bytes.indexOf(CANARY_PREFIX); at !== -1; at = bytes.indexOf(CANARY_PREFIX, at + 1)) {
      if (at + CANARY_LENGTH > bytes.length) break;
      const text = bytes.toString('latin1', at, at + CANARY_LENGTH);
      if (classOfCanary(text) !== null) this.#found.add(text);
    }
    this.#tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - CANARY_LENGTH + 1)));
  }

  /** Says how many different canaries of each class were in the pieces so far. */
  count(): CanaryCount {
    const sum = (kind: CanaryClass) => [...this.#found].filter((text) => classOfCanary(text) === kind).length;
    const pairs = CANARY_CLASSES.map((kind) => [kind, sum(kind)] as const);
    return Object.fromEntries(pairs) as Record<CanaryClass, number>;
  }
}

/** Reads an image file or block device from end to end and counts the distinct canaries in it. */
export async function scanForCanaries(path: string): Promise<CanaryCount> {
  const collector = new CanaryCollector();
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let read = 1; read > 0; ) {
      read = (await file.read(chunk, 0, CHUNK_BYTES, null)).bytesRead;
      collector.add(chunk.subarray(0, read));
    }
  } finally {
    await file.close();
  }
  return collector.count();
}

/** Sums what was found inside files; names are not contents. */
export function contentsOf(count: CanaryCount): number {
  return count.JPG + count.SQL + count.TXT + count.TNY;
}
