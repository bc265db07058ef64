import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChipView } from '../../../domain/chip-view.ts';
import { type PortId, portId } from '../../../domain/ids.ts';
import type { PhoneMode } from '../../../domain/port.ts';
import type { PortName } from '../../../domain/settings.ts';
import { isGreen, type PhoneView, type WindowChange } from '../../../domain/window-state.ts';
import type { Reading } from '../../../main/devices/phone-readings.ts';
import { JobViews } from '../../../main/jobs/job-views.ts';
import { PortTiles } from '../../../main/workplace/port-tiles.ts';
import { DeskRig, look, WITHOUT_CHIP } from '../jobs/desk-rig.ts';
import { MACHINE_PLAN } from '../jobs/scripted-adapter.ts';

const PORT = portId('usb:1-1');
const NOT_READ: Reading = { phone: null, unreadable: null, examined: null };
const READ: PhoneView = {
  maker: 'Sharp',
  model: 'SH-M15',
  serial: 'S1',
  imeis: ['490154203237518'],
  imeiSource: 'read',
  androidVersion: '11',
  patchLevel: '2021-06-05',
  battery: { percent: 42, charging: true },
  plans: [],
  canShowPort: true,
  apple: null,
};

class TileRig extends DeskRig {
  names: PortName[] = [];
  now = 0;
  reading: (port: PortId) => Reading = () => NOT_READ;
  chip: ChipView | null = null;
  readonly told: WindowChange[] = [];
  readonly views = new JobViews(this.opened.ledger, this.chipViews, [], []);
  readonly tiles = new PortTiles({
    names: () => this.names,
    jobs: this.views,
    board: () => this.board,
    reading: (port) => this.reading(port),
    question: () => null,
    chip: () => this.chip,
    publish: (change) => void this.told.push(change),
  });

  constructor() {
    super({ proposal: { plan: MACHINE_PLAN } });
    this.presence = WITHOUT_CHIP;
    this.views.onChange((job) => this.tiles.tell(job, this.now));
    this.board.onChange(() => this.look());
  }

  look(laterMs = 0): void {
    this.now += laterMs;
    this.tiles.refresh(this.now);
  }

  shown(): (readonly [string, number])[] {
    return this.tiles.all().map(({ port, name, place }) => [name ?? port, place]);
  }

  name(port: string, name: string, place: number, twin: string | null = null): void {
    this.names.push({ port: portId(port), name, place, twin: twin === null ? null : portId(twin) });
    this.look();
  }

  async pass(): Promise<void> {
    const { job } = await this.run();
    this.desk.review(job, look(PORT));
  }

  isGreenOnBoard(): boolean {
    return this.tiles.all().some(({ job }) => job !== null && isGreen(job));
  }
}

describe('tiles', () => {
  it('stand by their names first, then as a person counts the hub', () => {
    const rig = new TileRig();
    for (const path of ['usb:1-10', 'usb:1-2', 'usb:1-1']) rig.hands.plug(path);
    expect(rig.shown()).toEqual([
      ['usb:1-1', 1],
      ['usb:1-2', 2],
      ['usb:1-10', 3],
    ]);
    rig.name('usb:1-10', '左', 2);
    rig.name('usb:9-9', '右', 1);
    expect(rig.shown()).toEqual([
      ['右', 1],
      ['左', 2],
      ['usb:1-1', 3],
      ['usb:1-2', 4],
    ]);
  });

  it('keep their place while a phone is away, and go after a while when they have neither name nor job', () => {
    const rig = new TileRig();
    rig.name('usb:1-1', '1', 1);
    rig.hands.plug('usb:1-1');
    rig.hands.plug('usb:1-2');
    rig.hands.pull('usb:1-1');
    rig.hands.pull('usb:1-2');
    rig.look(60_000);
    expect(rig.shown()).toEqual([
      ['1', 1],
      ['usb:1-2', 2],
    ]);
    rig.look(120_000);
    expect(rig.shown()).toEqual([['1', 1]]);
    expect(rig.told.at(-1)).toEqual({ kind: 'port-removed', port: 'usb:1-2' });
  });

  it('go with their name when no phone was ever there', () => {
    const rig = new TileRig();
    rig.name('usb:1-1', '1', 1);
    rig.look(1_000);
    rig.names = [];
    rig.look();
    expect(rig.shown()).toEqual([]);
  });

  it('are told of only when they have changed', () => {
    const rig = new TileRig();
    rig.hands.plug('usb:1-1');
    const before = rig.told.length;
    rig.look();
    rig.look(1_000);
    expect(rig.told.length).toBe(before);
    rig.hands.turn('usb:1-1', 'offline');
    expect(rig.told.length).toBe(before + 1);
  });

  it('are told of once when what was read of a phone is the same, however often it is made anew', () => {
    const rig = new TileRig();
    rig.hands.plug('usb:1-1');
    rig.reading = () => ({ ...NOT_READ, phone: structuredClone(READ) });
    rig.look();
    const before = rig.told.length;
    rig.look();
    rig.look(1_000);
    expect(rig.told.length).toBe(before);
    rig.reading = () => ({ ...NOT_READ, phone: { ...READ, battery: { percent: 41, charging: true } } });
    rig.look();
    expect(rig.told.slice(before)).toMatchObject([{ kind: 'port', port: { phone: { battery: { percent: 41 } } } }]);
  });

  it('show a phone that USB 3 sees under another name on the tile of its socket', async () => {
    const rig = new TileRig();
    rig.name('usb:1-1', '1', 1, 'usb:2-1');
    rig.hands.plug('usb:2-1');
    expect(rig.shown()).toEqual([['1', 1]]);
    expect(rig.tiles.all()[0]).toMatchObject({ port: 'usb:1-1', mode: 'android', serial: 'S-usb:2-1' });
    expect(rig.tiles.attached(PORT)).toBe('usb:2-1');
    const job = await rig.draft('usb:2-1');
    expect(rig.tiles.all()[0]?.job?.id).toBe(job.id);
    rig.hands.plug('usb:1-1');
    expect(rig.tiles.attached(PORT)).toBe(PORT);
    expect(rig.shown()).toEqual([
      ['1', 1],
      ['usb:2-1', 2],
    ]);
  });
});

