import type { ChipSystem } from './chip-system.ts';

/** Blocks of a FeliCa Lite or Lite-S (source: felica.md 6.2): user blocks 00-0D, a register that only counts down, system blocks. */
const LAST_USER_BLOCK = 0x0d;
const REGISTER = 0x0e;
const MEMORY_CONFIGURATION = 0x88;
const COUNTERS_AT = [0, 4] as const;
/** Any service with service number 0 reaches the same blocks. */
const READ_SERVICE = 0x000b;

/** Returns the rule by which a Lite lets a block be written: permission bits in MC, the register only downward, no system block. */
export function liteRule(memory: ChipSystem): (block: number, bytes: Uint8Array) => boolean {
  return (block, bytes) => {
    const permission = memory.read(READ_SERVICE, MEMORY_CONFIGURATION) ?? new Uint8Array(16);
    const bits = (permission[0] ?? 0) | ((permission[1] ?? 0) << 8);
    if (block <= LAST_USER_BLOCK) return ((bits >> block) & 1) === 1;
    if (block !== REGISTER || ((bits >> block) & 1) !== 1) return false;
    const before = memory.read(READ_SERVICE, REGISTER) ?? new Uint8Array(16);
    return COUNTERS_AT.every((at) => counter(bytes, at) <= counter(before, at));
  };
}

function counter(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);
}
