import { styleText } from 'node:util';
import type { Progress } from '../../domain/adapter.ts';
import { say } from '../../domain/text.ts';
import type { Job } from '../jobs/job.ts';
import type { Board } from './board.ts';
import { cutTo } from './columns.ts';
import { layOut, phoneName, type Row, type RowEnd } from './job-row.ts';
import type { Terminal } from './terminal.ts';

const REDRAW_EVERY_MS = 100;
const TICK_MS = 1_000;
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_TO_END_OF_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/** One line and one bar for each port, in the order of the ports, redrawn in place; a last line counts. */
export class LiveBoard implements Board {
  readonly #terminal: Terminal;
  readonly #rows = new Map<string, Row>();
  readonly #begun = performance.now();
  readonly #ticking: NodeJS.Timeout;
  #late: NodeJS.Timeout | null = null;
  #drawnLines = 0;
  #drawnAt = 0;
  #isPaused = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#ticking = setInterval(() => this.#draw(), TICK_MS);
    this.#ticking.unref();
    process.once('exit', this.#showCursor);
  }

  state(job: Job): void {
    this.#put({ port: job.port, name: phoneName(job), state: job.state, progress: null, end: this.#endOf(job.port) });
    this.#draw();
  }

  progress(job: Job, progress: Progress): void {
    const row = this.#rows.get(job.port);
    if (!row) return;
    this.#put({ ...row, progress });
    const waitMs = REDRAW_EVERY_MS - (performance.now() - this.#drawnAt);
    if (waitMs <= 0) this.#draw();
    else this.#late ??= setTimeout(() => this.#draw(), waitMs).unref();
  }

  ended(end: RowEnd): void {
    const row = this.#rows.get(end.port) ?? { port: end.port, name: end.model ?? '', state: null, progress: null };
    this.#put({ ...row, end });
    this.#draw();
  }

  say(text: string): void {
    const up = this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A\r` : '';
    process.stdout.write(`${up}${CLEAR_BELOW}${text}\n`);
    this.#drawnLines = 0;
    this.#draw();
  }

  pause(): void {
    if (this.#isPaused) return;
    this.#draw();
    this.#isPaused = true;
    this.#drawnLines = 0;
    process.stdout.write(SHOW_CURSOR);
  }

  resume(): void {
    this.#isPaused = false;
    this.#draw();
  }

  close(): void {
    clearInterval(this.#ticking);
    if (this.#late) clearTimeout(this.#late);
    if (!this.#isPaused) this.#paint(Number.POSITIVE_INFINITY);
    this.#isPaused = true;
    this.#showCursor();
    process.off('exit', this.#showCursor);
  }

  readonly #showCursor = (): void => {
    process.stdout.write(SHOW_CURSOR);
  };

  #put(row: Row): void {
    this.#rows.set(row.port, row);
  }

  #endOf(port: string): RowEnd | null {
    return this.#rows.get(port)?.end ?? null;
  }

  #draw(): void {
    this.#late = null;
    this.#drawnAt = performance.now();
    if (this.#isPaused || this.#rows.size === 0) return;
    // A line must stay free below, or the terminal scrolls and the way back up is lost.
    this.#paint(Math.max(1, (process.stdout.rows ?? 24) - 2));
  }

  #paint(mostLines: number): void {
    const { language } = this.#terminal;
    const columns = Math.max(10, (process.stdout.columns ?? 80) - 1);
    const all = [...this.#rows.values()].toSorted((a, b) => a.port.localeCompare(b.port, 'en', { numeric: true }));
    const shown = fitting(all, mostLines);
    const lines = [...layOut(shown, columns, language), styleText('dim', cutTo(this.#count(all, shown), columns))];
    const up = this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A\r` : '';
    const picture = lines.map((line) => `${line}${CLEAR_TO_END_OF_LINE}\n`).join('');
    process.stdout.write(`${HIDE_CURSOR}${up}${picture}${CLEAR_BELOW}`);
    this.#drawnLines = lines.length;
  }

  #count(all: readonly Row[], shown: readonly Row[]): string {
    const { language } = this.#terminal;
    const ends = all.flatMap(({ end }) => (end ? [end.verdict] : []));
    const passed = ends.filter((verdict) => verdict === 'pass').length;
    const seconds = Math.floor((performance.now() - this.#begun) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    const facts = { passed, others: ends.length - passed, running: all.length - ends.length, time };
    const hidden = all.length - shown.length;
    const more = hidden > 0 ? say(language, 'terminal.board.hidden', { hidden }) : '';
    return `${say(language, 'terminal.board.count', facts)}${more}`;
  }
}

/** Where not all rows fit, those that are at work are shown. */
function fitting(rows: readonly Row[], most: number): readonly Row[] {
  if (rows.length <= most) return rows;
  const chosen = new Set([...rows.filter(({ end }) => !end), ...rows.filter(({ end }) => end)].slice(0, most));
  return rows.filter((row) => chosen.has(row));
}
