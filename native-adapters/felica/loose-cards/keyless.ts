import type { ChipSystem } from '../../../domain/chip.ts';

// The low six bits of a service code. Source: felica-rs types.rs; nfcpy tt3_sony.py.
const ATTRIBUTE = 0x3f;
const RANDOM_WRITABLE = 0x09;
const CYCLIC_WRITABLE = 0x0d;

/** Tells whether a service can be written without a key, at any block or in a ring. */
export function isKeylessWritable(code: number): boolean {
  return [RANDOM_WRITABLE, CYCLIC_WRITABLE].includes(code & ATTRIBUTE);
}

/** Tells whether a service is a ring that can be written without a key. */
export function isKeylessCyclic(code: number): boolean {
  return (code & ATTRIBUTE) === CYCLIC_WRITABLE;
}

/** The codes of a system's services. */
export function servicesOf({ nodes }: Pick<ChipSystem, 'nodes'>): readonly number[] {
  return nodes.flatMap((node) => (node.is === 'service' ? [node.code] : []));
}
