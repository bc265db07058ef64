import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asWorkstationError, type ErrorCode } from '../../domain/errors.ts';
import { causeOfMode, causeWords } from '../../domain/not-detected.ts';
import { say, sayError } from '../../domain/text.ts';
import { type Bench, openBench } from '../../native-adapters/index.ts';
import { forkLauncher } from '../fork-launcher.ts';
import { OVERWRITER_FOLDER } from '../program.ts';
import { databaseIn, openExistingLedger } from './data-folder.ts';
import { lookOnce } from './ports-command.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

/** One thing that the doctor found. */
export interface DoctorFinding {
  readonly code: string;
  readonly severity: 'ok' | 'warn' | 'error';
  readonly text: string;
  readonly fix: string;
}

/** Where the doctor looks. */
export interface DoctorOrder {
  readonly dataFolder: string;
  readonly adbServer: { readonly host: string; readonly port: number } | null;
}

const LOW_SPACE_BYTES = 512 * 1024 * 1024;

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

  error(thrown: unknown, as?: ErrorCode): void {
    const error = asWorkstationError(thrown);
    const { title, action } = sayError(this.#terminal.language, { code: as ?? error.code, facts: error.facts });
    this.findings.push({ code: as ?? error.code, severity: 'error', text: title, fix: action });
  }
}

function examineData(examination: Examination, { language }: Terminal, folder: string): void {
  const trial = join(folder, `.doctor-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(trial, 'x');
    rmSync(trial);
    examination.ok('data.writable', say(language, 'doctor.ok.data', { folder }));
    const { bavail, bsize } = statfsSync(folder);
    const mib = Math.floor((bavail * bsize) / 1024 / 1024);
    if (bavail * bsize < LOW_SPACE_BYTES) {
      examination.warn(
        'data.low-space',
        say(language, 'doctor.low-space', { mib }),
        say(language, 'doctor.low-space.fix'),
      );
    }
  } catch (cause) {
    examination.error(cause, 'ledger.write-failed');
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

async function examinePhones(examination: Examination, { language }: Terminal, bench: Bench): Promise<void> {
  const board = await lookOnce(bench);
  const all = board.all();
  if (all.length === 0)
    examination.warn('phones.none', say(language, 'doctor.no-phones'), say(language, 'doctor.no-phones.fix'));
  else examination.ok('phones.seen', say(language, 'doctor.phones', { count: all.length }));
  for (const { port, mode } of all) {
    const cause = causeOfMode(mode);
    if (cause === null) continue;
    const { title, steps } = causeWords(language, cause);
    examination.warn(cause, `${port}: ${title}`, steps.join('\n'));
  }
  for (const { source, why } of board.blind()) {
    if (source !== 'usb') continue;
    const { title, action } = sayError(language, { code: why, facts: {} });
    examination.warn(why, title, action);
  }
  if (board.ambiguous().length > 0) examination.error(null, 'device.identity-ambiguous');
}

/** Looks at everything that must be right before phones are erased. */
export async function examineWorkstation(
  terminal: Terminal,
  { dataFolder, adbServer }: DoctorOrder,
): Promise<readonly DoctorFinding[]> {
  const examination = new Examination(terminal);
  examineData(examination, terminal, dataFolder);
  examineLedger(examination, terminal, dataFolder);
  try {
    const bench = await openBench({
      adbServer,
      overwriterFolder: OVERWRITER_FOLDER,
      usb: 'watched',
      launch: forkLauncher,
    });
    const count = Object.keys(bench.overwriterSha256).length;
    examination.ok('adb.server', say(terminal.language, 'doctor.ok.adb', { version: bench.adbServerVersion }));
    examination.ok('overwriter', say(terminal.language, 'doctor.ok.overwriter', { count }));
    await examinePhones(examination, terminal, bench);
  } catch (thrown) {
    examination.error(thrown);
  }
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
