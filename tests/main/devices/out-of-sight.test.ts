import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PortId } from '../../../domain/ids.ts';
import type { Sighting } from '../../../domain/port.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';

type Place = Pick<Sighting, 'serial' | 'path'>;
type Server = 'down' | 'starting' | 'whole';

const PLACE: Place = { serial: '28041JEHN00001', path: 'usb:1-1' };

/** A phone on a cable and the adb server that lists it, with no USB bus to look at; and what was truly done with the phone. */
class Cable {
  readonly board = new PortBoard(['adb']);
  readonly port: PortId;
  readonly #place: Place;
  #isThere = true;
  #server: Server = 'whole';
  #isFound = true;
  #transport = 1;
  /** How often the phone truly left. */
  departures = 0;

  constructor(place: Place = PLACE) {
    this.#place = place;
    this.#tell();
    const [attachment] = this.board.all();
    if (!attachment) throw new Error('the phone is not on the board');
    this.port = attachment.port;
  }

  plug(isThere: boolean): void {
    if (!isThere && this.#isThere) this.departures += 1;
    if (isThere && !this.#isThere) this.#transport += 1;
    this.#isThere = isThere;
    this.#isFound = isThere && this.#server !== 'down';
    this.#tell();
  }

  /** A server that starts may not have found the phone yet; one that has run for a while has found what is there. */
  server(state: Server): void {
    const wasDown = this.#server === 'down';
    if (wasDown && state !== 'down') this.#transport = 1;
    this.#isFound = state === 'whole' ? this.#isThere : state === 'starting' && !wasDown && this.#isFound;
    this.#server = state;
    this.#tell();
  }

  hasLeft(since: number): boolean {
    return this.board.hasLeft(this.port, since);
  }

  mark(): number {
    return this.board.mark(this.port);
  }

  #tell(): void {
    const transport = String(this.#transport);
    const shown: Sighting = { source: 'adb', ...this.#place, mode: 'android', transport, detail: null };
    this.board.take(
      this.#server === 'down'
        ? { source: 'adb', up: false, why: 'adb.server-down' }
        : { source: 'adb', up: true, sightings: this.#isFound ? [shown] : [], isWhole: this.#server === 'whole' },
    );
  }
}

/** Everything that can happen, by name. */
const ACTS: Readonly<Record<string, (cable: Cable) => void>> = {
  'the server dies': (cable) => cable.server('down'),
  'the server starts': (cable) => cable.server('starting'),
  'the server has run for a while': (cable) => cable.server('whole'),
  'the phone leaves': (cable) => cable.plug(false),
  'the phone starts': (cable) => cable.plug(true),
};

function happen(cable: Cable, acts: readonly string[]): void {
  for (const act of acts) ACTS[act]?.(cable);
}

describe('a phone that went out of sight with its server', () => {
  test.each<Place>([PLACE, { ...PLACE, path: null }, { ...PLACE, serial: null }])(
    'has left as soon as a server that has found all does not list it: %j',
    async (place) => {
      const cable = new Cable(place);
      const since = cable.mark();
      const wanted = { port: cable.port, since, withinMs: 5_000, signal: new AbortController().signal };
      const left = cable.board.awaitAbsence(wanted);
      cable.server('down');
      cable.plug(false);
      cable.server('starting');
      expect([cable.mark() > since, cable.hasLeft(since)]).toEqual([true, false]);
      cable.server('whole');
      await left;
      expect([cable.hasLeft(since), cable.hasLeft(cable.mark())]).toEqual([true, false]);
    },
  );

  test('has not left when it is listed again, under whatever number, or elsewhere', () => {
    const cable = new Cable();
    const since = cable.mark();
    cable.server('down');
    cable.server('whole');
    const elsewhere: Sighting = {
      source: 'adb',
      ...PLACE,
      path: 'usb:1-2',
      mode: 'android',
      transport: '1',
      detail: null,
    };
    cable.server('down');
    cable.board.take({ source: 'adb', up: true, sightings: [elsewhere], isWhole: true });
    expect(cable.hasLeft(since)).toBe(false);
  });

  test('is never said to have left where it did not, whatever dies and comes back', () => {
    const acts = fc.array(fc.constantFrom(...Object.keys(ACTS)), { maxLength: 20 });
    let seen = 0;
    fc.assert(
      fc.property(acts, acts, (before, after) => {
        const cable = new Cable();
        happen(cable, before);
        const [since, trulySince] = [cable.mark(), cable.departures];
        happen(cable, after);
        if (!cable.hasLeft(since)) return;
        seen += 1;
        expect(cable.departures).toBeGreaterThan(trulySince);
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
