import { CALLS } from '../../domain/ipc.ts';
import { FIRST_SETTINGS, type PortName, type Settings } from '../../domain/settings.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { recordSecondPerson, secondPersonOnRecord } from '../operators/second-person.ts';
import type { SettingsTable } from '../store/tables/settings.ts';
import { recordShop, shopOnRecord } from './shop.ts';
import type { WindowPlace } from './window-place.ts';
import { readWindowPlace } from './window-place.ts';

const KEPT = ['language', 'theme', 'density', 'sounds', 'lockAfterMinutes', 'labelWidthMm', 'ports'] as const;
type Kept = (typeof KEPT)[number];
const WINDOW_PLACE = 'windowPlace';

/** What may be changed at once; what is left out stays. */
export type SettingsChange = Partial<Settings>;

/**
 * What a workstation is set to. Who the shop is and whether a second person is wanted stand in the ledger and are read from it alone;
 * the rest are rows, read strictly: one that is not what it must be counts as never set.
 */
export class SettingsBook {
  readonly #ledger: Ledger;
  readonly #table: SettingsTable;
  #now: Settings;

  constructor(ledger: Ledger, table: SettingsTable) {
    this.#ledger = ledger;
    this.#table = table;
    this.#now = this.#read();
  }

  /** Everything as it is now. */
  get now(): Settings {
    return this.#now;
  }

  /** Changes settings, the recorded ones with who did it; throws `ledger.write-failed`. */
  change(change: SettingsChange, actor: string): Settings {
    const { shop, secondPerson } = change;
    if (shop) recordShop(this.#ledger, shop, actor);
    if (secondPerson) recordSecondPerson(this.#ledger, secondPerson, actor);
    const rows = KEPT.filter((name) => change[name] !== undefined).map((name) => [name, rowOf(name, change)] as const);
    if (rows.length > 0) this.#table.put(new Map(rows));
    this.#now = this.#read();
    return this.#now;
  }

  /** Where the window stood when it was closed, or null. */
  windowPlace(): WindowPlace | null {
    return readWindowPlace(this.#parsed(WINDOW_PLACE));
  }

  /** Keeps where the window stands. */
  keepWindowPlace(place: WindowPlace): void {
    this.#table.put(new Map([[WINDOW_PLACE, JSON.stringify(place)]]));
  }

  #read(): Settings {
    const shop = shopOnRecord(this.#ledger);
    const secondPerson = secondPersonOnRecord(this.#ledger);
    const kept = Object.fromEntries(KEPT.map((name) => [name, this.#kept(name)])) as Pick<Settings, Kept>;
    return { ...kept, ports: inOrder(kept.ports), shop, secondPerson };
  }

  #kept(name: Kept): unknown {
    const parsed = CALLS['change-settings'].input.shape[name].safeParse(this.#parsed(name));
    return parsed.success && parsed.data !== undefined ? parsed.data : FIRST_SETTINGS[name];
  }

  #parsed(name: string): unknown {
    const row = this.#table.get(name);
    return row === null ? undefined : JSON.parse(row);
  }
}

function rowOf(name: Kept, change: SettingsChange): string {
  return JSON.stringify(name === 'ports' ? inOrder(change.ports ?? []) : change[name]);
}

/** Names in the order of their places; of two for one Port or one place the first stays, and the others get the next free places. */
function inOrder(names: readonly PortName[]): readonly PortName[] {
  const seen = new Set<string>();
  const taken = new Set<number>();
  const kept: PortName[] = [];
  for (const one of names) {
    if (seen.has(one.port)) continue;
    let { place } = one;
    while (taken.has(place)) place += 1;
    const twin = one.twin === null || one.twin === one.port || seen.has(one.twin) ? null : one.twin;
    seen.add(one.port);
    if (twin !== null) seen.add(twin);
    taken.add(place);
    kept.push({ ...one, place, twin });
  }
  return kept.toSorted((a, b) => a.place - b.place);
}
