import type { ErrorCode } from './errors.ts';
import { isIdText, type OperatorId } from './ids.ts';

/** What a person may be at this workstation; one account has one. */
export const ROLES = ['operator', 'checker', 'manager', 'auditor'] as const;
/** The role of an account. */
export type Role = (typeof ROLES)[number];

const EVERYONE: readonly Role[] = ROLES;
const AT_THE_BENCH: readonly Role[] = ['operator', 'checker', 'manager'];
const SECOND_PERSONS: readonly Role[] = ['checker', 'manager'];
const MANAGERS: readonly Role[] = ['manager'];

/** Who may do what: every act that the workstation asks about, with the roles that may do it. */
export const PERMISSIONS = {
  'see-board': EVERYONE,
  'see-records': EVERYONE,
  'verify-ledger': EVERYONE,
  'export-ledger': EVERYONE,
  'make-report': EVERYONE,
  'examine-phone': AT_THE_BENCH,
  'start-job': AT_THE_BENCH,
  'cancel-job': AT_THE_BENCH,
  'answer-question': AT_THE_BENCH,
  'read-chip': AT_THE_BENCH,
  'zero-card': AT_THE_BENCH,
  'issue-certificate': AT_THE_BENCH,
  'review-job': SECOND_PERSONS,
  'override-block': MANAGERS,
  'override-chip-gate': MANAGERS,
  'seal-ledger': MANAGERS,
  'rotate-key': MANAGERS,
  'back-up': MANAGERS,
  'change-settings': MANAGERS,
  'change-operators': MANAGERS,
} as const satisfies Record<string, readonly Role[]>;
/** The name of one act that not everybody may do. */
export type Permission = keyof typeof PERMISSIONS;

/** Tells whether a role may do something. */
export function may(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission];
  return allowed.includes(role);
}

/** Tells whether a text names a role. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/** A local account as the ledger has it; it is deactivated, never deleted, so that who did what stays readable. */
export interface OperatorAccount {
  /** What is typed at log-in and printed on certificates. */
  readonly id: OperatorId;
  /** The person's name in any script. */
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  /** The newest entry about this account. */
  readonly seq: number;
}

/** What a person says about a new account. */
export type NewAccount = Pick<OperatorAccount, 'id' | 'name' | 'role'>;
/** What may be changed about an account; what is left out stays. */
export type AccountChange = Partial<Pick<OperatorAccount, 'name' | 'role' | 'active'>>;

/** A name as it is compared: NFKC, one space between words, no case; two accounts never fold to the same. */
export function foldName(name: string): string {
  const narrow = name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ');
  // Up and down again, because a few letters have no single lower-case form (ß, final sigma); down first, because ẞ has no other upper one.
  return narrow.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

const MOST_NAME_CHARACTERS = 40;
// Controls, invisible formats and half surrogates could make two names look alike or steer a terminal.
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;
// The ledger writes these for the program itself and for nobody known.
const RESERVED: readonly string[] = ['workstation', 'unknown', 'practice'];

/** Tells whether a text can be a person's name: 1 to 40 visible characters. */
export function isName(name: string): boolean {
  const { length } = [...name];
  return foldName(name) !== '' && length <= MOST_NAME_CHARACTERS && !UNSEEN.test(name);
}

/** Finds the account that a typed id or name means, also an inactive one. */
export function accountNamed(accounts: readonly OperatorAccount[], typed: string): OperatorAccount | null {
  const wanted = foldName(typed);
  return accounts.find(({ id, name }) => foldName(id) === wanted || foldName(name) === wanted) ?? null;
}

/** Why an account cannot be added, or null. */
export function additionRefusal(accounts: readonly OperatorAccount[], added: NewAccount): ErrorCode | null {
  const { id, name, role } = added;
  if (!isIdText(id) || !isName(id) || !isName(name) || RESERVED.includes(foldName(id))) return 'operator.name-unfit';
  if (accountNamed(accounts, id) || accountNamed(accounts, name)) return 'operator.name-taken';
  return accounts.length === 0 && role !== 'manager' ? 'operator.first-manager' : null;
}

/** Why an account cannot be changed so, or null: a workstation is never left without an active manager. */
export function changeRefusal(
  accounts: readonly OperatorAccount[],
  account: OperatorAccount,
  change: AccountChange,
): ErrorCode | null {
  const others = accounts.filter(({ id }) => id !== account.id);
  const changed = { ...account, ...change };
  if (!isName(changed.name)) return 'operator.name-unfit';
  if (accountNamed(others, changed.name)) return 'operator.name-taken';
  const hasManager = [...others, changed].some(({ role, active }) => role === 'manager' && active);
  return hasManager ? null : 'operator.last-manager';
}

/** The fewest characters of a PIN: six digits behind a lock-out that grows outlast any patience at the keyboard. */
export const LEAST_PIN_CHARACTERS = 6;
const MOST_PIN_CHARACTERS = 64;
const LEAST_DIFFERENT = 3;

/** A PIN as it is hashed: full-width digits and letters are the ones they look like. */
export function plainPin(typed: string): string {
  return typed.normalize('NFKC').trim();
}

/** Tells whether a PIN may be used: 6 to 64 characters, at least 3 different ones, no plain run such as 123456, not the account's own name. */
export function isPinFit(typed: string, account: Pick<OperatorAccount, 'id' | 'name'>): boolean {
  const pin = plainPin(typed);
  const characters = [...pin];
  const { length } = characters;
  if (length < LEAST_PIN_CHARACTERS || length > MOST_PIN_CHARACTERS || UNSEEN.test(pin)) return false;
  if (new Set(characters).size < LEAST_DIFFERENT || isRun(characters)) return false;
  return ![account.id, account.name].map(foldName).includes(foldName(pin));
}

function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const gaps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  const [first] = gaps;
  return (first === 1 || first === -1) && gaps.every((gap) => gap === first);
}

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;
const FREE_TRIES = 2;
const FIRST_WAIT_MS = 30 * SECOND_MS;
const LONGEST_WAIT_MS = 60 * 60 * SECOND_MS;

/** The wrong tries of an account since its last log-in, and the workstation clock's time of the newest, milliseconds since 1970 UTC. */
export interface WrongTries {
  readonly tries: number;
  readonly lastAtMs: number;
}

/** How long an account stays locked after that many wrong tries: nothing for two, then 30 s, doubling up to an hour. */
export function waitAfterMs(tries: number): number {
  if (tries <= FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (tries - FREE_TRIES - 1), LONGEST_WAIT_MS);
}

/**
 * How long an account is still locked. A clock that went back never shortens it: up to a day back the wait ends when the clock has
 * caught up, further back the clock was wrong before, and the whole wait begins again at `anchored`'s time.
 */
export function lockedForMs({ tries, lastAtMs }: WrongTries, nowMs: number): number {
  return Math.max(0, lastAtMs + waitAfterMs(tries) - nowMs);
}

/** The wrong tries with a time that this clock can reach: one that lies more than a day ahead is set to now. */
export function anchored(wrong: WrongTries, nowMs: number): WrongTries {
  return wrong.lastAtMs - nowMs > DAY_MS ? { ...wrong, lastAtMs: nowMs } : wrong;
}
