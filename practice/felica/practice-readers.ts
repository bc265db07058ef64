import { setTimeout as delay } from 'node:timers/promises';
import type { ReaderId } from '../../domain/ids.ts';
import { readerId } from '../../domain/ids.ts';
import { READER_MODELS, type ReaderModel, type ReaderSource } from '../../domain/reader.ts';
import { SeededRandom } from '../random.ts';
import type { VirtualChip } from './chips/virtual-chip.ts';
import { hasFelica, sceneOfPhone } from './phone-chips.ts';
import { followAtPhone, type PracticePhoneChip } from './phone-person.ts';
import { makePracticeChip, type PracticeChipName, RESIDUAL_CHIP_NAMES } from './practice-chips.ts';
import { PracticeSource } from './practice-source.ts';
import { RadioField, type Scene } from './radio-field.ts';
import type { Pause } from './reader-transport.ts';
import { VirtualRcS300 } from './readers/virtual-rc-s300.ts';
import { VirtualRcS380 } from './readers/virtual-rc-s380.ts';
import type { ReaderParts, VirtualReader } from './readers/virtual-reader.ts';

/** How the practice's readers, and the chips of its phones, are made. */
export interface PracticeReadersOptions {
  /** The same text gives the same chips and the same trouble in the air. */
  readonly seed: string;
  /** One reader each, in this order; one of every model when left out. */
  readonly models?: readonly ReaderModel[];
  /** The phones of the rack, by port and practice model; each has a chip of its own where its model has one. */
  readonly phones: readonly { readonly port: string; readonly model: string }[];
  /** Which chip sits in the phone of a port; every other phone's was emptied by its owner. */
  readonly chips?: Readonly<Record<string, PracticeChipName>>;
  /** How many further phones still hold something, chosen by the seed; none when left out. */
  readonly residual?: number;
  /** How time passes; a test may let it pass at once. */
  readonly pause?: Pause;
}

/** Something that a person can lay on a reader. */
export type PracticeLoad =
  | { readonly is: 'nothing' }
  | { readonly is: 'phone'; readonly port: string }
  /** Something loose, new each time it is taken out of the drawer. */
  | { readonly is: 'chip'; readonly chip: PracticeChipName };

/** What is really so about a phone's chip, which nobody at the bench can see; for tests and trainers. */
export interface PracticeChipTruth {
  readonly hasChip: boolean;
  /** Whether nothing but the empty structure is in it. */
  readonly isEmpty: boolean;
  readonly isLocked: boolean;
  /** Frames that would have changed it, or begun to: writes, authentication, issuing. There must be none. */
  readonly writes: number;
}

/** The readers of a practice, and a person's hands at them. */
export interface PracticeReaders {
  readonly source: ReaderSource;
  readonly readers: readonly { readonly reader: ReaderId; readonly model: ReaderModel }[];
  /** Lays something on a reader; a phone that lay on another one is taken from there. Throws RangeError for what is not there. */
  lay(reader: string, what: PracticeLoad): void;
  /** What lies on a reader. */
  at(reader: string): PracticeLoad;
  /** Pulls a reader out of its port, or plugs it in again. */
  unplug(reader: string): void;
  plug(reader: string): void;
  /** The virtual reader itself, so that a test can plan its faults. */
  virtual(reader: string): VirtualReader;
  /** The chip of the phone in a port; null where it has none. */
  chipOfPhone(port: string): VirtualChip | null;
  /** Does at the phone what a guide's step says; tells the word of the step's answer, or what the screen shows where it asks nothing. */
  follow(port: string, step: string): { readonly saw: string };
  /** Looks inside the chip of a phone. */
  truth(port: string): PracticeChipTruth;
  /** How many frames that would have changed a chip ever reached a phone's chip, loose ones from the drawer too. */
  writesToPhones(): number;
  /** Pulls every reader and ends every watch; calling it again does nothing. */
  stop(): void;
}

/** Lays out the readers of a practice in this process; throws RangeError when a wish cannot be met. */
export function startPracticeReaders(options: PracticeReadersOptions): PracticeReaders {
  return new ReaderBench(options);
}

const realPause: Pause = (ms, signal) =>
  delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);

class ReaderBench implements PracticeReaders {
  readonly source: PracticeSource;
  readonly readers: PracticeReaders['readers'];
  readonly #virtual: ReadonlyMap<string, VirtualReader>;
  readonly #phones: ReadonlyMap<string, PracticePhoneChip>;
  readonly #loads = new Map<string, PracticeLoad>();
  readonly #met = new Set<VirtualChip>();
  readonly #random: SeededRandom;
  #taken = 0;

