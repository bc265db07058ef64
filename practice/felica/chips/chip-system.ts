import type { NodeBlueprint, SystemBlueprint } from './chip-blueprint.ts';

const BLOCK_BYTES = 16;
/** Bits of a service code: the lowest says that no key is needed, the upper ten are the service number. */
const KEYLESS = 1;
const NUMBER_SHIFT = 6;
const ATTRIBUTE = 0x3f;

/** What a service's code says of its kind (source: felica.md 4.1, attribute = the low six bits). */
export type ServiceKind = 'random' | 'cyclic' | 'purse';

/** One system of a chip while it lives: its nodes, and what their blocks hold now. */
export class ChipSystem {
  readonly blueprint: SystemBlueprint;
  readonly #blocks = new Map<number, Map<number, Uint8Array>>();

  constructor(blueprint: SystemBlueprint) {
    this.blueprint = blueprint;
    for (const node of blueprint.nodes) {
      if (node.is !== 'service') continue;
      const held = this.#blocks.get(node.code >> NUMBER_SHIFT) ?? new Map<number, Uint8Array>();
      for (const [number, bytes] of node.blocks) if (!held.has(number)) held.set(number, Uint8Array.from(bytes));
      this.#blocks.set(node.code >> NUMBER_SHIFT, held);
    }
  }

  get nodes(): readonly NodeBlueprint[] {
    return this.blueprint.nodes;
  }

  /** Tells whether a Polling for these two bytes, FF being a wildcard in each, means this system; returns the code that it meant. */
  matches(high: number, low: number): number | null {
    const fits = (code: number): boolean =>
      (high === 0xff || code >> 8 === high) && (low === 0xff || (code & 0xff) === low);
    return [this.blueprint.code, ...this.blueprint.alsoAnswersTo].find(fits) ?? null;
  }

  /** Tells whether an area begins with that code, or a service has it. */
  has(code: number): boolean {
    return this.nodes.some((node) => (node.is === 'area' ? node.first : node.code) === code);
  }

  /** Returns the service of a code, or null. */
  service(code: number): (NodeBlueprint & { is: 'service' }) | null {
    const found = this.nodes.find((node) => node.is === 'service' && node.code === code);
    return found?.is === 'service' ? found : null;
  }

  /** Returns the area that begins with that code, or null. */
  area(first: number): (NodeBlueprint & { is: 'area' }) | null {
    const found = this.nodes.find((node) => node.is === 'area' && node.first === first);
    return found?.is === 'area' ? found : null;
  }

  /** Returns how many blocks stand behind a node. */
  blocksBehind(code: number): number {
    const inside = this.area(code);
    if (inside === null) return this.#of(code).size;
    if (code === 0) return this.blueprint.usedBlocks;
    const numbers = this.nodes.filter(
      (node) => node.is === 'service' && node.code >= inside.first && node.code <= inside.last,
    );
    const distinct = new Set(numbers.map((node) => (node.is === 'service' ? node.code >> NUMBER_SHIFT : 0)));
    return [...distinct].reduce((sum, number) => sum + (this.#blocks.get(number)?.size ?? 0), 0);
  }

  /** Returns a copy of a block, or null where the service has none of that number. */
  read(code: number, block: number): Uint8Array | null {
    const held = this.#of(code).get(block);
    return held === undefined ? null : Uint8Array.from(held);
  }

  /** Stores a block; a cyclic service takes it as its newest and drops its oldest. False where there is no such block. */
  write(code: number, block: number, bytes: Uint8Array): boolean {
    const held = this.#of(code);
    if (!held.has(block) || bytes.length !== BLOCK_BYTES) return false;
    if (kindOf(code) === 'cyclic') {
      if (block !== 0) return false;
      for (let number = held.size - 1; number > 0; number -= 1) held.set(number, held.get(number - 1) ?? bytes);
    }
    held.set(block, Uint8Array.from(bytes));
    return true;
  }

  #of(code: number): Map<number, Uint8Array> {
    return this.#blocks.get(code >> NUMBER_SHIFT) ?? new Map();
  }
}

/** Tells whether a service answers without a key. */
export const isKeyless = (code: number): boolean => (code & KEYLESS) === KEYLESS;

/** Tells whether a service only ever lets its blocks be read. */
export function isReadOnly(code: number): boolean {
  const attribute = code & ATTRIBUTE & ~KEYLESS;
  return attribute === 0x0a || attribute === 0x0e || attribute === 0x16;
}

/** Returns the kind that a service's code names. */
export function kindOf(code: number): ServiceKind {
  const attribute = code & ATTRIBUTE;
  if (attribute >= 0x10) return 'purse';
  return attribute >= 0x0c ? 'cyclic' : 'random';
}
