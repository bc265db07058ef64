import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { portId } from '../../../domain/ids.ts';
import type { PhoneMode, Sighting } from '../../../domain/port.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';

const PORT = portId('usb:1-1');
const UDID = '00008110-0000000000000001';

/** An iPhone on a cable, the bus and the service that show it, and what was truly done with it. */
class Cable {
  readonly board = new PortBoard(['usbmuxd', 'usb']);
  mode: PhoneMode | null = 'waiting-for-usbmuxd';
  #deviceId = 1;
  #isServiceUp = true;
  #isBusUp = true;
  /** How often the phone left, or started anew in another mode. */
  departures = 0;

  constructor() {
    this.#tell();
  }

  leave(): void {
    if (this.mode !== null) this.departures += 1;
    this.become(null);
  }

  become(mode: PhoneMode | null): void {
    if (mode !== null && this.mode !== null && mode !== this.mode) this.departures += 1;
    if (mode !== null && mode !== this.mode) this.#deviceId += 1;
    this.mode = mode;
    this.#tell();
  }

  service(isUp: boolean): void {
    // A service that starts anew counts from one again.
    if (isUp && !this.#isServiceUp) this.#deviceId = 1;
    this.#isServiceUp = isUp;
    this.#tell();
  }

  bus(isUp: boolean): void {
    this.#isBusUp = isUp;
    this.#tell();
  }

  #tell(): void {
    const shared = { serial: UDID, detail: null };
    const seen: Sighting[] =
      this.mode === null ? [] : [{ source: 'usb', path: 'usb:1-1', mode: this.mode, transport: null, ...shared }];
    const offered: Sighting[] =
      this.mode === 'waiting-for-usbmuxd'
        ? [{ source: 'usbmuxd', path: null, mode: 'iphone', transport: String(this.#deviceId), ...shared }]
        : [];
    this.board.take(
      this.#isBusUp ? { source: 'usb', up: true, sightings: seen } : { source: 'usb', up: false, why: 'usb.hung' },
    );
    this.board.take(
      this.#isServiceUp
        ? { source: 'usbmuxd', up: true, sightings: offered }
        : { source: 'usbmuxd', up: false, why: 'usbmuxd.down' },
    );
  }
}

/** Everything that can happen to the cable, by name. */
const ACTS: Readonly<Record<string, (cable: Cable) => void>> = {
  'the service dies': (cable) => cable.service(false),
  'the service starts': (cable) => cable.service(true),
  'the bus is lost': (cable) => cable.bus(false),
  'the bus is seen': (cable) => cable.bus(true),
  'the phone leaves': (cable) => cable.leave(),
  'the phone starts': (cable) => cable.become('waiting-for-usbmuxd'),
  'the phone starts in recovery mode': (cable) => cable.become('iphone-recovery'),
};

function happen(cable: Cable, acts: readonly string[]): void {
  for (const act of acts) ACTS[act]?.(cable);
}

const never = new AbortController().signal;

describe('leaving a port', () => {
  test('is not what a phone does whose service dies and comes back', async () => {
    const cable = new Cable();
    const since = cable.board.mark(PORT);
    cable.service(false);
    cable.service(true);
    expect(cable.board.at(PORT)).toMatchObject({ source: 'usbmuxd', mode: 'iphone' });
    // It must be looked at anew, for it may have been another one meanwhile; but nobody saw it leave.
    expect([cable.board.mark(PORT) > since, cable.board.hasLeft(PORT, since)]).toEqual([true, false]);
    const waiting = cable.board.awaitAbsence({ port: PORT, since, withinMs: 20, signal: never });
    await expect(waiting).rejects.toMatchObject({ code: 'erase.refused' });
  });

  test('is unknown, and no refusal, where nobody can see the phone any more', async () => {
    const cable = new Cable();
    const since = cable.board.mark(PORT);
    cable.service(false);
    const waiting = cable.board.awaitAbsence({ port: PORT, since, withinMs: 20, signal: never });
    await expect(waiting).rejects.toMatchObject({ code: 'usbmuxd.down' });
    cable.bus(false);
    const blind = cable.board.awaitAbsence({ port: PORT, since, withinMs: 20, signal: never });
    await expect(blind).rejects.toMatchObject({ code: expect.stringMatching(/^usb/) });
  });

  test('is seen on the bus while the service is away', async () => {
    const cable = new Cable();
    const since = cable.board.mark(PORT);
    const left = cable.board.awaitAbsence({ port: PORT, since, withinMs: 5_000, signal: never });
    cable.service(false);
    expect(cable.board.hasLeft(PORT, since)).toBe(false);
    cable.leave();
    await left;
    cable.become('waiting-for-usbmuxd');
    cable.service(true);
    expect(cable.board.at(PORT)?.mode).toBe('iphone');
    expect(cable.board.hasLeft(PORT, cable.board.mark(PORT))).toBe(false);
  });

  test('is not known where the bus shows an iPhone without its serial number', () => {
    const board = new PortBoard(['usbmuxd', 'usb']);
    const nameless = { source: 'usb', path: 'usb:1-1', serial: null, mode: 'waiting-for-usbmuxd' } as const;
    board.take({ source: 'usb', up: true, sightings: [{ ...nameless, transport: null, detail: null }] });
    const shown = {
      source: 'usbmuxd',
      path: null,
      serial: UDID,
      mode: 'iphone',
      transport: '1',
      detail: null,
    } as const;
    board.take({ source: 'usbmuxd', up: true, sightings: [shown] });
    const port = board.all().find(({ source }) => source === 'usbmuxd')?.port ?? PORT;
    board.take({ source: 'usbmuxd', up: false, why: 'usbmuxd.down' });
    expect([board.mark(port), board.hasLeft(port, 0)]).toEqual([1, false]);
  });

  test('is a new start in another mode, too', () => {
    const cable = new Cable();
    cable.become('iphone-recovery');
    const since = cable.board.mark(PORT);
    cable.become('iphone-dfu');
    expect(cable.board.hasLeft(PORT, since)).toBe(true);
    const later = cable.board.mark(PORT);
    cable.become('waiting-for-usbmuxd');
    expect([cable.board.at(PORT)?.mode, cable.board.hasLeft(PORT, later)]).toEqual(['iphone', true]);
  });

  test('is never seen where nothing left, whatever dies and comes back', () => {
    const acts = fc.array(fc.constantFrom(...Object.keys(ACTS)), { maxLength: 20 });
    let seen = 0;
    fc.assert(
      fc.property(acts, acts, (before, after) => {
        const cable = new Cable();
        happen(cable, before);
        const [since, trulySince] = [cable.board.mark(PORT), cable.departures];
        happen(cable, after);
        if (!cable.board.hasLeft(PORT, since)) return;
        seen += 1;
        expect(cable.departures).toBeGreaterThan(trulySince);
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
