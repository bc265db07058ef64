import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId } from '../../domain/ids.ts';
import { lockedForMs, may, type OperatorAccount, type Permission, waitAfterMs } from '../../domain/operator.ts';
import type { DeskBodies, RefusedWhy } from '../../domain/operator-entries.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AccountBook } from './account-book.ts';
import { hashPin, isPin, isWeaker, PIN_COST, type PinCost } from './pin-hash.ts';

/** The two clocks of sessions, both in milliseconds: the computer's wall clock, and one that is never set. */
export interface SessionClock {
  now(): number;
  steady(): number;
}

/** The computer's own clocks. */
export const sessionClock: SessionClock = { now: () => Date.now(), steady: () => performance.now() };

/** How sessions behave; `idleMs` is after how long without a touch the screen locks by itself. */
export interface SessionSettings {
  readonly clock: SessionClock;
  readonly idleMs: number | (() => number);
  readonly cost: PinCost;
}

/** Five minutes without a touch lock the screen. */
export const SESSION_SETTINGS: SessionSettings = { clock: sessionClock, idleMs: 5 * 60 * 1000, cost: PIN_COST };

/** Who is at the workstation: nobody, somebody, or somebody whose screen is locked until the PIN is given again. */
export type Attendance =
  | { readonly is: 'nobody' }
  | { readonly is: 'present'; readonly account: OperatorAccount }
  | { readonly is: 'locked'; readonly account: OperatorAccount };

/** The answer to whether the person at the workstation may do something. */
export type Allowed =
  | { readonly ok: true; readonly account: OperatorAccount }
  | { readonly ok: false; readonly error: WorkstationError };

interface Session {
  readonly id: OperatorId;
  readonly isLocked: boolean;
  readonly touched: { readonly now: number; readonly steady: number };
}

