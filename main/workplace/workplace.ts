import { isDeepStrictEqual } from 'node:util';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import type { JobId, PortId } from '../../domain/ids.ts';
import type { ProcessLauncher } from '../../domain/side-process.ts';
import type { AttendanceView, BenchView, JobView, LedgerView, WindowState } from '../../domain/window-state.ts';
import type { HearExchange, Patience } from '../../native-adapters/index.ts';
import type { PracticeRack } from '../../practice/index.ts';
import { PhoneReadings, type Reading } from '../devices/phone-readings.ts';
import { ProgressPace } from '../ipc/progress-pace.ts';
import type { Publisher } from '../ipc/publish.ts';
import { ExchangeLog } from '../jobs/exchange-log.ts';
import type { Job } from '../jobs/job.ts';
import { isAtWork, JobViews } from '../jobs/job-views.ts';
import { QuestionDesk } from '../jobs/question-desk.ts';
import type { OpenRecords } from '../open-records.ts';
import { openWorkbench, type Workbench } from '../open-workbench.ts';
import { houseRules } from '../settings/house-rules.ts';
import type { SettingsBook, SettingsChange } from '../settings/settings-book.ts';
import { accountView, attendanceView } from './attendance-view.ts';
import { BenchKeeper } from './bench-keeper.ts';
import { PortTiles } from './port-tiles.ts';

/** What a workplace is made of; it takes the records over and closes them in the end. */
export interface WorkplaceParts {
  readonly records: OpenRecords;
  readonly publisher: Publisher;
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  /** The rack of a practice workplace. */
  readonly rack: PracticeRack | null;
  readonly patience?: Patience;
  /** How side processes are started. */
  readonly launch: ProcessLauncher;
}

const LOOK_EVERY_MS = 1_000;
const END_WITHIN_MS = 20_000;
const NOT_READ: Reading = { phone: null, unreadable: null, examined: null };

/** One open workplace, real or of practice: its records, its phones, its people and its questions, and everything that the window shows of them. */
export class Workplace {
  readonly records: OpenRecords;
  readonly settings: SettingsBook;
  readonly questions = new QuestionDesk();
  readonly exchange = new ExchangeLog();
  readonly jobs: JobViews;
  readonly tiles: PortTiles;
  readonly rack: PracticeRack | null;
  readonly adbServer: WorkplaceParts['adbServer'];
  readonly #publisher: Publisher;
  readonly #keeper: BenchKeeper;
  readonly #runs = new Set<Promise<unknown>>();
  readonly #paces = new Map<JobId, ProgressPace>();
  readonly #looking: NodeJS.Timeout;
  #readings: PhoneReadings | null = null;
  #attendance: AttendanceView;
  #waiting: readonly JobView[] = [];
  #bench: BenchView | null = null;
  #fault: RecordedError | null = null;
  #isClosed = false;

