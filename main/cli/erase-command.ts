import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Consent } from '../../domain/consent.ts';
import { known } from '../../domain/device.ts';
import type { Blocker, Purpose } from '../../domain/erasure.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { type OperatorId, operatorId, type PortId, portId } from '../../domain/ids.ts';
import { say, sayByName, sayError } from '../../domain/text.ts';
import type { Job } from '../jobs/job.ts';
import type { Examined } from '../jobs/job-desk.ts';
import { verdictOf } from '../jobs/verdict-of.ts';
import { issueCertificate } from '../reports/certificate.ts';
import { openPaperFonts } from '../reports/fonts.ts';
import { openWorkstation, type Workstation } from '../workstation.ts';
import { LiveBoard } from './live-board.ts';
import { adbAddress } from './options.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { TerminalPeople } from './terminal-people.ts';

const OPTIONS = z.object({
  port: z.array(z.string()).min(1),
  purpose: z.enum(['intake', 'inspection']),
  operator: z.string(),
  out: z.string(),
  adb: z.string().optional(),
  alone: z.boolean().optional(),
});
const APPEAR_WITHIN_MS = 5_000;
const CONSENT_TEXT = '1';

interface Bench {
  readonly terminal: Terminal;
  readonly people: TerminalPeople;
  readonly workstation: Workstation;
  readonly operator: OperatorId;
  readonly purpose: Purpose;
  readonly alone: boolean;
  readonly out: string;
}

function personOf(text: string): OperatorId {
  try {
    return operatorId(text);
  } catch (cause) {
    throw new WorkstationError('command.usage', { what: 'operator: A-Z a-z 0-9 . : _ -' }, { cause });
  }
}

/** `hakushi erase`: erases the phones on the named ports, with one person at the phones and another for the review. */
export async function eraseCommand(terminal: Terminal, given: unknown, dataFolder: string): Promise<ExitCode> {
  const options = OPTIONS.parse(given);
  const operator = personOf(options.operator);
  const people = new TerminalPeople(terminal, operator);
  const workstation = await openWorkstation({
    dataFolder,
    practice: false,
    adbServer: options.adb === undefined ? null : adbAddress(options.adb),
    people,
    secondPerson: options.alone ? 'switched-off' : 'required',
  });
  const stop = (): void => {
    for (const port of options.port) workstation.desk.cancel(portId(port));
  };
  process.once('SIGINT', stop);
  try {
    if (workstation.recovered > 0)
      terminal.line(say(terminal.language, 'terminal.recovered', { jobs: workstation.recovered }));
    const out = resolve(options.out);
    mkdirSync(out, { recursive: true });
    const bench = {
      terminal,
      people,
      workstation,
      operator,
      purpose: options.purpose,
      alone: options.alone === true,
      out,
    };
    const board = new LiveBoard(terminal);
    workstation.book.onChange((job) => board.state(job));
    workstation.desk.onProgress((job, progress) => board.progress(job, progress));
    return await eraseAll(bench, options.port.map(portOf));
  } finally {
    process.off('SIGINT', stop);
    people.close();
    await workstation.close();
  }
}

function portOf(text: string): PortId {
  try {
    return portId(text);
  } catch (cause) {
    throw new WorkstationError('command.usage', { what: `--port ${text}` }, { cause });
  }
}

async function eraseAll(bench: Bench, ports: readonly PortId[]): Promise<ExitCode> {
  const { workstation, terminal } = bench;
  const signal = AbortSignal.timeout(APPEAR_WITHIN_MS * 4);
  const modes = ['android', 'rescue', 'unauthorized', 'offline', 'no-permissions', 'debugging-off'] as const;
  const read: Examined[] = [];
  for (const port of ports) {
    await workstation.board
      .awaitReturn({ port, since: null, modes, withinMs: APPEAR_WITHIN_MS, signal })
      .catch(() => undefined);
    const examined = await workstation.desk.examine(port, signal);
    read.push(known(examined.facts.imeis) ? examined : await withNumber(bench, port));
  }
  const agreed = await bench.people.confirm(say(terminal.language, 'terminal.erase.consent'));
  const drafted = read.map((examined) => draft(bench, examined, agreed));
  const ended = await Promise.all(
    drafted.map((job) => (job.state === 'ready' ? workstation.desk.run(job).then((run) => run.job) : job)),
  );
  const fonts = openPaperFonts();
  const jobs = [];
  for (const job of ended) {
    const last = job.state === 'awaiting-review' ? await review(bench, job) : job;
    const { ledger } = workstation;
    const { verdict, grade, reason } = verdictOf(ledger, job.record);
    const { pdf, json } = await issueCertificate({ ledger, fonts, record: job.record, outDir: join(bench.out) });
    const isPass = verdict === 'pass' && last.state === 'passed';
    const files = { pdf, json };
    jobs.push({
      port: job.port,
      model: known(job.device.model),
      verdict,
      grade,
      reason,
      record: job.record,
      certificate: isPass ? files : null,
      report: isPass ? null : files,
    });
    tell(bench, job, isPass, reason);
  }
  terminal.answer({
    jobs,
    bytes: { hostToPhone: workstation.bench.adapters.reduce((sum, one) => sum + one.traffic().toPhones, 0) },
  });
  return jobs.every((job) => job.verdict === 'pass') ? EXIT.done : EXIT.no;
}

async function withNumber({ workstation, people }: Bench, port: PortId): Promise<Examined> {
  const imei = await people.imei(port);
  const signal = AbortSignal.timeout(APPEAR_WITHIN_MS * 4);
  return workstation.desk.examine(port, signal, imei === null ? null : { imei, source: 'typed' });
}

function draft({ workstation, terminal, operator, purpose }: Bench, examined: Examined, agreed: boolean): Job {
  const { blockers } = workstation.desk.propose(examined, purpose);
  for (const blocker of blockers) terminal.line(`${examined.port}: ${blockerText(terminal, blocker)}`);
  const consent: Consent = {
    purpose,
    operator,
    deletion: agreed ? 'agreed' : 'refused',
    identityCheck: agreed ? 'done' : 'not-recorded',
    toldNoOverwrite: 'not-told',
    textVersion: CONSENT_TEXT,
  };
  return workstation.desk.draft(examined, { operator, purpose }, consent);
}

function blockerText({ language }: Terminal, { id }: Blocker): string {
  return `${sayByName(language, `blocker.${id}.title`)} ${sayByName(language, `blocker.${id}.fix`)}`;
}

async function review(bench: Bench, job: Job): Promise<Job> {
  const { workstation, people, terminal, alone } = bench;
  if (alone) return workstation.desk.review(job, null);
  for (;;) {
    const reviewer = personOf(await people.text(say(terminal.language, 'terminal.erase.reviewer', { port: job.port })));
    const saw = await people.screen(job.port);
    const number = (await people.imei(job.port)) ?? '';
    const accepted = await people.confirm(say(terminal.language, 'terminal.erase.accept', { port: job.port }));
    try {
      return workstation.desk.review(job, { reviewer, saw, number, accepted });
    } catch (error) {
      if (!(error instanceof WorkstationError) || error.code !== 'review.same-person') throw error;
      terminal.line(sayError(terminal.language, error).title);
    }
  }
}

function tell({ terminal }: Bench, job: Job, isPass: boolean, reason: string | null): void {
  const { language } = terminal;
  if (isPass) terminal.line(`${job.port}: ${say(language, 'state.passed')} ${job.record}`);
  else {
    const why = reason ? sayByName(language, `error.${reason}.title`) : '';
    terminal.line(`${job.port}: ${say(language, 'terminal.not-erased')} ${why} ${job.record}`);
  }
}
