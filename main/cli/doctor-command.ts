import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import type { CauseFinding } from '../../domain/not-detected.ts';
import { say, sayError } from '../../domain/text.ts';
import type { Bench } from '../../native-adapters/index.ts';
import { findChipFaults } from '../chips/chip-faults.ts';
import { findCausesHere } from '../devices/causes-here.ts';
import type { PortBoard } from '../devices/port-board.ts';
import { causeFinding, causeFindings, type DoctorFinding } from './cause-lines.ts';
import { databaseIn, openExistingLedger } from './data-folder.ts';
import { openBenchHere } from './open-bench-here.ts';
import { lookOnce } from './ports-command.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

/** Where the doctor looks. */
export interface DoctorOrder {
  readonly dataFolder: string;
  readonly adbServer: { readonly host: string; readonly port: number } | null;
}

class Examination {
  readonly findings: DoctorFinding[] = [];
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  ok(code: string, text: string): void {
    this.findings.push({ code, severity: 'ok', text, fix: '' });
  }

  warn(code: string, text: string, fix: string): void {
    this.findings.push({ code, severity: 'warn', text, fix });
  }

  error(thrown: unknown): void {
    const { code, facts } = asWorkstationError(thrown);
    const { title, action } = sayError(this.#terminal.language, { code, facts });
    this.findings.push({ code, severity: 'error', text: title, fix: action });
  }

  /** Adds what keeps nobody from working, but is not as the shop wants it. */
  shortage({ code, facts }: RecordedError): void {
    const { title, action } = sayError(this.#terminal.language, { code, facts });
    this.warn(code, title, action);
  }

  /** Adds causes, except one that was told already. */
  causes(found: readonly CauseFinding[]): void {
    const told = new Set(this.findings.map(({ code }) => code));
    this.findings.push(...causeFindings(this.#terminal.language, found).filter(({ code }) => !told.has(code)));
  }
}

function examineData(examination: Examination, { language }: Terminal, folder: string): void {
  const trial = join(folder, `.doctor-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(trial, 'x');
    rmSync(trial);
    examination.ok('data.writable', say(language, 'doctor.ok.data', { folder }));
  } catch {
    // Only writing shows it everywhere; permissions that look right may lie.
    const cause = { cause: 'computer.data-not-writable', port: null, certainty: 'seen', facts: { folder } } as const;
    examination.findings.push(causeFinding(language, cause));
  }
}

function examineLedger(examination: Examination, { language }: Terminal, folder: string): void {
  if (!existsSync(databaseIn(folder))) return;
  try {
    openExistingLedger(folder).close();
    examination.ok('ledger.sound', say(language, 'doctor.ok.ledger'));
  } catch (cause) {
    examination.error(cause);
  }
}

function examinePhones(examination: Examination, { language }: Terminal, board: PortBoard): void {
  const count = board.all().length;
  if (count > 0) examination.ok('phones.seen', say(language, 'doctor.phones', { count }));
  else examination.warn('phones.none', say(language, 'doctor.no-phones'), say(language, 'doctor.no-phones.fix'));
}

/** The bench, or why there is none. */
async function tryBench(order: DoctorOrder): Promise<{ readonly bench: Bench } | { readonly thrown: unknown }> {
  try {
    return { bench: await openBenchHere(order) };
  } catch (thrown) {
    return { thrown };
  }
}

/** Looks at everything that must be right before phones are erased. */
export async function examineWorkstation(terminal: Terminal, order: DoctorOrder): Promise<readonly DoctorFinding[]> {
  const examination = new Examination(terminal);
  const { dataFolder, adbServer } = order;
  examineData(examination, terminal, dataFolder);
  examineLedger(examination, terminal, dataFolder);
  for (const fault of await findChipFaults(dataFolder)) examination.shortage(fault);
  const opened = await tryBench(order);
  const bench = 'bench' in opened ? opened.bench : null;
  const board = bench === null ? null : await lookOnce(bench);
  if (bench !== null && board !== null) {
    const count = Object.keys(bench.overwriterSha256).length;
    const version = bench.adbServerVersion;
    if (version !== null) examination.ok('adb.server', say(terminal.language, 'doctor.ok.adb', { version }));
    examination.ok('overwriter', say(terminal.language, 'doctor.ok.overwriter', { count }));
    examinePhones(examination, terminal, board);
  }
  const found = await findCausesHere({ board, adbServer, dataFolder, practice: false });
  // Why there is no adb server is a cause of the catalogue, most often.
  const isExplained = found.some(({ cause, certainty }) => cause.startsWith('computer.adb-') && certainty === 'seen');
  if ('thrown' in opened) examination.error(opened.thrown);
  const blind = board?.blind().find(({ source }) => source === 'adb');
  if (blind && !isExplained) examination.error(new WorkstationError(blind.why));
  examination.causes(found);
  return examination.findings;
}

const steps = (fix: string): readonly string[] => fix.split('\n').filter((step) => step !== '');

const MARKS = { ok: '○', warn: '△', error: '×' } as const;

/** `hakushi doctor`: what is right, what is wrong, and what to do about it. */
export async function doctorCommand(terminal: Terminal, order: DoctorOrder): Promise<ExitCode> {
  const findings = await examineWorkstation(terminal, order);
  for (const { severity, text, fix } of findings)
    terminal.line([`${MARKS[severity]} ${text}`, ...steps(fix)].join('\n   → '));
  terminal.answer({ findings });
  return findings.some(({ severity }) => severity === 'error') ? EXIT.environment : EXIT.done;
}
