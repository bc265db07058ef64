import { join } from 'node:path';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import type { ProcessLauncher } from '../../domain/side-process.ts';
import type { RackView, WindowState } from '../../domain/window-state.ts';
import { openUsbBus, type Patience, usbReaders } from '../../native-adapters/index.ts';
import { type PracticeRack, type PracticeReaders, startPracticeReaders } from '../../practice/index.ts';
import type { Publisher } from '../ipc/publish.ts';
import type { KeyStore } from '../ledger/keys.ts';
import { type OpenRecords, openRecords } from '../open-records.ts';
import { practiceBus } from '../practice/practice-bus.ts';
import { PRACTICE_PATIENCE } from '../practice/practice-patience.ts';
import { Press } from '../reports/press.ts';
import { bringPeople, bringSettings, namesOfRack } from './bring-over.ts';
import { NO_RACK, type PracticeWish, rackView, startRack } from './rack-keeper.ts';
import { Workplace, type WorkplaceParts } from './workplace.ts';

/** What all workplaces of a window have in common. */
export interface WorkplacesParts {
  readonly dataFolder: string;
  readonly program: WindowState['program'];
  readonly publisher: Publisher;
  /** The adb server of the real workplace; null = the user's own. */
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  /** Where iPhones of the real workplace are reached; as this computer has it when left out. */
  readonly usbmuxd?: WorkplaceParts['usbmuxd'];
  /** The operating system's key store; null where there is none, and asked for when a ledger is opened. */
  readonly keyStore?: () => KeyStore | null;
  /** How side processes are started. */
  readonly launch: ProcessLauncher;
  /** Patience with practice phones other than the usual. */
  readonly practicePatience?: Partial<Patience>;
}

interface PracticeBench {
  readonly rack: PracticeRack;
  readonly readers: PracticeReaders;
}

type Reach = Omit<WorkplaceParts, 'records' | 'publisher' | 'launch'>;

/** Which workplace is open: the real one, or the one of practice, each with its own folder, key and ledger. Only one is open at a time. */
export class Workplaces {
  /** Where papers are made. */
  readonly press: Press;
  readonly #parts: WorkplacesParts;
  #open: Workplace | null = null;
  #rack: RackView = NO_RACK;
  #isChanging = false;
  #isOver = false;

  constructor(parts: WorkplacesParts) {
    this.#parts = parts;
    this.press = new Press(parts.launch);
  }

  /** The workplace that is open; opens the real one when none is. Throws why it cannot be, and `workplace.changing` in between. */
  get current(): Workplace {
    if (this.#isChanging) throw new WorkstationError('workplace.changing');
    return this.#here();
  }

  /** Everything that the window shows. */
  state(): WindowState {
    const { publisher, program } = this.#parts;
    const view = this.#here().view();
    return { revision: publisher.revision, program, rack: this.#rack, ...view };
  }

  /** The data folder of the workplace that is open. */
  folder(): string {
    return this.current.records.folder;
  }

  /** Begins to practise, or practises anew; throws `workplace.busy` while a phone is being worked on. */
  async startPractice(wish: PracticeWish): Promise<void> {
    await this.#change(async () => {
      this.#showRack({ ...NO_RACK, is: 'starting' });
      const before = this.#here();
      const folder = join(this.#parts.dataFolder, 'practice');
      // Two racks may want the same folder: the old one goes first.
      if (before.records.practice) await this.#closeOpen();
      const rack = await startRack(folder, wish, this.#parts.launch);
      try {
        const readers = startPracticeReaders({ seed: wish.seed, phones: rack.phones });
        await this.#moveToPractice(folder, { rack, readers }, before.records.practice ? null : before);
      } catch (thrown) {
        await rack.stop();
        throw thrown;
      }
    });
  }

  /** Goes back to the real workplace; throws `workplace.busy` while a practice phone is being worked on. */
  async stopPractice(): Promise<void> {
    if (!this.current.records.practice) throw new WorkstationError('workplace.not-practice');
    await this.#change(async () => {
      this.#showRack({ ...this.#rack, is: 'stopping' });
      await this.#closeOpen();
      this.#rack = NO_RACK;
      this.#here();
    });
  }

  /** Cancels what runs, on record, and lets everything go. */
  async close(): Promise<void> {
    this.#isOver = true;
    this.press.close();
    await this.#closeOpen();
  }

  #here(): Workplace {
    if (this.#isOver) throw new WorkstationError('workplace.changing');
    this.#open ??= this.#workplace(this.#records(this.#parts.dataFolder, false), null);
    return this.#open;
  }

  async #moveToPractice(folder: string, bench: PracticeBench, real: Workplace | null): Promise<void> {
    const records = this.#records(folder, true);
    if (real) bringPeople(real.records.operators.book, records.operators.book);
    const practice = this.#workplace(records, bench);
    if (real) bringSettings(real.settings, practice.settings);
    practice.change({ ports: namesOfRack(bench.rack) }, 'workstation');
    await this.#closeOpen();
    this.#open = practice;
    this.#rack = rackView(bench.rack);
  }

  #records(dataFolder: string, practice: boolean): OpenRecords {
    return openRecords({ dataFolder, practice, keyStore: this.#parts.keyStore?.() ?? null });
  }

  #workplace(records: OpenRecords, practice: PracticeBench | null): Workplace {
    const { publisher, launch } = this.#parts;
    try {
      const reach = practice ? this.#practiceReach(practice) : this.#realReach();
      return new Workplace({ records, publisher, launch, ...reach });
    } catch (thrown) {
      records.close();
      throw thrown;
    }
  }

  /** Nothing of this computer's own ports reaches a practice. */
  #practiceReach({ rack, readers }: PracticeBench): Reach {
    const patience = { ...PRACTICE_PATIENCE, ...this.#parts.practicePatience };
    return {
      adbServer: rack.adbServer,
      usbmuxd: rack.usbmuxd,
      bus: practiceBus(rack),
      patience,
      rack,
      practiceReaders: readers,
      readers: readers.source,
    };
  }

  /** Phones and readers are on the same buses, which are looked at once. */
  #realReach(): Reach {
    const { launch, adbServer } = this.#parts;
    const bus = openUsbBus(launch);
    return {
      adbServer,
      usbmuxd: this.#parts.usbmuxd ?? 'system',
      rack: null,
      practiceReaders: null,
      readers: usbReaders(launch, bus),
      bus,
    };
  }

  async #closeOpen(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.close();
  }

  async #change(work: () => Promise<void>): Promise<void> {
    if (this.current.isAtWork()) throw new WorkstationError('workplace.busy');
    this.#isChanging = true;
    try {
      await work();
    } catch (thrown) {
      const { code, facts } = asWorkstationError(thrown);
      this.#rack = { ...NO_RACK, error: { code, facts } };
      throw thrown;
    } finally {
      this.#isChanging = false;
      this.#parts.publisher.publish({ kind: 'everything' });
    }
  }

  #showRack(rack: RackView): void {
    this.#rack = rack;
    this.#parts.publisher.publish({ kind: 'rack', rack });
  }
}
