import { resolve } from 'node:path';
import { z } from 'zod';
import { WorkstationError } from '../../domain/errors.ts';
import { say, sayByName } from '../../domain/text.ts';
import {
  PRACTICE_WATERMARK,
  practiceChips,
  practiceChipTexts,
  practiceFaults,
  practiceFaultTexts,
  practiceIphoneModels,
  practiceIphoneSituations,
  practiceModels,
  practiceSituations,
} from '../../practice/index.ts';
import { forkLauncher } from '../fork-launcher.ts';
import { practise } from '../practice/practice-journey.ts';
import type { PracticeJob, PracticeOrder, PracticeResult } from '../practice/practice-order.ts';
import type { Board } from './board.ts';
import { tellRound } from './chip-lines.ts';
import { EventLines } from './event-lines.ts';
import { afterwards, whatOf } from './job-row.ts';
import { LiveBoard } from './live-board.ts';
import { readOptions, wholeNumber } from './options.ts';
import { StopSignals } from './stop-signals.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

const MIB = 1024 * 1024;

const OPTIONS = z.object({
  phones: z.string(),
  iphones: z.string(),
  seed: z.string().min(1),
  faults: z.string(),
  out: z.string().min(1),
  data: z.string().min(1).optional(),
  storage: z.string(),
  carrier: z.enum(['auto', 'real', 'in-process']),
  list: z.boolean().optional(),
});

/** `hakushi practice`: the main job on virtual phones, from plug to certificate. */
export async function practiceCommand(terminal: Terminal, given: unknown): Promise<ExitCode> {
  const options = readOptions(OPTIONS, given);
  if (options.list) return list(terminal);
  const order: PracticeOrder = {
    ...howMany(options),
    seed: options.seed,
    faults: faultsOf(options.faults),
    out: resolve(options.out),
    dataFolder: options.data === undefined ? null : resolve(options.data),
    storageBytes: wholeNumber('--storage', options.storage, 4, 4096) * MIB,
    adb: options.carrier,
    launch: forkLauncher,
  };
  const stop = new StopSignals();
  try {
    const result = await onBoard(terminal, order, stop.signal);
    tell(terminal, result);
    terminal.answer(result);
    return exitOf(result, stop.signal.aborted);
  } finally {
    stop.close();
  }
}

async function onBoard(terminal: Terminal, order: PracticeOrder, signal: AbortSignal): Promise<PracticeResult> {
  const phones = order.phones + (order.iphones ?? 0);
  terminal.line(`${PRACTICE_WATERMARK}  ${say(terminal.language, 'terminal.practice.starting', { phones })}`);
  const board: Board = terminal.isLive ? new LiveBoard(terminal) : new EventLines(terminal);
  signal.addEventListener('abort', () => board.say(say(terminal.language, 'terminal.stopping')), { once: true });
  try {
    return await practise(
      order,
      {
        onRack: (rack) => terminal.line(sayByName(terminal.language, `terminal.practice.carrier.${rack.adb}`)),
        onJob: (job) => board.state(job),
        onProgress: (job, progress) => board.progress(job, progress),
        onEnd: (job) => board.ended(job),
      },
      signal,
    );
  } finally {
    board.close();
  }
}

/** A rack holds phones of either platform, but not none at all. */
function howMany(options: {
  readonly phones: string;
  readonly iphones: string;
}): Pick<PracticeOrder, 'phones' | 'iphones'> {
  const iphones = wholeNumber('--iphones', options.iphones, 0, 64);
  return { iphones, phones: wholeNumber('--phones', options.phones, iphones > 0 ? 0 : 1, 64) };
}

function faultsOf(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.find((name) => !practiceFaults.includes(name));
  if (unknown !== undefined) {
    throw new WorkstationError('command.usage', { what: `--faults ${unknown} (${practiceFaults.join(', ')})` });
  }
  return names;
}

/** Done when every phone without a fault passed; a phone with a fault is here to be caught. */
function exitOf({ jobs, injections }: PracticeResult, wasStopped: boolean): ExitCode {
  const isSound = jobs.every(({ fault, verdict }) => fault !== null || verdict === 'pass');
  return isSound && injections.length === 0 && !wasStopped ? EXIT.done : EXIT.no;
}

function tell(terminal: Terminal, { jobs, certificates, ledger, bytes, injections }: PracticeResult): void {
  const { language } = terminal;
  terminal.line('');
  tellRound(terminal, jobs);
  const told = jobs.filter(({ fault, verdict }) => fault !== null || verdict !== 'pass');
  for (const job of told.toSorted((a, b) => a.port.localeCompare(b.port, 'en', { numeric: true })))
    terminal.line(`  ${lineOf(terminal, job)}`);
  const share = bytes.erased > 0 ? ((bytes.hostToPhone / bytes.erased) * 100).toFixed(3) : '-';
  const erased = Math.round(bytes.erased / 1e6);
  terminal.line(say(language, 'terminal.practice.ratio', { erased, sent: Math.round(bytes.hostToPhone / 1e3), share }));
  terminal.line(say(language, 'terminal.practice.certificates', { folder: certificates }));
  terminal.line(say(language, 'terminal.practice.ledger', { file: ledger }));
  if (injections.length > 0)
    terminal.line(say(language, 'terminal.practice.injection', { places: injections.join(', ') }));
}

function lineOf({ language }: Terminal, job: PracticeJob): string {
  const fault = job.fault ? ` [${practiceFaultTexts.get(job.fault)?.[language] ?? job.fault}]` : '';
  const record = job.verdict === 'pass' ? '' : (job.record ?? '');
  const what = whatOf(language, { state: null, progress: null, end: job });
  return `${job.port}  ${job.model}  ${what}  ${afterwards(language, job)}${fault}  ${record}`.trimEnd();
}

function list(terminal: Terminal): ExitCode {
  for (const fault of practiceFaults)
    terminal.line(`${fault}: ${practiceFaultTexts.get(fault)?.[terminal.language] ?? ''}`);
  for (const model of practiceModels) terminal.line(model);
  for (const model of practiceIphoneModels) terminal.line(model);
  for (const situation of practiceSituations) terminal.line(situation);
  for (const situation of practiceIphoneSituations) terminal.line(situation);
  for (const chip of practiceChips) terminal.line(`${chip}: ${practiceChipTexts.get(chip)?.[terminal.language] ?? ''}`);
  terminal.answer({
    faults: practiceFaults,
    models: practiceModels,
    situations: practiceSituations,
    iphoneModels: practiceIphoneModels,
    iphoneSituations: practiceIphoneSituations,
    chips: practiceChips,
  });
  return EXIT.done;
}
