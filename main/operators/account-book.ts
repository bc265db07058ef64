import { canonicalText } from '../../domain/canonical.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId } from '../../domain/ids.ts';
import { CHAIN_KINDS, type EntryDraft } from '../../domain/ledger.ts';
import { accountNamed, anchored, type OperatorAccount, type WrongTries } from '../../domain/operator.ts';
import { accountsFrom } from '../../domain/operator-entries.ts';
import { nodeChainTools } from '../ledger/chain-tools.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { OperatorsTable, SecretRow } from '../store/tables/operators.ts';

/**
 * All accounts of a data folder. Who somebody is and may do is read from the ledger's entries, never from a row; the row keeps
 * the PIN's hash, signed by the workstation together with the account as its newest entry has it, so that neither can be changed alone.
 */
export class AccountBook {
  readonly #ledger: Ledger;
  readonly #table: OperatorsTable;
  #accounts: readonly OperatorAccount[];

  /** Reads the accounts from the ledger; throws `operator.tampered` when their entries cannot be, or a row has lost its entries. */
  constructor(ledger: Ledger, table: OperatorsTable) {
    this.#ledger = ledger;
    this.#table = table;
    this.#accounts = this.#read();
    // A ledger whose tail was cut back to before the accounts would let anybody be anybody.
    const orphan = table.ids().find((id) => !this.#accounts.some((account) => account.id === id));
    if (orphan !== undefined) throw new WorkstationError('operator.tampered', { account: orphan });
  }

  /** Every account, also the inactive ones, oldest first. */
  all(): readonly OperatorAccount[] {
    return this.#accounts;
  }

  /** Tells whether this workstation has accounts, so that a name alone is not enough. */
  exist(): boolean {
    return this.#accounts.length > 0;
  }

  /** The account with an id as it is now; throws `operator.unknown`. */
  get(id: OperatorId): OperatorAccount {
    const found = this.#accounts.find((account) => account.id === id);
    if (found === undefined) throw new WorkstationError('operator.unknown', { account: id });
    return found;
  }

  /** The account that a typed id or name means, or null. */
  named(typed: string): OperatorAccount | null {
    return accountNamed(this.#accounts, typed);
  }

  /** The hash of an account's PIN, or null when the row is missing or is not the one that the workstation signed for the account as it is now. */
  pinOf(account: OperatorAccount): string | null {
    const row = this.#table.secret(account.id);
    if (row === null || row.updatedSeq !== account.seq) return null;
    const publicKey = this.#publicKeys().get(row.keyId) ?? '';
    const isOurs = nodeChainTools().verifySignature(this.#statement(account, row.pin), row.signature, publicKey);
    return isOurs ? row.pin : null;
  }

  /** Writes an entry about an account together with its signed row, and seals; a `pin` of null keeps the hash that stands. */
  write(draft: EntryDraft<'operator-added' | 'operator-changed'>, pin: string | null): OperatorAccount {
    const id = draft.body.account;
    const standing = this.named(id);
    const kept = pin ?? (standing && this.pinOf(standing));
    if (kept === null) throw new WorkstationError('operator.tampered', { account: id });
    const account = this.#ledger.transaction((within) => {
      within.append(draft);
      const written = accountNamed(this.#read(), id);
      if (written === null) throw new WorkstationError('operator.unknown', { account: id });
      this.#table.putSecret(written.id, this.#signed(written, kept));
      return written;
    });
    this.#accounts = this.#read();
    this.#ledger.sealNow();
    return account;
  }

  /** Keeps a new hash of the same PIN; the account does not change. */
  rehash(account: OperatorAccount, pin: string): void {
    this.#table.putSecret(account.id, this.#signed(account, pin));
  }

  /** The wrong tries of an account, at a time that the clock can reach. */
  wrongTries(id: OperatorId, nowMs: number): WrongTries {
    const stored = this.#table.wrongTries(id);
    const reachable = anchored(stored, nowMs);
    if (reachable !== stored) this.#table.putWrongTries(id, reachable);
    return reachable;
  }

  /** Keeps how often and when a PIN was tried; on the disk when this returns. */
  keepWrongTries(id: OperatorId, wrong: WrongTries): void {
    this.#table.putWrongTries(id, wrong);
  }

  #read(): readonly OperatorAccount[] {
    const [added, changed] = [this.#ledger.ofKind('operator-added'), this.#ledger.ofKind('operator-changed')];
    return accountsFrom([...added, ...changed].map(({ entry }) => entry));
  }

  #signed(account: OperatorAccount, pin: string): SecretRow {
    const { key } = this.#ledger;
    return { pin, keyId: key.keyId, signature: key.sign(this.#statement(account, pin)), updatedSeq: account.seq };
  }

  #statement(account: OperatorAccount, pin: string): string {
    const { id, name, role, active, seq } = account;
    const { workstation } = this.#ledger.identity;
    return canonicalText({ what: 'hakushi-operator', workstation, id, name, role, active, seq, pin });
  }

  /** The chain was checked when it was opened: these keys are the workstation's own, old ones included. */
  #publicKeys(): ReadonlyMap<string, string> {
    const opened = this.#ledger.ofKind(CHAIN_KINDS.opened).map(({ entry }) => entry.body);
    const rotated = this.#ledger.ofKind(CHAIN_KINDS.rotated).map(({ entry }) => entry.body);
    return new Map([
      ...opened.map(({ keyId, publicKey }) => [keyId, publicKey] as const),
      ...rotated.map(({ newKeyId, newPublicKey }) => [newKeyId, newPublicKey] as const),
    ]);
  }
}
