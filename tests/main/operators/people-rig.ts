import { expect } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import { operatorId } from '../../../domain/ids.ts';
import type { Role } from '../../../domain/operator.ts';
import { DESK_KINDS } from '../../../domain/operator-entries.ts';
import type { OpenLedger } from '../../../main/ledger/open-ledger.ts';
import { type Operators, openOperators } from '../../../main/operators/operators.ts';
import type { SessionClock, SessionSettings } from '../../../main/operators/session-desk.ts';
import { openForTest, temporaryFolder } from '../ledger/ledger-for-tests.ts';

/** A cost that lets tests run quickly. */
export const CHEAP = { logN: 4, r: 1, p: 1 } as const;
/** The PIN of everybody here. */
export const PIN = '135792';
/** A PIN of nobody here. */
export const WRONG = '246813';

/** Both clocks of sessions, set by a test. */
export class TwoClocks implements SessionClock {
  wall = Date.UTC(2026, 2, 4);
  mono = 0;
  now = (): number => this.wall;
  steady = (): number => this.mono;

  /** Time passes for both. */
  pass(ms: number): void {
    this.wall += ms;
    this.mono += ms;
  }
}

/** No test here pulls the plug; waiting for the disk at every entry would be most of their time. */
function openQuickly(folder: string): OpenLedger {
  const opened = openForTest(folder);
  opened.database.pragma('synchronous = OFF');
  return opened;
}

/** A data folder with accounts: a manager `mori` who was added first, and whoever a test adds. */
export class PeopleRig {
  readonly clock = new TwoClocks();
  readonly folder = temporaryFolder();
  readonly settings: SessionSettings = { clock: this.clock, idleMs: 300_000, cost: CHEAP };
  opened: OpenLedger = openQuickly(this.folder);
  people: Operators = openOperators(this.opened, this.settings);

  /** Ends the program and begins it again; the clock that is never set starts anew. */
  restart(): void {
    this.opened.close();
    this.clock.mono = 5;
    this.opened = openQuickly(this.folder);
    this.people = openOperators(this.opened, this.settings);
  }

  /** Adds the manager and further people, and leaves the manager logged in. */
  async staff(others: Readonly<Record<string, Role>> = {}): Promise<this> {
    const { accounts, sessions } = this.people;
    await accounts.add({ id: operatorId('mori'), name: '森', role: 'manager' }, PIN);
    await sessions.logIn('mori', PIN);
    for (const [id, role] of Object.entries(others)) await accounts.add({ id: operatorId(id), name: id, role }, PIN);
    return this;
  }

  /** What the ledger says about people, as `kind actor body`, from an entry on. */
  told(since = 0): string[] {
    const entries = DESK_KINDS.flatMap((kind) => this.opened.ledger.ofKind(kind));
    const newer = entries.filter(({ seq }) => seq > since).toSorted((one, other) => one.seq - other.seq);
    return newer.map(({ entry }) => `${entry.kind} ${entry.actor} ${Object.values(entry.body).join(' ')}`.trim());
  }
}

/** The code of the error that a promise or call ends with. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(WorkstationError);
    return (thrown as WorkstationError).code;
  }
  return 'none';
}
