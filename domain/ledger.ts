import { canonicalText } from './canonical.ts';
import type { CardBodies, ChipBodies } from './chip-entries.ts';
import type { EntryBodies } from './entry-kinds.ts';
import type { WorkstationId } from './ids.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { DeskBodies } from './operator-entries.ts';

/** One line of the ledger. Its hash is SHA-256 over the UTF-8 bytes of its canonical text, and is not part of it. */
export interface LedgerEntry {
  /** 1 for the opening entry, then without gaps. */
  readonly seq: number;
  /** UTC with milliseconds: 2026-01-02T03:04:05.678Z, from `clock`. */
  readonly at: string;
  /** Local time minus UTC when it was written. */
  readonly offsetMinutes: number;
  readonly clock: 'workstation';
  readonly kind: EntryKind;
  readonly practice: boolean;
  readonly workstation: WorkstationId;
  /** An operator id, or 'workstation' when the program itself acted. */
  readonly actor: string;
  readonly port: string | null;
  readonly job: string | null;
  readonly record: string | null;
  readonly body: BodyOf<EntryKind>;
  /** Hash of the entry before, 64 lower-case hex digits; GENESIS_PREV in the first. */
  readonly prev: string;
}

/** An entry as it is stored: its exact canonical text and the hash of it. */
export interface ChainLink {
  readonly text: string;
  readonly hash: string;
}

/** What the ledger's own kinds hold; the kinds of jobs stand in `entry-kinds.ts`, those of people in `operator-entries.ts`. */
export interface ChainBodies {
  readonly 'ledger-opened': {
    readonly workstation: string;
    readonly practice: boolean;
    readonly schema: number;
    readonly keyId: string;
    /** Raw Ed25519 public key, base64. */
    readonly publicKey: string;
  };
  readonly sealed: {
    /** The entry just before this one. */
    readonly head: { readonly seq: number; readonly hash: string };
    readonly entries: number;
    readonly keyId: string;
    /** Ed25519 over sealText, base64. */
    readonly signature: string;
  };
  readonly 'key-rotated': {
    readonly keyId: string;
    readonly newKeyId: string;
    readonly newPublicKey: string;
    /** Ed25519 by the old key over rotationText, base64. */
    readonly signature: string;
  };
  readonly 'clock-went-back': { readonly before: string; readonly now: string };
}

/** The kind of any entry. */
export type EntryKind = keyof EntryBodies | keyof ChainBodies | keyof DeskBodies | keyof ChipBodies | keyof CardBodies;
/** What an entry of a kind holds. */
export type BodyOf<Kind extends EntryKind> = (EntryBodies & ChainBodies & DeskBodies & ChipBodies & CardBodies)[Kind];

/** What a writer says about a new entry; the ledger adds number, time, workstation and link. */
export type EntryDraft<Kind extends EntryKind = EntryKind> = {
  readonly [K in Kind]: {
    readonly kind: K;
    readonly actor: string;
    readonly port?: string | null;
    readonly job?: string | null;
    readonly record?: string | null;
    readonly body: BodyOf<K>;
  };
}[Kind];

/** The `prev` of the first entry. */
export const GENESIS_PREV = '0'.repeat(64);
/** The version of the entry's shape, written into the opening entry. */
export const LEDGER_SCHEMA = 1;

/** Kinds that the chain itself gives a meaning to. */
export const CHAIN_KINDS = {
  opened: 'ledger-opened',
  sealed: 'sealed',
  rotated: 'key-rotated',
  clockWentBack: 'clock-went-back',
} as const satisfies Record<string, keyof ChainBodies>;

/** What a seal signs: the state of the whole chain at one entry. */
export interface SealStatement {
  readonly workstation: string;
  readonly seq: number;
  readonly hash: string;
  /** How many entries the chain had, which equals `seq`. */
  readonly entries: number;
  readonly practice: boolean;
}

/** A seal kept outside the ledger, so that a cut tail or a replaced ledger shows. */
export interface Checkpoint extends SealStatement {
  readonly keyId: string;
  /** Raw Ed25519 public key, base64. */
  readonly publicKey: string;
  readonly at: string;
  /** Ed25519 over sealText(statement), base64. */
  readonly signature: string;
}

/** What the old key signs when a new key takes over: bound to one place in one chain. */
export interface RotationStatement {
  readonly workstation: string;
  readonly practice: boolean;
  /** Seq of the key-rotated entry itself. */
  readonly seq: number;
  readonly prev: string;
  readonly newKeyId: string;
  /** Raw Ed25519 public key, base64. */
  readonly newPublicKey: string;
}

/** The text that a seal's or a checkpoint's signature covers. */
export function sealText(seal: SealStatement): string {
  const { workstation, seq, hash, entries, practice } = seal;
  return canonicalText({ workstation, seq, hash, entries, practice });
}

/** The text that the old key signs to hand over to the new one. */
export function rotationText(rotation: RotationStatement): string {
  const { workstation, practice, seq, prev, newKeyId, newPublicKey } = rotation;
  return canonicalText({ workstation, practice, seq, prev, newKeyId, newPublicKey });
}

const PLAIN_KEY = /^[^"\\\p{Cc}]*$/u;

/**
 * Writes an entry as the canonical text that is hashed and stored. Throws NotCanonicalError for a value without canonical text,
 * and RangeError for a body key with a quote, a backslash or a control character: V8 can misread such keys (docs/decisions/0004).
 */
export function entryText(entry: LedgerEntry): string {
  const plain = entry as unknown as JsonObject;
  refuseOddKeys(plain);
  return canonicalText(plain);
}

function refuseOddKeys(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    if (!PLAIN_KEY.test(key)) throw new RangeError(`not a key for a ledger entry: ${JSON.stringify(key)}`);
    refuseOddKeys(inside);
  }
}
