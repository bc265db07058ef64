import { isDeepStrictEqual } from 'node:util';
import { WorkstationError } from '../../domain/errors.ts';
import type { ReaderSource } from '../../domain/reader.ts';
import type { ProcessLauncher } from '../../domain/side-process.ts';
import type { AttendanceView, BenchView, JobView, LedgerView, WindowState } from '../../domain/window-state.ts';
import type { HearExchange, Patience, UsbBus } from '../../native-adapters/index.ts';
import type { PracticeRack, PracticeReaders } from '../../practice/index.ts';
import { openChipData } from '../chips/chip-data.ts';
import { type ChipRoom, chipBegunOn, jobsChips, openChipRoom } from '../chips/chip-room.ts';
import type { PhoneReadings } from '../devices/phone-readings.ts';
import type { Publisher } from '../ipc/publish.ts';
import { ExchangeLog } from '../jobs/exchange-log.ts';
import type { Job } from '../jobs/job.ts';
import { isAtWork, JobViews } from '../jobs/job-views.ts';
import { QuestionDesk } from '../jobs/question-desk.ts';
import type { OpenRecords } from '../open-records.ts';
import { openWorkbench, type Workbench, type WorkbenchSettings } from '../open-workbench.ts';
import { houseRules } from '../settings/house-rules.ts';
import type { SettingsBook, SettingsChange } from '../settings/settings-book.ts';
import { accountView, attendanceView } from './attendance-view.ts';
import { BenchEquipment } from './bench-equipment.ts';
import { BenchKeeper } from './bench-keeper.ts';
import { ChipNews } from './chip-news.ts';
import { JobRuns } from './job-runs.ts';
import { PortTiles } from './port-tiles.ts';
import { ReviewWaiting } from './review-waiting.ts';

/** What a workplace is made of; it takes the records over and closes them in the end. */
export interface WorkplaceParts {
  readonly records: OpenRecords;
  readonly publisher: Publisher;
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  /** Where iPhones are reached; null = none are looked for. */
  readonly usbmuxd: WorkbenchSettings['usbmuxd'];
  /** The rack of a practice workplace. */
  readonly rack: PracticeRack | null;
  readonly patience?: Patience;
  /** How side processes are started. */
  readonly launch: ProcessLauncher;
  /** The contactless readers of this computer, or those of the practice. */
  readonly readers: ReaderSource;
  /** The hands at a practice's readers; null at a real workplace. */
  readonly practiceReaders: PracticeReaders | null;
  /** The USB buses, which phones and readers share; a practice has one of its own. */
  readonly bus: UsbBus | null;
}

const LOOK_EVERY_MS = 1_000;
const END_WITHIN_MS = 20_000;

/** One open workplace, real or of practice: its records, its phones, its people and its questions, and everything that the window shows of them. */
export class Workplace {
  readonly records: OpenRecords;
  readonly settings: SettingsBook;
  readonly questions = new QuestionDesk();
  readonly exchange = new ExchangeLog();
  readonly jobs: JobViews;
  readonly chips: ChipRoom;
  readonly tiles: PortTiles;
  readonly rack: PracticeRack | null;
  readonly practiceReaders: PracticeReaders | null;
  readonly adbServer: WorkplaceParts['adbServer'];
  readonly #publisher: Publisher;
  readonly #keeper: BenchKeeper;
  readonly #runs: JobRuns;
  readonly #news: ChipNews;
  readonly #waiting: ReviewWaiting;
  readonly #equipment: BenchEquipment;
  readonly #looking: NodeJS.Timeout;
  #attendance: AttendanceView;
  #bench: BenchView | null = null;
  #isClosed = false;

