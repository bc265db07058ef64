import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { say } from '../../domain/text.ts';
import { buildOnce } from '../../scripts/build-once.ts';
import { granted } from '../journeys/window/ask.ts';
import { type LaunchPlan, launchWorkstation, type Workstation } from '../stand-in/launch.ts';
import type { BenchResult } from './result.ts';

const ROUNDS = 5;
const MOST_TIMES_BLANK = 2;
const MOST_DELAY_MS = 50;
const SECONDS = 12;
const BURST = 64 * 10;
const MOST_BATCH_TO_SINGLE = 1.5;
const BLANK = 'tests/bench/window/blank-main.mjs';

/**
 * Measures how long the built workstation takes from its start to a board that can be used, against a program that only opens a blank
 * page in the same Chromium on the same Node. Both are started in turn, so that both meet the same machine.
 */
export async function benchStart(): Promise<BenchResult[]> {
  const blank: number[] = [];
  const board: number[] = [];
  await inFolder(async (dataFolder) => {
    const shop = { dataFolder, args: ['--adb', '127.0.0.1:9'] };
    await msUntil(shop, setUp);
    for (let round = 0; round < ROUNDS; round += 1) {
      blank.push(await inFolder((folder) => msUntil({ dataFolder: folder, mainFile: BLANK }, async () => undefined)));
      board.push(await msUntil(shop, untilUsable));
    }
  });
  const ratio = middle(board) / middle(blank);
  const seconds = (times: readonly number[]): string => (middle(times) / 1000).toFixed(2);
  return [
    {
      name: `start to a usable board / start of a blank page (${seconds(board)} s / ${seconds(blank)} s, middle of ${ROUNDS})`,
      value: ratio,
      bar: `<= ${MOST_TIMES_BLANK}`,
      ok: ratio <= MOST_TIMES_BLANK,
    },
  ];
}

/** Measures main with 64 ports that change four times a second each: whether its loop stays free, and whether the window hears every change. */
export async function benchManyPorts(): Promise<BenchResult[]> {
  return inFolder(async (dataFolder) => {
    const resultFile = join(dataFolder, 'result.json');
    const env = { BENCH_RESULT: resultFile, BENCH_SECONDS: `${SECONDS}` };
    const workstation = await launchManyPorts(dataFolder, env);
    try {
      const heard = await listen(workstation);
      const said = await untilWritten(resultFile);
      const { changes, gaps } = await heard();
      const named = (what: string): string => `64 ports, ${said.changes} changes in ${SECONDS} s: ${what}`;
      return [
        {
          name: named('event-loop delay p99 (ms)'),
          value: said.p99Ms,
          bar: `< ${MOST_DELAY_MS}`,
          ok: said.p99Ms < MOST_DELAY_MS,
        },
        { name: named('event-loop delay, longest (ms)'), value: said.maxMs, bar: 'shown only', ok: true },
        {
          name: named('changes of state that the window did not hear'),
          value: said.changes - changes,
          bar: 0,
          ok: said.changes === changes,
        },
        { name: named('gaps in what the window heard'), value: gaps, bar: 0, ok: gaps === 0 },
      ];
    } finally {
      await workstation.stop();
    }
  });
}

/** Measures what the page needs to hear of many changes that came in one batch, against the same changes one by one. */
export async function benchBatches(): Promise<BenchResult[]> {
  return inFolder(async (dataFolder) => {
    const env = { BENCH_BURST: `${BURST}` };
    const { window: page, stop } = await launchManyPorts(dataFolder, env);
    try {
      const times = { single: [] as number[], batch: [] as number[] };
      for (let round = 0; round < ROUNDS; round += 1) {
        times.single.push(await msToHear(page, 1));
        times.batch.push(await msToHear(page, BURST));
      }
      const ratio = middle(times.batch) / middle(times.single);
      const ms = (all: readonly number[]): string => middle(all).toFixed(0);
      return [
        {
          name: `the page hears ${BURST} changes: in one batch / one by one (${ms(times.batch)} ms / ${ms(times.single)} ms, middle of ${ROUNDS})`,
          value: ratio,
          bar: `<= ${MOST_BATCH_TO_SINGLE}`,
          ok: ratio <= MOST_BATCH_TO_SINGLE,
        },
      ];
    } finally {
      await stop();
    }
  });
}

function msToHear(page: Page, together: number): Promise<number> {
  return page.evaluate(
    ([together, burst]) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        let heard = 0;
        const stop = window.workstation.onEvent(({ change }) => {
          if (change.kind === 'port') heard += 1;
          if (heard < burst) return;
          stop();
          resolve(performance.now() - begun);
        });
        void window.workstation.call('burst', { together });
      }),
    [together, BURST] as const,
  );
}

/** Counts in the page what arrives over the real bridge, from before the first change on. */
async function listen({ window: page }: Workstation): Promise<() => Promise<{ changes: number; gaps: number }>> {
  await page.evaluate(async () => {
    const heard = { changes: 0, gaps: 0, last: null as number | null };
    Reflect.set(window, 'heard', heard);
    window.workstation.onEvent(({ revision, change }) => {
      if (heard.last !== null && revision !== heard.last + 1) heard.gaps += 1;
      heard.last = revision;
      if (change.kind === 'port') heard.changes += 1;
    });
    await window.workstation.call('begin', {});
  });
  return () => page.evaluate(() => Reflect.get(window, 'heard') as { changes: number; gaps: number });
}

async function untilWritten(file: string): Promise<{ changes: number; p99Ms: number; maxMs: number }> {
  for (let waitedMs = 0; waitedMs < (SECONDS + 60) * 1000; waitedMs += 100) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      await pause(100);
    }
  }
  throw new Error('main wrote no result');
}

/** The board is usable when it has its state and can be pressed. */
async function untilUsable({ window: page }: Workstation): Promise<void> {
  await page.getByRole('navigation', { name: say('ja', 'window.screens') }).waitFor();
}

/** The first run, so that what is measured is a shop's morning. */
async function setUp({ window: page }: Workstation): Promise<void> {
  const shop = { name: '白波モバイル', licence: '', address: '', phone: '' };
  const rest = { language: 'ja', workplace: 'real', secondPerson: 'required' } as const;
  await granted(page, 'first-run', { shop, people: [], ...rest });
}

async function msUntil(plan: LaunchPlan, until: (workstation: Workstation) => Promise<void>): Promise<number> {
  const begun = performance.now();
  const workstation = await launchWorkstation(plan);
  try {
    await until(workstation);
    return performance.now() - begun;
  } finally {
    await workstation.stop();
  }
}

/** A main of the bench's own around the built page and preload, which must be of the sources as they are. */
function launchManyPorts(dataFolder: string, env: Readonly<Record<string, string>>): Promise<Workstation> {
  buildOnce();
  return launchWorkstation({ dataFolder, env, mainFile: 'tests/bench/window/many-ports-main.ts' });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-bench-window-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
