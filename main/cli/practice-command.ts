import { resolve } from 'node:path';
import { z } from 'zod';
import { say, sayByName, sayError } from '../../domain/text.ts';
import {
  PRACTICE_WATERMARK,
  practiceFaults,
  practiceFaultTexts,
  practiceModels,
  practiceSituations,
} from '../../practice/index.ts';
import { type PracticeJob, type PracticeResult, practise } from '../practice/practice-journey.ts';
import { LiveBoard } from './live-board.ts';
import { wholeNumber } from './options.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

const MIB = 1024 * 1024;

const OPTIONS = z.object({
  phones: z.string(),
  seed: z.string().min(1),
  faults: z.string(),
  out: z.string().min(1),
  storage: z.string(),
  carrier: z.enum(['auto', 'real', 'in-process']),
  list: z.boolean().optional(),
});

/** `hakushi practice`: the main job on virtual phones, from plug to certificate. */
export async function practiceCommand(terminal: Terminal, given: unknown): Promise<ExitCode> {
  const options = OPTIONS.parse(given);
  if (options.list) return list(terminal);
  const board = new LiveBoard(terminal);
  const order = {
    phones: wholeNumber('--phones', options.phones, 1, 64),
    seed: options.seed,
    faults: options.faults
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    out: resolve(options.out),
    storageBytes: wholeNumber('--storage', options.storage, 4, 4096) * MIB,
    adb: options.carrier,
  };
  terminal.line(
    `${PRACTICE_WATERMARK} ${say(terminal.language, 'terminal.practice.starting', { phones: order.phones })}`,
  );
  const result = await practise(order, {
    onRack: (rack) => terminal.line(sayByName(terminal.language, `terminal.practice.carrier.${rack.adb}`)),
    onJob: (job) => board.state(job),
    onProgress: (job, progress) => board.progress(job, progress),
  });
  board.end();
  tell(terminal, result);
  terminal.answer(result);
  const sound = result.jobs.filter((job) => job.fault === null);
  return sound.every((job) => job.verdict === 'pass') && result.injections.length === 0 ? EXIT.done : EXIT.no;
}

function tell(terminal: Terminal, { jobs, certificates, ledger, bytes, injections }: PracticeResult): void {
  const { language } = terminal;
  for (const job of jobs) terminal.line(lineOf(terminal, job));
  const passed = jobs.filter((job) => job.verdict === 'pass').length;
  terminal.line(say(language, 'terminal.practice.done', { passed, others: jobs.length - passed }));
  const share = bytes.erased > 0 ? ((bytes.hostToPhone / bytes.erased) * 100).toFixed(3) : '-';
  const erased = Math.round(bytes.erased / 1e6);
  terminal.line(say(language, 'terminal.practice.ratio', { erased, sent: Math.round(bytes.hostToPhone / 1e3), share }));
  terminal.line(say(language, 'terminal.practice.certificates', { folder: certificates }));
  terminal.line(say(language, 'terminal.practice.ledger', { file: ledger }));
  if (injections.length > 0)
    terminal.line(say(language, 'terminal.practice.injection', { places: injections.join(', ') }));
}

function lineOf({ language }: Terminal, job: PracticeJob): string {
  const verdict = sayByName(language, `verdict.${job.verdict}`);
  const grade = job.verdict === 'pass' && job.grade ? ` ${job.grade}` : '';
  const fault = job.fault ? ` [${practiceFaultTexts.get(job.fault)?.[language] ?? job.fault}]` : '';
  const why = job.reason
    ? ` — ${sayError(language, { code: job.reason, facts: {} }).title.replace(/\s*[(（][^()（）]*[)）]/, '')}`
    : '';
  return `${job.port} ${job.model}: ${verdict}${grade}${fault}${why} ${job.record ?? ''}`.trimEnd();
}

function list(terminal: Terminal): ExitCode {
  for (const fault of practiceFaults)
    terminal.line(`${fault}: ${practiceFaultTexts.get(fault)?.[terminal.language] ?? ''}`);
  for (const model of practiceModels) terminal.line(model);
  for (const situation of practiceSituations) terminal.line(situation);
  terminal.answer({ faults: practiceFaults, models: practiceModels, situations: practiceSituations });
  return EXIT.done;
}
