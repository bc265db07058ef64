import type { Page } from 'playwright-core';
import { portsAtWork, shopState } from '../renderer/fake-workstation.ts';
import { BuiltPages } from '../renderer/open-page.ts';
import type { BenchResult } from './result.ts';

const PORTS = 64;
const UPDATES_PER_SECOND = 4;
const SECONDS = 10;
const FRAME_US = 1e6 / 60;
const MOST_MS = 16;

/**
 * Measures the window's board under its full load: 64 Ports of which each reports its progress four times a second, and now and then comes
 * into another state. It is the built page in Chromium with a scripted workstation; what is measured is the work of the page's main
 * thread in each sixtieth of a second, everything from the event to the painted tile, and whether every change of state was drawn.
 */
export async function benchBoard(): Promise<BenchResult[]> {
  const pages = await BuiltPages.open();
  try {
    const { page, complaints } = await pages.page({ state: shopState({ ports: portsAtWork(PORTS) }) });
    await page
      .locator('.tile')
      .nth(PORTS - 1)
      .waitFor();
    const frames = await frameWork(page, () =>
      page.evaluate(underLoad, [SECONDS, PORTS * UPDATES_PER_SECOND] as const),
    );
    const { told, drawn, wrong, sent } = frames.answer;
    const named = (what: string): string => `board, ${PORTS} ports × ${UPDATES_PER_SECOND}/s: ${what}`;
    const p95 = quantile(frames.cpuMs, 0.95);
    return [
      {
        name: named('work in one frame, p95 (ms of the main thread)'),
        value: p95,
        bar: `< ${MOST_MS}`,
        ok: p95 < MOST_MS,
      },
      {
        name: named('the same by the clock, p95 (ms)'),
        value: quantile(frames.wallMs, 0.95),
        bar: 'shown only',
        ok: true,
      },
      { name: named('work in one frame, longest (ms)'), value: quantile(frames.cpuMs, 1), bar: 'shown only', ok: true },
      { name: named('events told a second'), value: sent / SECONDS, bar: 'shown only', ok: true },
      { name: named(`changes of state drawn, of ${told}`), value: drawn, bar: told, ok: drawn === told && told > 0 },
      { name: named('tiles that show another state at the end'), value: wrong, bar: 0, ok: wrong === 0 },
      { name: named('complaints of the page'), value: complaints.length, bar: 0, ok: complaints.length === 0 },
    ];
  } finally {
    await pages.close();
  }
}

interface Answer {
  readonly sent: number;
  readonly told: number;
  readonly drawn: number;
  readonly wrong: number;
}

/** Runs in the page: tells progress and, with every eighth event, another state; counts what the tiles show. */
async function underLoad([seconds, perSecond]: readonly [number, number]): Promise<Answer> {
  const { fake } = window;
  const marks: Readonly<Record<string, string>> = { performing: 'work', verifying: 'verify' };
  const count = { sent: 0, told: 0, drawn: 0 };
  const watch = new MutationObserver((changes) => {
    count.drawn += changes.length;
  });
  watch.observe(document.body, { subtree: true, attributeFilter: ['data-mark'] });
  const tell = (n: number): void => {
    const { ports } = fake.state();
    const port = ports[(n * 7) % ports.length];
    if (!port?.job) return;
    const { job } = port;
    if (n % 8 === (n >> 6) % 8) {
      const state = job.state === 'performing' ? 'verifying' : 'performing';
      count.told += 1;
      fake.emit({ kind: 'port', port: { ...port, job: { ...job, state } } });
      return;
    }
    const done = ((job.progress?.done ?? 0) + 1e9) % 100e9;
    const speed = { bytesPerSecond: 2e8 + done / 1e3, remainingMs: 1e8 - done / 1e3 };
    const progress = { stage: 'filling', done, total: 100e9, ...speed } as const;
    fake.emit({ kind: 'progress', port: port.port, job: job.id, progress });
  };
  const begin = performance.now();
  const due = (): number => Math.min(seconds, (performance.now() - begin) / 1000) * perSecond;
  // One event a task, as they come from the program, and as many as are due: a slow machine is not spared.
  while (count.sent < seconds * perSecond) {
    if (count.sent < due()) tell(count.sent++);
    const isLate = count.sent < due();
    await new Promise<void>((resolve) => {
      if (!isLate) setTimeout(resolve, 4);
      else {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(0);
      }
    });
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  const tiles = [...document.querySelectorAll('.tile')];
  const wrong = fake
    .state()
    .ports.filter(({ job }, n) => tiles[n]?.getAttribute('data-mark') !== marks[job?.state ?? '']);
  return { ...count, wrong: wrong.length };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
}

/** The work of the page's main thread in each sixtieth of a second while something runs, by the thread's own time and by the clock. */
async function frameWork<T>(
  page: Page,
  run: () => Promise<T>,
): Promise<{ readonly answer: T; readonly cpuMs: readonly number[]; readonly wallMs: readonly number[] }> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] },
  });
  const answer = await run();
  await session.send('Tracing.end');
  await ended;
  const tasks = tasksOfPage(events);
  return {
    answer,
    cpuMs: framesOf(tasks, ({ tdur, dur }) => tdur ?? dur ?? 0),
    wallMs: framesOf(tasks, ({ dur }) => dur ?? 0),
  };
}

/** Tasks of the renderer's main thread that worked most: Chromium keeps other renderers for its own pages. */
function tasksOfPage(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const lists = mains.map(({ pid, tid }) =>
    events.filter((one) => one.pid === pid && one.tid === tid && one.ph === 'X' && one.name.endsWith('RunTask')),
  );
  const busiest = lists.sort((a, b) => b.length - a.length)[0] ?? [];
  if (busiest.length === 0) throw new Error('Chromium traced no task of the page');
  // A task may be named by two categories; the outer one counts.
  const outer: TraceEvent[] = [];
  for (const task of busiest.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    const last = outer.at(-1);
    if (!last || task.ts >= last.ts + (last.dur ?? 0)) outer.push(task);
  }
  return outer;
}

function framesOf(tasks: readonly TraceEvent[], workOf: (task: TraceEvent) => number): readonly number[] {
  const first = tasks[0]?.ts ?? 0;
  const sums: number[] = [];
  for (const task of tasks) {
    const at = Math.floor((task.ts - first) / FRAME_US);
    sums[at] = (sums[at] ?? 0) + workOf(task) / 1000;
  }
  return Array.from(sums, (ms) => ms ?? 0);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
