import { styleText } from 'node:util';
import type { Progress } from '../../domain/adapter.ts';
import { known } from '../../domain/device.ts';
import { sayByName } from '../../domain/text.ts';
import type { Job } from '../jobs/job.ts';
import { plain, type Terminal } from './terminal.ts';

const BAR_CELLS = 20;
const REDRAW_EVERY_MS = 100;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

interface Row {
  readonly job: Job;
  readonly progress: Progress | null;
}

/** How many columns a text takes on a terminal. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

function padTo(text: string, columns: number): string {
  let taken = 0;
  let fitted = '';
  for (const character of text) {
    const width = columnsOf(character);
    if (taken + width > columns) break;
    fitted += character;
    taken += width;
  }
  return fitted + ' '.repeat(columns - taken);
}

function barOf(progress: Progress | null): string {
  if (!progress || progress.total === null || progress.total <= 0) return ' '.repeat(BAR_CELLS + 5);
  const share = Math.min(1, progress.done / progress.total);
  const full = Math.floor(share * BAR_CELLS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)} ${String(Math.floor(share * 100)).padStart(3)}%`;
}

const MARKS: Readonly<Partial<Record<Job['state'], string>>> = {
  passed: '●',
  failed: '✕',
  interrupted: '▲',
  cancelled: '■',
  unerasable: '✕',
};

/** One line and one bar for each port: redrawn in place on a terminal, a line for each change of state elsewhere. */
export class LiveBoard {
  readonly #terminal: Terminal;
  readonly #rows = new Map<string, Row>();
  #drawnLines = 0;
  #drawnAt = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Shows a job's new state. */
  state(job: Job): void {
    const before = this.#rows.get(job.port);
    this.#rows.set(job.port, { job, progress: null });
    if (this.#terminal.isLive) this.#draw(true);
    else if (before?.job.state !== job.state) this.#terminal.line(this.#rowText(job.port));
  }

  /** Shows progress; may be dropped. */
  progress(job: Job, progress: Progress): void {
    const row = this.#rows.get(job.port);
    if (!row) return;
    this.#rows.set(job.port, { job: row.job, progress });
    if (this.#terminal.isLive) this.#draw(false);
  }

  /** Leaves the last picture standing. */
  end(): void {
    if (this.#terminal.isLive) this.#draw(true);
    this.#drawnLines = 0;
  }

  #rowText(port: string): string {
    const row = this.#rows.get(port);
    if (!row) return '';
    const { job, progress } = row;
    const { language } = this.#terminal;
    const name = plain(`${known(job.device.maker) ?? '?'} ${known(job.device.model) ?? ''}`);
    const state = `${MARKS[job.state] ?? '○'} ${sayByName(language, `state.${job.state}`)}`;
    const stage = progress ? sayByName(language, `stage.${progress.stage}`) : '';
    return `${padTo(job.port, 16)} ${padTo(name, 24)} ${padTo(state, 16)} ${barOf(progress)} ${stage}`.trimEnd();
  }

  #draw(isDue: boolean): void {
    const now = performance.now();
    if (!isDue && now - this.#drawnAt < REDRAW_EVERY_MS) return;
    this.#drawnAt = now;
    const columns = Math.max(20, (process.stdout.columns ?? 100) - 1);
    const ports = [...this.#rows.keys()].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    const lines = ports.map((port) =>
      colour(this.#rows.get(port)?.job.state, padTo(this.#rowText(port), columns).trimEnd()),
    );
    const up = this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A` : '';
    process.stdout.write(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join('')}`);
    this.#drawnLines = lines.length;
  }
}

function colour(state: Job['state'] | undefined, text: string): string {
  if (state === 'passed') return styleText('green', text);
  if (state === 'failed' || state === 'unerasable') return styleText('red', text);
  return state === 'interrupted' || state === 'cancelled' ? styleText('yellow', text) : text;
}
