import type { SeededRandom } from '../random.ts';
import { freePort } from '../server/free-port.ts';
import { conditionOf } from './iphone-situations.ts';
import { IPHONE_MODELS } from './models/index.ts';
import { type MuxLife, type MuxMemory, VirtualUsbmuxd } from './mux/virtual-usbmuxd.ts';
import type { IphoneModel } from './phone/iphone-model.ts';
import { VirtualIphone } from './phone/virtual-iphone.ts';
import { serveIphone } from './services/serve-iphone.ts';
import { PracticeUsbBus } from './usb-bus.ts';

/** How the iPhones of a rack are chosen. */
export interface IphoneWishes {
  readonly iphones: number;
  /** Names out of the practice's iPhone models, in slot order; the usual ones when left out. */
  readonly models?: readonly string[] | undefined;
  /** Names of situations by slot number from 0. */
  readonly situations?: Readonly<Record<number, readonly string[]>> | undefined;
  /** How long the daemon lives; it stays when left out. */
  readonly muxLife?: MuxLife | undefined;
}

/** The iPhones of a rack, the bus that they are on, and the daemon that leads to them. */
export interface IphoneRack {
  readonly phones: readonly VirtualIphone[];
  readonly bus: PracticeUsbBus;
  readonly usbmuxd: VirtualUsbmuxd;
  /** Whether the daemon keeps a pair record for one of these phones. */
  keepsRecord(udid: string): boolean;
  stop(): Promise<void>;
}

/** Makes the iPhones; nothing listens until `usbmuxd.start`. Throws RangeError for a wish that cannot be met. */
export async function layIphones(wishes: IphoneWishes, random: SeededRandom): Promise<IphoneRack> {
  const stopped = new AbortController();
  const phones = Array.from({ length: wishes.iphones }, (_, slot) => {
    const model = modelFor(wishes.models, slot);
    const condition = conditionOf(wishes.situations?.[slot] ?? []);
    const parts = { model, condition, clock: Date.now, stopped: stopped.signal, serve: serveIphone };
    return new VirtualIphone({ ...parts, random: random.branch(`iphone ${slot}`) });
  });
  const bus = new PracticeUsbBus(phones);
  const memory: MuxMemory = { buid: buidOf(random.branch('buid')), records: new Map() };
  const usbmuxd = new VirtualUsbmuxd(await freePort(new Set()), phones, {
    bus,
    memory,
    life: wishes.muxLife ?? 'stays',
  });
  return {
    phones,
    bus,
    usbmuxd,
    keepsRecord: (udid) => memory.records.has(udid),
    stop: async () => {
      stopped.abort();
      for (const phone of phones) phone.cut();
      bus.clear();
      await usbmuxd.stop();
    },
  };
}

function modelFor(wanted: readonly string[] | undefined, slot: number): IphoneModel {
  const usual = IPHONE_MODELS.filter((model) => model.usual);
  const name = wanted?.[slot % wanted.length] ?? usual[slot % usual.length]?.name;
  const model = IPHONE_MODELS.find((one) => one.name === name);
  if (model === undefined) throw new RangeError(`there is no practice iPhone model ${JSON.stringify(name)}`);
  return model;
}

/** The computer's number is a UUID; the same seed gives the same one. */
function buidOf(random: SeededRandom): string {
  return random.letters(32, '0123456789ABCDEF').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