  constructor({ records, publisher, adbServer, rack, patience, launch }: WorkplaceParts) {
    this.records = records;
    this.rack = rack;
    this.adbServer = adbServer;
    this.#publisher = publisher;
    this.settings = records.settings;
    const awaiting = records.book.awaitingReview().map(({ id }) => id);
    this.jobs = new JobViews(
      records.ledger,
      records.recovered.map(({ id }) => id),
      awaiting,
    );
    this.tiles = new PortTiles({
      names: () => this.settings.now.ports,
      jobs: this.jobs,
      board: () => this.#keeper.bench?.board ?? null,
      reading: (port) => this.#readings?.at(port) ?? NOT_READ,
      question: (port) => this.questions.at(port),
      publish: (change) => publisher.publish(change),
    });
    const house = houseRules(this.settings);
    const wanted = {
      adbServer,
      people: this.questions,
      house,
      launch,
      hear: this.#hear,
      ...(patience ? { patience } : {}),
    };
    this.#keeper = new BenchKeeper({
      open: async () => this.#equip(await openWorkbench(records, wanted)),
      onChange: () => this.#refresh(),
    });
    this.#attendance = attendanceView(records.operators);
    this.jobs.onChange((job) => this.#jobChanged(job));
    this.questions.onChange(() => this.#refresh());
    records.ledger.onAppend(() => publisher.pass({ kind: 'ledger', ledger: this.#ledgerView() }));
    this.#looking = setInterval(() => this.#lookAround(), LOOK_EVERY_MS);
    this.#refresh();
    this.#waiting = this.#waitingNow();
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
      waiting: this.#waitingNow(),
      ledger: this.#ledgerView(),
    };
  }

  /** The open bench with its readings; throws why it is closed. */
  bench(): Workbench & { readonly readings: PhoneReadings } {
    const { bench } = this.#keeper;
    const readings = this.#readings;
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
    return this.#runs.size > 0 || this.jobs.isAnyAtWork();
  }

  /** Runs a ready job to its review or end while everything else goes on; where no second person is wanted and a machine has proven the end, the review is none. */
  run(job: Job): void {
    const { desk } = this.bench();
    const running = desk
      .run(job)
      .then(({ job: ended }) => {
        const isProven = ended.state === 'awaiting-review' && ended.plan?.closing === 'machine';
        if (isProven && this.settings.now.secondPerson === 'switched-off') desk.review(ended, null);
      })
      .catch((thrown: unknown) => this.#fail(thrown))
      .finally(() => {
        this.#runs.delete(running);
        this.#refresh();
      });
    this.#runs.add(running);
  }

  /** Throws why no job may begin any more: an outcome could not be recorded, so nothing that follows could be either. */
  refuseFault(): void {
    if (this.#fault) throw new WorkstationError(this.#fault.code, this.#fault.facts);
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
    this.#readings?.close();
    this.#logOut();
    for (const port of this.jobs.ports()) this.#keeper.bench?.desk.cancel(port);
    const late = new Promise((resolve) => setTimeout(resolve, END_WITHIN_MS).unref());
    await Promise.race([Promise.allSettled([...this.#runs]), late]);
    await this.#keeper.close();
    await this.rack?.stop();
    this.jobs.close();
    this.records.close();
  }

  #equip(bench: Workbench): Workbench {
    const { board, desk } = bench;
    const readings = new PhoneReadings({
      board,
      desk,
      adapters: bench.bench.adapters,
      mayRead: (port) => this.#mayRead(port, desk),
      onChange: () => this.#refresh(),
    });
    this.#readings?.close();
    this.#readings = readings;
    board.onChange(() => this.#refresh());
    desk.onProgress(({ id, port }, progress) => {
      const pace = this.#paces.get(id) ?? new ProgressPace();
      this.#paces.set(id, pace);
      const shown = pace.take(progress, performance.now());
      this.#publisher.pass({ kind: 'progress', port: this.tiles.progress(id, port, shown), job: id, progress: shown });
    });
    return bench;
  }

  /** A phone that waits for its review, or has passed, is left as it is. */
  #mayRead(port: PortId, desk: Workbench['desk']): boolean {
    const job = this.jobs.on(port);
    const isLeft = job === null || (!isAtWork(job) && job.state !== 'awaiting-review' && job.state !== 'passed');
    return isLeft && !desk.isRunning(port);
  }

  #jobChanged(job: JobView): void {
    if (!isAtWork(job)) this.#paces.delete(job.id);
    this.tiles.tell(job, performance.now());
    this.#showWaiting();
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

  /** A run throws only when nothing can be recorded any more. */
  #fail(thrown: unknown): void {
    const { code, facts } = asWorkstationError(thrown);
    this.#fault = { code, facts };
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
  }

  #benchView(): BenchView {
    const bench = this.#keeper.view();
    return this.#fault ? { ...bench, is: 'closed', error: this.#fault } : bench;
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
    this.#readings?.settle();
    this.#showBench();
    this.#showWaiting();
  }

  #lookAround(): void {
    this.#refresh();
    this.showAttendance();
  }

  #showWaiting(): void {
    const waiting = this.#waitingNow();
    const before = this.#waiting;
    if (waiting.length === before.length && waiting.every(({ id }, at) => id === before[at]?.id)) return;
    this.#waiting = waiting;
    this.#publisher.publish({ kind: 'waiting', waiting });
  }

  /** Jobs that wait and stand on no tile. */
  #waitingNow(): readonly JobView[] {
    const shown = new Set(this.tiles.all().map(({ job }) => job?.id));
    return this.jobs.waiting().filter(({ id }) => !shown.has(id));
  }

  #ledgerView(): LedgerView {
    const { ledger, recovered } = this.records;
    const { seq, hash } = ledger.head();
    const { workstation } = ledger.identity;
    return { workstation, entries: seq, head: hash, recovered: recovered.length, keyIn: ledger.keyIn };
  }
}