/** The one place where people log in: a single person at a time, in memory only, every log-in and refusal in the ledger. */
export class SessionDesk {
  readonly #ledger: Ledger;
  readonly #book: AccountBook;
  readonly #settings: SessionSettings;
  // What this process saw of wrong tries, by the clock that is never set: a wall clock set forward opens nothing.
  readonly #lockedUntil = new Map<OperatorId, number>();
  #session: Session | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ledger: Ledger, book: AccountBook, settings: SessionSettings = SESSION_SETTINGS) {
    this.#ledger = ledger;
    this.#book = book;
    this.#settings = settings;
  }

  /** Tells whether this workstation has accounts, so that acts need a log-in. */
  get isRequired(): boolean {
    return this.#book.exist();
  }

  /**
   * Lets a person in by id or name and PIN, in place of whoever was there (quick switch) or behind a locked screen. Throws
   * `operator.refused`, `operator.locked-out`, `operator.inactive` or `operator.tampered`, each on record. One try at a time.
   */
  logIn(typed: string, pin: string): Promise<OperatorAccount> {
    const mine = this.#turn.then(() => this.#logIn(typed, pin));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Who is here now; locks first when nobody touched anything for too long. */
  attendance(): Attendance {
    const session = this.#settle();
    if (session === null) return { is: 'nobody' };
    return { is: session.isLocked ? 'locked' : 'present', account: this.#book.get(session.id) };
  }

  /** Notes that the person is still there; a locked screen stays locked. */
  touch(): void {
    const session = this.#settle();
    if (session && !session.isLocked) this.#session = { ...session, touched: this.#moment() };
  }

  /** Locks the screen; jobs go on. */
  lock(): void {
    const session = this.#settle();
    if (session && !session.isLocked) this.#close(session, 'asked', { ...session, isLocked: true });
  }

  /** Ends the session; jobs go on. */
  logOut(): void {
    const session = this.#settle();
    if (session?.isLocked) this.#session = null;
    else if (session) this.#close(session, 'asked', null);
  }

  /** Whether the person who is here may do something, as a value; asking leaves no trace. */
  check(permission: Permission): Allowed {
    const here = this.attendance();
    if (here.is !== 'present') return { ok: false, error: new WorkstationError('operator.not-logged-in') };
    const { account } = here;
    if (may(account.role, permission)) return { ok: true, account };
    return { ok: false, error: new WorkstationError('operator.not-allowed', { role: account.role, permission }) };
  }

  /** The account of the person who is here, for an act that begins now; throws `operator.not-logged-in`, or `operator.not-allowed`, which is on record. */
  authorise(permission: Permission): OperatorAccount {
    const allowed = this.check(permission);
    if (allowed.ok) {
      this.touch();
      return allowed.account;
    }
    const id = this.#session && !this.#session.isLocked ? this.#session.id : null;
    if (id !== null) this.#refuse(id, 'not-allowed', { actor: id, permission });
    throw allowed.error;
  }

  /** How long an account is still locked out, in milliseconds. */
  lockedForMs(id: OperatorId): number {
    const { clock } = this.#settings;
    const now = clock.now();
    const seen = (this.#lockedUntil.get(id) ?? 0) - clock.steady();
    return Math.max(0, seen, lockedForMs(this.#book.wrongTries(id, now), now));
  }

  /** Forgives the wrong tries of an account. */
  forgive(id: OperatorId): void {
    this.#lockedUntil.delete(id);
    this.#book.keepWrongTries(id, { tries: 0, lastAtMs: 0 });
  }

  async #logIn(typed: string, pin: string): Promise<OperatorAccount> {
    const account = this.#book.named(typed);
    if (account === null) {
      // As long as a real try takes, so that the time does not tell who has an account.
      await hashPin(pin, this.#settings.cost);
      this.#refuse(null, 'unknown');
      throw new WorkstationError('operator.refused');
    }
    const { id } = account;
    const stored = this.#book.pinOf(account);
    if (stored === null) {
      this.#refuse(id, 'tampered');
      throw new WorkstationError('operator.tampered', { account: id });
    }
    this.#refuseLocked(id);
    const tries = this.#countTry(id);
    if (!(await isPin(pin, stored))) throw this.#wrongPin(id, tries);
    const { cost } = this.#settings;
    const renewed = isWeaker(stored, cost) ? await hashPin(pin, cost) : null;
    // While the hash was made, a manager may have changed the account.
    const latest = this.#book.get(id);
    if (this.#book.pinOf(latest) !== stored) throw this.#wrongPin(id, tries);
    if (!latest.active) {
      this.#refuse(id, 'inactive');
      throw new WorkstationError('operator.inactive', { account: id });
    }
    this.forgive(id);
    if (renewed !== null) this.#book.rehash(latest, renewed);
    this.#enter(latest);
    return latest;
  }

  #refuseLocked(id: OperatorId): void {
    const lockedFor = this.lockedForMs(id);
    if (lockedFor === 0) return;
    this.#refuse(id, 'locked-out');
    throw lockedOut(lockedFor);
  }

  /** A try counts before it is decided: ending the program in between must not give tries for nothing. */
  #countTry(id: OperatorId): number {
    const { clock } = this.#settings;
    const now = clock.now();
    const tries = this.#book.wrongTries(id, now).tries + 1;
    this.#book.keepWrongTries(id, { tries, lastAtMs: now });
    this.#lockedUntil.set(id, clock.steady() + waitAfterMs(tries));
    return tries;
  }

  #wrongPin(id: OperatorId, tries: number): WorkstationError {
    const waitMs = waitAfterMs(tries);
    this.#refuse(id, 'wrong-pin');
    if (waitMs === 0) return new WorkstationError('operator.refused');
    const body = { account: id, tries, forSeconds: waitMs / 1000 };
    this.#ledger.append({ kind: 'operator-locked-out', actor: 'workstation', body });
    return lockedOut(waitMs);
  }

  #enter({ id, role }: OperatorAccount): void {
    const before = this.#settle();
    const isBack = before?.id === id && before.isLocked;
    const from = before && before.id !== id ? before.id : null;
    const how = isBack ? 'unlock' : from === null ? 'log-in' : 'switch';
    this.#ledger.append({ kind: 'operator-logged-in', actor: id, body: { account: id, role, how, from } });
    this.#session = { id, isLocked: false, touched: this.#moment() };
  }

  #refuse(
    account: OperatorId | null,
    why: RefusedWhy,
    more: { readonly actor?: string; readonly permission?: Permission } = {},
  ): void {
    const { actor = 'workstation', permission = null } = more;
    this.#ledger.append({ kind: 'operator-refused', actor, body: { account, why, permission } });
  }

  /** The session as it is by now: gone with its account, locked when idle. Either clock is enough, because one stops while a computer sleeps and the other can be set. */
  #settle(): Session | null {
    const session = this.#session;
    if (session === null) return null;
    if (!this.#book.get(session.id).active) return this.#close(session, 'account-changed', null);
    const { now, steady } = this.#moment();
    const idleMs = Math.max(now - session.touched.now, steady - session.touched.steady);
    const { idleMs: most } = this.#settings;
    const isIdle = !session.isLocked && idleMs >= (typeof most === 'number' ? most : most());
    return isIdle ? this.#close(session, 'idle', { ...session, isLocked: true }) : session;
  }

  /** The door is shut before the record is tried: a full disk must not keep a screen open. */
  #close(
    { id, isLocked }: Session,
    why: DeskBodies['operator-logged-out']['why'],
    after: Session | null,
  ): Session | null {
    this.#session = after;
    const body = { account: id, why };
    if (!isLocked) this.#ledger.append({ kind: 'operator-logged-out', actor: id, body });
    return after;
  }

  #moment(): Session['touched'] {
    const { clock } = this.#settings;
    return { now: clock.now(), steady: clock.steady() };
  }
}

function lockedOut(lockedForMs: number): WorkstationError {
  return new WorkstationError('operator.locked-out', { seconds: Math.ceil(lockedForMs / 1000) });
}
