import { type AuditException, type AuditOperator, NOT_RECORDED } from './audit-report.ts';
import { isJobEntryKind } from './certificate-entries.ts';
import type { ReadEntry } from './ledger-frame.ts';
import { fieldOf, textOf } from './ledger-meaning.ts';
import { ROLES } from './operator.ts';

const NO_ACTS = {
  drafted: 0,
  consents: 0,
  acts: 0,
  secondLooks: 0,
  accepted: 0,
  rejected: 0,
  issued: 0,
  logIns: 0,
  refusals: 0,
};
type Tally = Record<keyof typeof NO_ACTS, number>;
type Account = Pick<AuditOperator, 'name' | 'role' | 'active'>;
const NO_ACCOUNT: Account = { name: NOT_RECORDED, role: NOT_RECORDED, active: NOT_RECORDED };

/** Keeps who did what in a period, and which accounts the ledger knows. */
export class AuditPeople {
  readonly #tallies = new Map<string, Tally>();
  readonly #accounts = new Map<string, Account>();

  /** Takes an entry of any time: accounts are shown as they stand in the newest entry about them. */
  learn({ kind, body }: ReadEntry): void {
    if (kind !== 'operator-added' && kind !== 'operator-changed') return;
    const role = ROLES.find((one) => one === fieldOf(body, 'role')) ?? NOT_RECORDED;
    const active = fieldOf(body, 'active') ?? true;
    const name = textOf(body, 'name') || NOT_RECORDED;
    this.#accounts.set(textOf(body, 'account'), { name, role, active: active === true });
  }

  /** Takes an entry of the period. */
  count(entry: ReadEntry): void {
    if (isJobEntryKind(entry.kind)) this.#countWork(entry);
    else if (entry.kind === 'operator-logged-in') this.#add(textOf(entry.body, 'account'), 'logIns');
    else if (entry.kind === 'operator-refused') this.#add(textOf(entry.body, 'account'), 'refusals');
  }

  /** Everybody with an account or a part in the period, in the order of their names; `phones` counts the phones of each one. */
  list(phones: ReadonlyMap<string, { passed: number; notPassed: number }>): readonly AuditOperator[] {
    const names = new Set([...this.#accounts.keys(), ...this.#tallies.keys(), ...phones.keys()]);
    return [...names].sort(byCodeUnits).map((id) => ({
      id,
      ...(this.#accounts.get(id) ?? NO_ACCOUNT),
      ...(this.#tallies.get(id) ?? NO_ACTS),
      ...(phones.get(id) ?? { passed: 0, notPassed: 0 }),
      training: NOT_RECORDED,
    }));
  }

  #countWork({ kind, body, actor }: ReadEntry): void {
    const operator = textOf(body, 'operator');
    if (kind === 'job-drafted') this.#add(operator, 'drafted');
    else if (kind === 'consent-recorded') this.#add(operator, 'consents');
    else if (kind === 'operator-acted')
      this.#add(operator, fieldOf(body, 'step') === 'review' ? 'secondLooks' : 'acts');
    // The program itself is nobody.
    else if (kind === 'certificate-issued') this.#add(actor === 'workstation' ? '' : actor, 'issued');
    else if (kind === 'verdict-reached') {
      const review = fieldOf(body, 'review');
      const is = fieldOf(review, 'is');
      if (is === 'accepted' || is === 'rejected') this.#add(textOf(review, 'reviewer'), is);
    }
  }

  #add(name: string, what: keyof Tally): void {
    if (name === '') return;
    const tally = this.#tallies.get(name) ?? NO_ACTS;
    this.#tallies.set(name, { ...tally, [what]: tally[what] + 1 });
  }
}

/** What an entry about people or settings shows out of the ordinary, or null. */
export function deskException({ kind, body, actor }: ReadEntry): Pick<AuditException, 'kind' | 'detail'> | null {
  const account = textOf(body, 'account') || '?';
  switch (kind) {
    case 'setting-changed':
      return {
        kind,
        detail: `${textOf(body, 'setting')}: ${textOf(body, 'from')} > ${textOf(body, 'to')} (${actor})`,
      };
    case 'operator-changed': {
      const changed = fieldOf(body, 'changed');
      return { kind, detail: `${account}: ${Array.isArray(changed) ? changed.join(' ') : '?'} (${actor})` };
    }
    case 'operator-refused':
      return { kind, detail: `${account}: ${textOf(body, 'why')}` };
    case 'operator-locked-out':
      return { kind, detail: `${account}: ${String(fieldOf(body, 'tries') ?? '?')}` };
    default:
      return null;
  }
}

/** An order that no locale changes. */
function byCodeUnits(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
