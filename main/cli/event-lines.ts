import type { Progress } from '../../domain/adapter.ts';
import { sayByName } from '../../domain/text.ts';
import type { Job } from '../jobs/job.ts';
import type { Board } from './board.ts';
import { afterwards, phoneName, type RowEnd, shareOf, whatOf } from './job-row.ts';
import type { Terminal } from './terminal.ts';

// What a reader of a log wants to see of a phone once; every other change is a matter of moments or repeats itself.
const WORTH_A_LINE: ReadonlySet<Progress['stage']> = new Set(['filling', 'reading-back', 'waiting-attention']);
const SILENT_FOR_MS = 60_000;

interface Told {
  readonly name: string;
  readonly stages: Set<string>;
  at: number;
}

/** For a log or a pipe: a line when the work on a phone begins, when it is overwritten, when it is read back, and when it ends. */
export class EventLines implements Board {
  readonly #terminal: Terminal;
  readonly #told = new Map<string, Told>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  state(job: Job): void {
    if (job.state === 'performing' && !this.#told.has(job.port)) {
      this.#told.set(job.port, { name: phoneName(job), stages: new Set(), at: performance.now() });
      this.#say(job.port, sayByName(this.#terminal.language, 'state.performing'));
    }
  }

  progress(job: Job, progress: Progress): void {
    const told = this.#told.get(job.port);
    if (!told) return;
    const isNew = WORTH_A_LINE.has(progress.stage) && !told.stages.has(progress.stage);
    const share = shareOf(progress);
    if (!isNew && (share === null || performance.now() - told.at < SILENT_FOR_MS)) return;
    told.stages.add(progress.stage);
    told.at = performance.now();
    const percent = isNew || share === null ? '' : ` ${Math.floor(share * 100)}%`;
    this.#say(job.port, `${sayByName(this.#terminal.language, `stage.${progress.stage}`)}${percent}`);
  }

  ended(end: RowEnd): void {
    const { language } = this.#terminal;
    const name = this.#told.get(end.port)?.name ?? end.model ?? '';
    const what = whatOf(language, { state: null, progress: null, end });
    const record = end.verdict === 'pass' ? '' : (end.record ?? '');
    this.#terminal.line(`${end.port}  ${name}  ${what}  ${afterwards(language, end)}  ${record}`.trimEnd());
  }

  say(text: string): void {
    this.#terminal.notice(text);
  }

  pause(): void {
    // Lines and questions go to different streams; nothing has to make room.
  }

  resume(): void {
    // See pause.
  }

  close(): void {
    // Nothing is held open.
  }

  #say(port: string, what: string): void {
    this.#terminal.line(`${port}  ${this.#told.get(port)?.name ?? ''}  ${what}`);
  }
}
