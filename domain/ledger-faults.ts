import type { Checkpoint } from './ledger.ts';

/** Why an entry is bad; the texts are under `ledger.why.<code>`. */
export const CHAIN_FAULTS = [
  'changed',
  'deleted',
  'reordered',
  'inserted',
  'spliced',
  'practice-mixed',
  'bad-seal',
  'rewritten',
  'bad-rotation',
  'not-opened',
  'not-canonical',
  'tail-cut',
  'checkpoint-mismatch',
  'checkpoint-foreign',
  'checkpoint-forged',
  'unreadable',
  'empty',
] as const;
/** One of CHAIN_FAULTS. */
export type ChainFault = (typeof CHAIN_FAULTS)[number];

/** What a check cannot see by its nature; the texts are under `ledger.blind.<code>`. */
export const CHAIN_BLIND_SPOTS = [
  'tail-cut',
  'tail-cut-after-checkpoint',
  'whole-replaced',
  'unsealed-tail',
  'key-holder',
  'under-the-seal',
] as const;
/** One of CHAIN_BLIND_SPOTS. */
export type BlindSpot = (typeof CHAIN_BLIND_SPOTS)[number];

/** The first bad entry. `since`, where present: no seal vouches for the entries from this seq on, so the true place may be earlier. */
export interface FirstBad {
  readonly seq: number;
  readonly why: ChainFault;
  readonly since?: number;
}

/** The answer of a chain check: `entries` counts what was read, `head` is the last entry before the first bad one. */
export interface ChainAnswer {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly firstBad: FirstBad | null;
  readonly cannotSee: readonly BlindSpot[];
}

/** The cryptography that a check needs, given by whoever runs it. */
export interface ChainTools {
  /** SHA-256 of the text's UTF-8 bytes as 64 lower-case hex digits. */
  sha256(text: string): string;
  /** SHA-256 of the raw key behind the base64 as hex, or null when it is not 32 bytes. */
  keyIdOf(publicKey: string): string | null;
  /** True only for a good Ed25519 signature (base64) of the text's UTF-8 bytes by the raw public key (base64). */
  verifySignature(text: string, signature: string, publicKey: string): boolean;
}

/**
 * `depth`: 'every-entry' (the default) reads every entry to its last character and verifies every signature. 'newest-seal' verifies every
 * hash and link, and trusts the newest seal for what lies under it: one good signature over the head vouches for every byte before it,
 * so that older seals' signatures and the inner form of sealed entries are looked at only when something is wrong.
 */
export interface ChainOptions {
  readonly checkpoint?: Checkpoint;
  readonly depth?: 'every-entry' | 'newest-seal';
}
