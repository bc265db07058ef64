import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId } from '../../domain/ids.ts';
import {
  type AccountChange,
  additionRefusal,
  changeRefusal,
  isPinFit,
  type NewAccount,
  type OperatorAccount,
} from '../../domain/operator.ts';
import type { ChangedPart } from '../../domain/operator-entries.ts';
import type { AccountBook } from './account-book.ts';
import { hashPin, PIN_COST, type PinCost } from './pin-hash.ts';
import type { SessionDesk } from './session-desk.ts';

/** What is asked about an account: parts to change, a new PIN, or forgiveness of wrong tries. */
export interface ChangeOrder extends AccountChange {
  readonly pin?: string;
  readonly unlock?: boolean;
}

/** Adds and changes accounts, by whoever is logged in and may. */
export class AccountDesk {
  readonly #book: AccountBook;
  readonly #sessions: SessionDesk;
  readonly #cost: PinCost;

  constructor(book: AccountBook, sessions: SessionDesk, cost: PinCost = PIN_COST) {
    this.#book = book;
    this.#sessions = sessions;
    this.#cost = cost;
  }

  /**
   * Adds an account; the first one must be a manager's and needs no log-in. Throws `operator.not-logged-in`, `operator.not-allowed`,
   * `operator.name-unfit`, `operator.name-taken`, `operator.first-manager` or `operator.pin-unfit`, and nothing is written.
   */
  async add(added: NewAccount, pin: string): Promise<OperatorAccount> {
    const actor = this.#book.exist() ? this.#sessions.authorise('change-operators').id : 'workstation';
    const { id, role } = added;
    const name = added.name.normalize('NFC').trim();
    const refusal = (): void => refuse(additionRefusal(this.#book.all(), { id, name, role }), id);
    refusal();
    if (!isPinFit(pin, { id, name })) throw new WorkstationError('operator.pin-unfit');
    const hash = await hashPin(pin, this.#cost);
    // The world may have changed while the hash was made.
    refusal();
    if (actor === 'workstation' && this.#book.exist()) throw new WorkstationError('operator.not-logged-in');
    const body = { account: id, name, role };
    return this.#book.write({ kind: 'operator-added', actor, body }, hash);
  }

  /**
   * Changes an account: a manager changes any, everybody their own PIN. Throws as `add` does, `operator.unknown`, and
   * `operator.last-manager` when no active manager would be left. A change that changes nothing writes nothing.
   */
  async change(id: OperatorId, order: ChangeOrder): Promise<OperatorAccount> {
    const actor = this.#whoMay(id, order);
    const account = this.#book.get(id);
    const change = changeOf(account, order);
    refuse(changeRefusal(this.#book.all(), account, change), id);
    const { pin } = order;
    if (pin !== undefined && !isPinFit(pin, { ...account, ...change }))
      throw new WorkstationError('operator.pin-unfit');
    const hash = pin === undefined ? null : await hashPin(pin, this.#cost);
    const latest = this.#book.get(id);
    refuse(changeRefusal(this.#book.all(), latest, change), id);
    const changed = partsOf(latest, change, order);
    if (changed.length === 0) return latest;
    const { name, role, active } = { ...latest, ...change };
    const body = { account: id, name, role, active, changed };
    const done = this.#book.write({ kind: 'operator-changed', actor, body }, hash);
    // A new PIN from a manager opens the account at once.
    if (changed.includes('pin') || changed.includes('lock-out')) this.#sessions.forgive(id);
    return done;
  }

  #whoMay(id: OperatorId, order: ChangeOrder): OperatorId {
    const here = this.#sessions.attendance();
    const isOwnPin = Object.entries(order).every(([part, value]) => part === 'pin' || value === undefined);
    if (here.is === 'present' && here.account.id === id && isOwnPin) return id;
    return this.#sessions.authorise('change-operators').id;
  }
}

function changeOf(account: OperatorAccount, order: ChangeOrder): AccountChange {
  const { name = account.name, role = account.role, active = account.active } = order;
  return { name: name.normalize('NFC').trim(), role, active };
}

function partsOf(account: OperatorAccount, change: AccountChange, order: ChangeOrder): readonly ChangedPart[] {
  const parts = (['name', 'role', 'active'] as const).filter((part) => change[part] !== account[part]);
  return [
    ...parts,
    ...(order.pin === undefined ? [] : (['pin'] as const)),
    ...(order.unlock === true ? (['lock-out'] as const) : []),
  ];
}

function refuse(code: ReturnType<typeof changeRefusal>, account: string): void {
  if (code !== null) throw new WorkstationError(code, { account });
}
