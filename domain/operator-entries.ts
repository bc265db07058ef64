import { WorkstationError } from './errors.ts';
import { operatorId } from './ids.ts';
import { type OperatorAccount, type Permission, ROLES, type Role } from './operator.ts';
import { flag, objectOf, oneOf, type Shape, ShapeError, text } from './shape.ts';

/** What about an account was changed; `lock-out` when its wrong tries were forgiven. */
export type ChangedPart = 'name' | 'role' | 'active' | 'pin' | 'lock-out';

/** Why a person was refused. */
export type RefusedWhy = 'unknown' | 'wrong-pin' | 'inactive' | 'locked-out' | 'tampered' | 'not-allowed';

/** Settings whose every change is on record: whether a second person is wanted, and who the shop says it is. */
export const RECORDED_SETTINGS = ['second-person', 'shop-name', 'shop-licence', 'shop-address', 'shop-phone'] as const;
/** One of RECORDED_SETTINGS. */
export type RecordedSetting = (typeof RECORDED_SETTINGS)[number];

/** What the ledger keeps about accounts, log-ins and settings: never a PIN, a hash of one, or what was typed as a name. They belong to no record. */
export interface DeskBodies {
  readonly 'operator-added': { readonly account: string; readonly name: string; readonly role: Role };
  /** The account as it is after the change. */
  readonly 'operator-changed': {
    readonly account: string;
    readonly name: string;
    readonly role: Role;
    readonly active: boolean;
    readonly changed: readonly ChangedPart[];
  };
  readonly 'operator-logged-in': {
    readonly account: string;
    readonly role: Role;
    readonly how: 'log-in' | 'switch' | 'unlock';
    /** Who was logged in until then, when another was. */
    readonly from: string | null;
  };
  readonly 'operator-logged-out': { readonly account: string; readonly why: 'asked' | 'idle' | 'account-changed' };
  readonly 'operator-refused': {
    /** Null when no account has the name that was typed. */
    readonly account: string | null;
    readonly why: RefusedWhy;
    readonly permission: Permission | null;
  };
  readonly 'operator-locked-out': { readonly account: string; readonly tries: number; readonly forSeconds: number };
  /** Settings that an auditor must be able to see; the others are kept outside the ledger. */
  readonly 'setting-changed': { readonly setting: RecordedSetting; readonly from: string; readonly to: string };
}

/** The kinds of entries about people and settings. */
export const DESK_KINDS = [
  'operator-added',
  'operator-changed',
  'operator-logged-in',
  'operator-logged-out',
  'operator-refused',
  'operator-locked-out',
  'setting-changed',
] as const satisfies readonly (keyof DeskBodies)[];

const role = oneOf(...ROLES);
const personId: Shape<OperatorAccount['id']> = (value, path = '') => {
  try {
    return operatorId(text(value, path));
  } catch {
    throw new ShapeError(path, 'an id');
  }
};
const added = objectOf<Omit<OperatorAccount, 'seq' | 'active' | 'id'> & { account: OperatorAccount['id'] }>({
  account: personId,
  name: text,
  role,
});
const changed = objectOf<Omit<OperatorAccount, 'seq' | 'id'> & { account: OperatorAccount['id'] }>({
  account: personId,
  name: text,
  role,
  active: flag,
});

/** An entry about an account as it is read from the ledger. */
export interface AccountEntry {
  readonly seq: number;
  readonly kind: string;
  readonly body: unknown;
}

/**
 * All accounts as the entries tell, oldest first; entries of other kinds are passed over. Throws `operator.tampered` when an entry about an
 * account cannot be read, or adds one twice, or changes one that was never added.
 */
export function accountsFrom(entries: readonly AccountEntry[]): readonly OperatorAccount[] {
  const accounts = new Map<string, OperatorAccount>();
  for (const entry of entries.toSorted((one, other) => one.seq - other.seq)) {
    const account = readAccount(entry);
    if (account === null) continue;
    if (accounts.has(account.id) !== (entry.kind === 'operator-changed')) throw tampered(entry);
    accounts.set(account.id, account);
  }
  return [...accounts.values()];
}

function readAccount(entry: AccountEntry): OperatorAccount | null {
  const { seq, kind, body } = entry;
  try {
    if (kind === 'operator-added') {
      const { account, ...rest } = added(body);
      return { id: account, ...rest, active: true, seq };
    }
    if (kind !== 'operator-changed') return null;
    const { account, ...rest } = changed(body);
    return { id: account, ...rest, seq };
  } catch (cause) {
    throw tampered(entry, cause);
  }
}

function tampered({ seq }: AccountEntry, cause?: unknown): WorkstationError {
  return new WorkstationError('operator.tampered', { account: `#${seq}` }, { cause });
}
