import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { FreshReading } from '../../domain/chip.ts';
import { READER_MODELS } from '../../domain/reader.ts';
import { fromHex } from '../../native-adapters/felica/protocol/bytes.ts';
import { layChip, never, type OnReader, onPracticeReader, scan } from '../native-adapters/felica/on-practice-reader.ts';
import type { BenchResult } from './result.ts';

const CHIP = 'wallets';
const ROUNDS = 10;
const MOST_OF_RADIO = 2;
const MOST_OF_REPLAY = 1.5;
const MOST_DELAY_MS = 50;
const SCAN_FOR_MS = 5_000;
const RESOLUTION_MS = 5;
const NS_PER_MS = 1e6;
const US_PER_MS = 1_000;
const REAL_TIME = { hurry: 1 };

/**
 * Measures a full scan of the chip of all wallets, on both readers with the radio time that the practice gives them: the time on the wall
 * over the sum of the waits for the air, and the processor over a bare replay of the very same frames through the same driver. The practice's reader
 * works in the same process, so both figures hold its work too.
 */
export async function benchChipScan(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const model of READER_MODELS) results.push(...(await onPracticeReader(model, measureScans, REAL_TIME)));
  return results;
}

/** Measures how late the event loop is while both readers scan without a pause; the practice's readers work in it too. */
export async function benchChipEventLoop(): Promise<BenchResult[]> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const until = performance.now() + SCAN_FOR_MS;
  let scans = 0;
  const keepScanning = (on: OnReader): Promise<void> => {
    layChip(on, CHIP);
    const again = async (): Promise<void> => {
      if (performance.now() >= until) return;
      await scan(on);
      scans += 1;
      return again();
    };
    return again();
  };
  delays.enable();
  await Promise.all(READER_MODELS.map((model) => onPracticeReader(model, keepScanning, REAL_TIME)));
  delays.disable();
  const p99 = delays.percentile(99) / NS_PER_MS;
  const idle = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  idle.enable();
  await delay(SCAN_FOR_MS / 5);
  idle.disable();
  const named = (what: string): string => `two readers scan without a pause (${scans} scans): ${what}`;
  return [
    { name: named('event-loop delay p99 (ms)'), value: p99, bar: `< ${MOST_DELAY_MS}`, ok: p99 < MOST_DELAY_MS },
    { name: named('the same with nothing to do'), value: idle.percentile(99) / NS_PER_MS, bar: 'shown only', ok: true },
    { name: named('longest (ms)'), value: delays.max / NS_PER_MS, bar: 'shown only', ok: true },
  ];
}

async function measureScans(on: OnReader): Promise<BenchResult[]> {
  layChip(on, CHIP);
  const radio = countRadio(on);
  // The first of each warms up.
  await replay(on, await scan(on));
  const sums = { wallMs: 0, radioMs: 0, scanCpuMs: 0, replayCpuMs: 0, frames: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    radio.ms = 0;
    const began = performance.now();
    const scanned = await withCpu(() => scan(on));
    sums.wallMs += performance.now() - began;
    sums.radioMs += radio.ms;
    sums.scanCpuMs += scanned.cpuMs;
    sums.frames = scanned.result.reading.frames;
    sums.replayCpuMs += (await withCpu(() => replay(on, scanned.result))).cpuMs;
  }
  const ofRadio = sums.wallMs / sums.radioMs;
  const ofReplay = sums.scanCpuMs / sums.replayCpuMs;
  const name = `${on.reader.model}, full scan of "${CHIP}" (${sums.frames} frames)`;
  return [
    {
      name: `${name}: wall time / radio waits`,
      value: ofRadio,
      bar: `<= ${MOST_OF_RADIO}`,
      ok: ofRadio <= MOST_OF_RADIO,
    },
    {
      name: `${name}: CPU / CPU of a bare replay of its frames`,
      value: ofReplay,
      bar: `<= ${MOST_OF_REPLAY}`,
      ok: ofReplay <= MOST_OF_REPLAY,
    },
    { name: `${name}: one scan (ms)`, value: sums.wallMs / ROUNDS, bar: 'shown only', ok: true },
    { name: `${name}: CPU of one scan (ms)`, value: sums.scanCpuMs / ROUNDS, bar: 'shown only', ok: true },
  ];
}

/** Adds up how long the reader has to wait for the air: what the chip took, or the whole wait where nothing came. */
function countRadio({ virtual }: OnReader): { ms: number } {
  const radio = { ms: 0 };
  const { field } = virtual;
  const exchange = field.exchange.bind(field);
  field.exchange = (frame, withinMs) => {
    const answer = exchange(frame, withinMs);
    radio.ms += 'tookMs' in answer ? answer.tookMs : withinMs;
    return answer;
  };
  return radio;
}

const POLLING = 0x00;
const SILENCE_MS = 20;

/** The same frames again through the same driver, with nobody to decide or to read; each waits as a silent poll does. */
async function replay({ reader }: OnReader, { log }: FreshReading): Promise<void> {
  const frames = log.filter((line) => line.startsWith('=> ')).map((line) => fromHex(line.slice(3)));
  for (const frame of frames) await reader.exchange(frame, frame[1] === POLLING ? SILENCE_MS : SILENCE_MS * 5, never);
}

async function withCpu<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly cpuMs: number }> {
  const before = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / US_PER_MS };
}