  constructor(parts: WorkplaceParts) {
    const { records, publisher, adbServer, usbmuxd, patience, launch, bus } = parts;
    this.records = records;
    this.rack = parts.rack;
    this.practiceReaders = parts.practiceReaders;
    this.adbServer = adbServer;
    this.#publisher = publisher;
    this.settings = records.settings;
    this.chips = this.#openChips(parts.readers);
    this.#news = new ChipNews(this.chips, records.ledger, publisher);
    this.#runs = new JobRuns({
      secondPerson: () => this.settings.now.secondPerson,
      onEnd: () => this.#refresh(),
    });
    const awaiting = records.book.awaitingReview().map(({ id }) => id);
    this.jobs = new JobViews(
      records.ledger,
      this.chips.views,
      records.recovered.map(({ id }) => id),
      awaiting,
    );
    this.#equipment = new BenchEquipment({
      jobs: this.jobs,
      onChange: () => this.#refresh(),
      onProgress: (job, port, progress) =>
        publisher.pass({ kind: 'progress', port: this.tiles.progress(job, port, progress), job, progress }),
    });
    this.tiles = new PortTiles({
      names: () => this.settings.now.ports,
      jobs: this.jobs,
      board: () => this.#keeper.bench?.board ?? null,
      reading: (port) => this.#equipment.at(port),
      question: (port) => this.questions.at(port),
      chip: (port) => chipBegunOn(this.chips, port),
      publish: (change) => publisher.publish(change),
    });
    this.#waiting = new ReviewWaiting(this.jobs, this.tiles, publisher);
    const house = houseRules(this.settings);
    const wanted = {
      adbServer,
      usbmuxd,
      people: this.questions,
      house,
      launch,
      bus,
      chips: jobsChips(this.chips),
      hear: this.#hear,
      ...(patience ? { patience } : {}),
    };
    this.#keeper = new BenchKeeper({
      open: async () => this.#equipment.equip(await openWorkbench(records, wanted)),
      onChange: () => this.#refresh(),
    });
    this.#attendance = attendanceView(records.operators);
    this.jobs.onChange((job) => this.#jobChanged(job));
    this.chips.views.onChange(() => this.#refresh());
    this.questions.onChange(() => this.#refresh());
    records.ledger.onAppend(() => publisher.pass({ kind: 'ledger', ledger: this.#ledgerView() }));
    this.#looking = setInterval(() => this.#lookAround(), LOOK_EVERY_MS);
    this.#refresh();
    this.#waiting.begin();
  }

  /** Where chips are read and kept; what it asks about phones it asks when somebody acts. */
  #openChips(source: ReaderSource): ChipRoom {
    return openChipRoom({
      records: this.records,
      data: openChipData(this.records.folder),
      source,
      phones: {
        jobOn: (port) => this.tiles.all().find((one) => one.port === port)?.job ?? null,
        examined: (port) => this.#equipment.at(this.tiles.attached(port)).examined,
      },
      mark: (port) => this.#keeper.bench?.board.mark(port) ?? null,
    });
  }

  /** Everything that a window shows of this workplace. */
  view(): Omit<WindowState, 'revision' | 'program' | 'rack'> {
    const { practice, operators } = this.records;
    return {
      workplace: practice ? 'practice' : 'real',
      settings: this.settings.now,
      accounts: operators.book.all().map(accountView),
      attendance: attendanceView(operators),
      bench: this.#benchView(),
      ports: this.tiles.all(),
      waiting: this.#waiting.all(),
      ledger: this.#ledgerView(),
      ...this.#news.view(),
    };
  }

  /** The open bench with its readings; throws why it is closed. */
  bench(): Workbench & { readonly readings: PhoneReadings } {
    const { bench } = this.#keeper;
    const { readings } = this.#equipment;
    if (bench && readings) return { ...bench, readings };
    const { error } = this.#keeper.view();
    throw error ? new WorkstationError(error.code, error.facts) : new WorkstationError('workplace.changing');
  }

  /** The bench as it is now, or null while it is closed. */
  openBench(): Workbench | null {
    return this.#keeper.bench;
  }

  /** Tells whether any phone is being worked on. */
  isAtWork(): boolean {
    return this.#runs.isAny || this.jobs.isAnyAtWork();
  }

  /** Runs a ready job to its review or end while everything else goes on; where no second person is wanted and a machine has proven the end, the review is none. */
  run(job: Job): void {
    this.#runs.run(this.bench().desk, job);
  }

  /** Throws why no job may begin any more: an outcome could not be recorded, so nothing that follows could be either. */
  refuseFault(): void {
    this.#runs.refuseFault();
  }

  /** Changes settings and shows them. */
  change(change: SettingsChange, actor: string): void {
    const settings = this.settings.change(change, actor);
    this.#publisher.publish({ kind: 'settings', settings });
    this.#refresh();
  }

  /** Shows who is here, when that has changed. */
  showAttendance(): void {
    const attendance = attendanceView(this.records.operators);
    if (isDeepStrictEqual(attendance, this.#attendance)) return;
    this.#attendance = attendance;
    this.#publisher.publish({ kind: 'attendance', attendance });
  }

  /** Shows the accounts after one has changed. */
  showAccounts(): void {
    const accounts = this.records.operators.book.all().map(accountView);
    this.#publisher.publish({ kind: 'accounts', accounts });
    this.showAttendance();
  }

  /** Cancels what runs, on record, then lets phones, rack and records go. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#looking);
    this.#equipment.close();
    this.#logOut();
    for (const port of this.jobs.ports()) this.#keeper.bench?.desk.cancel(port);
    await this.#runs.ended(END_WITHIN_MS);
    await this.#keeper.close();
    this.#news.close();
    await this.chips.close();
    this.practiceReaders?.stop();
    await this.rack?.stop();
    this.jobs.close();
    this.records.close();
  }

  #jobChanged(job: JobView): void {
    if (!isAtWork(job)) this.#equipment.forget(job.id, job.port);
    this.tiles.tell(job, performance.now());
    this.#waiting.show();
  }

  /** What a phone is asked belongs to the job that works on it now. */
  readonly #hear: HearExchange = (transport, direction, text) => {
    const here = this.#keeper.bench?.board.all().find((one) => one.transport === transport);
    const job = here && this.jobs.on(here.port);
    if (job && isAtWork(job)) this.exchange.add(job.id, { at: new Date().toISOString(), direction, text });
  };

  /** Whoever is here leaves with the workplace; a full disk must not keep it open. */
  #logOut(): void {
    try {
      this.records.operators.sessions.logOut();
    } catch (thrown) {
      process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
    }
  }

  #benchView(): BenchView {
    const bench = this.#keeper.view();
    const { fault } = this.#runs;
    return fault ? { ...bench, is: 'closed', error: fault } : bench;
  }

  #showBench(): void {
    const bench = this.#benchView();
    if (isDeepStrictEqual(bench, this.#bench)) return;
    this.#bench = bench;
    this.#publisher.publish({ kind: 'bench', bench });
  }

  #refresh(): void {
    if (this.#isClosed) return;
    this.tiles.refresh(performance.now());
    this.#equipment.readings?.settle();
    this.#showBench();
    this.#waiting.show();
  }

  #lookAround(): void {
    this.#refresh();
    this.showAttendance();
  }

  #ledgerView(): LedgerView {
    const { ledger, recovered } = this.records;
    const { seq, hash } = ledger.head();
    const { workstation } = ledger.identity;
    return { workstation, entries: seq, head: hash, recovered: recovered.length, keyIn: ledger.keyIn };
  }
}