  constructor(options: PracticeReadersOptions) {
    this.#random = new SeededRandom(options.seed).branch('felica');
    const pause = options.pause ?? realPause;
    const models = options.models ?? READER_MODELS;
    const places = models.map((model, index) => {
      const number = models.slice(0, index + 1).filter((one) => one === model).length;
      return { reader: readerId(`practice:${model}-${number}`), model };
    });
    this.readers = places;
    this.#virtual = new Map(
      places.map(({ reader, model }) => [reader, newReader(model, reader, { random: this.#random, pause })]),
    );
    this.#phones = newPhones(options, this.#random);
    for (const { scene } of this.#phones.values()) this.#meet(scene);
    this.source = new PracticeSource(this.#virtual, pause);
  }

  lay(reader: string, what: PracticeLoad): void {
    this.virtual(reader);
    if (what.is === 'phone') {
      const { scene } = this.#phone(what.port);
      for (const [other, load] of this.#loads) {
        if (load.is === 'phone' && load.port === what.port) this.#put(other, { is: 'nothing' }, null);
      }
      this.#put(reader, what, scene);
    } else if (what.is === 'chip') {
      this.#taken += 1;
      const scene = makePracticeChip(what.chip, this.#random.branch(`drawer ${this.#taken}`));
      this.#meet(scene);
      this.#put(reader, what, scene);
    } else this.#put(reader, what, null);
  }

  at(reader: string): PracticeLoad {
    this.virtual(reader);
    return this.#loads.get(reader) ?? { is: 'nothing' };
  }

  unplug(reader: string): void {
    this.virtual(reader).unplug();
  }

  plug(reader: string): void {
    this.virtual(reader).plug();
  }

  virtual(reader: string): VirtualReader {
    const found = this.#virtual.get(reader);
    if (found === undefined) throw new RangeError(`there is no practice reader ${JSON.stringify(reader)}`);
    return found;
  }

  chipOfPhone(port: string): VirtualChip | null {
    return this.#phone(port).scene.chips[0] ?? null;
  }

  follow(port: string, step: string): { readonly saw: string } {
    const phone = this.#phone(port);
    const before = phone.scene;
    const saw = followAtPhone(phone, step);
    const [reader] = [...this.#loads].find(([, load]) => load.is === 'phone' && load.port === port) ?? [];
    if (reader !== undefined && phone.scene !== before) this.virtual(reader).field.lay(phone.scene);
    return { saw };
  }

  truth(port: string): PracticeChipTruth {
    const chip = this.chipOfPhone(port);
    return {
      hasChip: chip !== null,
      isEmpty: chip?.isEmpty ?? false,
      isLocked: chip?.isLocked ?? false,
      writes: chip?.changingFrames.length ?? 0,
    };
  }

  writesToPhones(): number {
    const ofPhones = [...this.#met].filter(({ blueprint }) => blueprint.carrier !== 'card');
    return ofPhones.reduce((sum, chip) => sum + chip.changingFrames.length, 0);
  }

  stop(): void {
    this.source.stop();
    for (const reader of this.#virtual.values()) if (reader.isPlugged) reader.unplug();
  }

  #put(reader: string, what: PracticeLoad, scene: Scene | null): void {
    const { field } = this.virtual(reader);
    if (scene === null) field.clear();
    else field.lay(scene);
    this.#loads.set(reader, what);
  }

  #meet({ chips }: Scene): void {
    for (const chip of chips) this.#met.add(chip);
  }

  #phone(port: string): PracticePhoneChip {
    const phone = this.#phones.get(port);
    if (phone === undefined) throw new RangeError(`there is no practice phone in port ${JSON.stringify(port)}`);
    return phone;
  }
}

function newReader(
  model: ReaderModel,
  reader: ReaderId,
  { random, pause }: { readonly random: SeededRandom; readonly pause: Pause },
): VirtualReader {
  const parts: ReaderParts = {
    field: new RadioField(random.branch(reader)),
    serial: `PRACTICE-${reader.slice('practice:'.length).toUpperCase()}`,
    clock: {
      after: (ms, act) => {
        if (ms === 0) {
          act();
          return () => undefined;
        }
        const off = new AbortController();
        void pause(ms, off.signal).then(() => {
          if (!off.signal.aborted) act();
        });
        return () => off.abort();
      },
    },
  };
  return model === 'rc-s380' ? new VirtualRcS380(parts) : new VirtualRcS300(parts);
}

function newPhones(options: PracticeReadersOptions, random: SeededRandom): ReadonlyMap<string, PracticePhoneChip> {
  const wished = new Map(Object.entries(options.chips ?? {}));
  for (const port of wished.keys()) {
    if (!options.phones.some((phone) => phone.port === port))
      throw new RangeError(`there is no practice phone in port ${port}`);
  }
  const choice = random.branch('residual');
  const free = options.phones.filter(({ port, model }) => hasFelica(model) && !wished.has(port));
  for (let left = options.residual ?? 0; left > 0; left -= 1) {
    const [phone] = free.splice(choice.between(0, Math.max(0, free.length - 1)), 1);
    if (phone === undefined) throw new RangeError('there are fewer phones with a chip than are to be residual');
    wished.set(phone.port, RESIDUAL_CHIP_NAMES[choice.between(0, RESIDUAL_CHIP_NAMES.length - 1)] ?? 'suica');
  }
  return new Map(
    options.phones.map(({ port, model }) => {
      const scene = sceneOfPhone(model, wished.get(port) ?? null, random.branch(`phone ${port}`));
      return [port, { port, model, scene }] as const;
    }),
  );
}