describe('a green tile', () => {
  it('stays while its phone stays, and goes with it: a phone that nobody sees could be in the socket next', async () => {
    const rig = new TileRig();
    rig.name('usb:1-1', '1', 1);
    await rig.pass();
    rig.look(600_000);
    expect(rig.isGreenOnBoard()).toBe(true);
    rig.hands.pull('usb:1-1');
    expect(rig.isGreenOnBoard()).toBe(false);
    rig.hands.plug('usb:1-1');
    expect(rig.isGreenOnBoard()).toBe(false);
  });

  it('never comes to a phone that took the place of one that waits for its review, also under the same serial number', async () => {
    const rig = new TileRig();
    const { job } = await rig.run();
    rig.hands.pull('usb:1-1');
    rig.hands.plug('usb:1-1');
    expect(rig.tiles.all().map((tile) => tile.job)).toEqual([null]);
    expect(rig.views.waiting().map(({ id }) => id)).toEqual([job.id]);
    rig.desk.review(job, look(PORT));
    expect(rig.isGreenOnBoard()).toBe(false);
  });

  it.each<[string, string | null, PhoneMode]>([
    ['another serial number', 'OTHER', 'android'],
    ['the same serial number', 'S-usb:1-1', 'android'],
    ['no serial number', null, 'debugging-off'],
    ['an empty serial number', '', 'unauthorized'],
  ])('loses its green at once when a phone with %s comes', async (_what, serial, mode) => {
    const rig = new TileRig();
    await rig.pass();
    rig.hands.pull('usb:1-1');
    rig.hands.plug('usb:1-1', mode, serial);
    expect(rig.isGreenOnBoard()).toBe(false);
    expect(rig.tiles.all()[0]?.job ?? null).toBeNull();
  });

  it('loses its green when the phone of the same adb name turns out to be another', async () => {
    const rig = new TileRig();
    await rig.pass();
    const phone = {
      maker: null,
      model: null,
      serial: 'another',
      imeis: [],
      imeiSource: null,
      androidVersion: null,
      patchLevel: null,
      battery: null,
      plans: [],
      canShowPort: false,
      apple: null,
    } as const;
    rig.reading = () => ({ ...NOT_READ, phone });
    rig.look();
    expect(rig.isGreenOnBoard()).toBe(false);
  });

  it('is never there but for a passed job whose phone nobody can have changed, whatever is plugged and pulled', async () => {
    const serials = fc.constantFrom('S-usb:1-1', 'OTHER', '', null);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(serials, { nil: 'pull' as const }), { maxLength: 8 }), async (acts) => {
        const rig = new TileRig();
        await rig.pass();
        let isLost = false;
        for (const act of acts) {
          if (act === 'pull') rig.hands.pull('usb:1-1');
          else rig.hands.plug('usb:1-1', 'android', act);
          // Plugging again without pulling is what a restart of the phone looks like.
          isLost = true;
          expect(rig.isGreenOnBoard()).toBe(!isLost);
        }
      }),
      { numRuns: 30 },
    );
  });
});
