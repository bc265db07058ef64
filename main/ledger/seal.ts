import { CHAIN_KINDS, type Checkpoint, type EntryDraft, rotationText, sealText } from '../../domain/ledger.ts';
import type { LedgerIdentity } from './append-entry.ts';
import type { SigningKey } from './keys.ts';

/** The newest entry when a seal is made. */
export interface SealedHead {
  readonly seq: number;
  readonly hash: string;
}

/** Drafts the entry that seals everything up to `head`, which must be the newest entry. */
export function sealDraft(identity: LedgerIdentity, head: SealedHead, key: SigningKey): EntryDraft<'sealed'> {
  const place = { seq: head.seq, hash: head.hash, entries: head.seq };
  const signature = key.sign(sealText({ ...identity, ...place }));
  const body = { head: { seq: head.seq, hash: head.hash }, entries: head.seq, keyId: key.keyId, signature };
  return { kind: CHAIN_KINDS.sealed, actor: 'workstation', body };
}

/** Drafts the entry by which `old` hands over to `next`; it must come right after `head`. */
export function rotationDraft(
  identity: LedgerIdentity,
  head: SealedHead,
  keys: { readonly old: SigningKey; readonly next: SigningKey },
): EntryDraft<'key-rotated'> {
  const next = { newKeyId: keys.next.keyId, newPublicKey: keys.next.publicKey };
  const signature = keys.old.sign(rotationText({ ...identity, seq: head.seq + 1, prev: head.hash, ...next }));
  return { kind: CHAIN_KINDS.rotated, actor: 'workstation', body: { keyId: keys.old.keyId, ...next, signature } };
}

/** Signs the state of the whole chain at its newest entry, to be kept away from this workstation. */
export function checkpointOf(
  identity: LedgerIdentity,
  head: SealedHead & { readonly at: string },
  key: SigningKey,
): Checkpoint {
  const statement = { ...identity, seq: head.seq, hash: head.hash, entries: head.seq };
  const signature = key.sign(sealText(statement));
  return { ...statement, at: head.at, keyId: key.keyId, publicKey: key.publicKey, signature };
}
