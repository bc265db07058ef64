import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { WorkstationError } from '../domain/errors.ts';
import type { Language } from '../domain/text.ts';
import { listCauses } from './cli/cause-lines.ts';
import { certificateCommand, certificateVerifyCommand } from './cli/certificate-commands.ts';
import { usualDataFolder } from './cli/data-folder.ts';
import { doctorCommand } from './cli/doctor-command.ts';
import { eraseCommand } from './cli/erase-command.ts';
import { ledgerExportCommand, ledgerSealCommand, ledgerVerifyCommand } from './cli/ledger-commands.ts';
import {
  type OperatorsCall,
  operatorsAddCommand,
  operatorsChangeCommand,
  operatorsDeactivateCommand,
  operatorsListCommand,
} from './cli/operator-commands.ts';
import { adbAddress } from './cli/options.ts';
import { portsCommand } from './cli/ports-command.ts';
import { practiceCommand } from './cli/practice-command.ts';
import { readersCommand } from './cli/readers-command.ts';
import { reportCommand } from './cli/report-command.ts';
import { scanCommand } from './cli/scan-command.ts';
import { EXIT, type ExitCode, Terminal } from './cli/terminal.ts';
import { zeroCardCommand } from './cli/zero-card-command.ts';
import { PROGRAM_VERSION } from './program.ts';

interface Given {
  readonly json?: boolean;
  readonly language?: string;
  readonly data?: string;
  readonly out?: string;
  readonly adb?: string;
  readonly checkpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly list?: boolean;
}

type Run = (terminal: Terminal, given: Given, words: readonly string[]) => Promise<ExitCode> | ExitCode;

function usualLanguage(): Language {
  return /^en/i.test(process.env.LC_ALL || process.env.LANG || '') ? 'en' : 'ja';
}

function languageOf(wanted: string | undefined): Language {
  if (wanted === undefined) return usualLanguage();
  if (wanted === 'ja' || wanted === 'en') return wanted;
  throw new WorkstationError('command.usage', { what: `--language ${wanted} (ja, en)` });
}

/** Runs a command's work and turns whatever happens into its exit code. */
function running(run: Run): (...all: unknown[]) => Promise<void> {
  return async (...all) => {
    const command = all.at(-1) as Command;
    const given = command.optsWithGlobals<Given>();
    const terminal = new Terminal({ json: given.json === true, language: languageOf(given.language) });
    process.exitCode = await run(terminal, given, command.args);
  };
}

const dataOf = ({ data }: Given): string => resolve(data ?? usualDataFolder());
const adbOf = ({ adb }: Given): ReturnType<typeof adbAddress> | null => (adb === undefined ? null : adbAddress(adb));

function addBenchCommands(program: Command): void {
  program
    .command('practice')
    .description('練習: 仮想の端末で、接続から証明書まで / the main job on virtual phones, from plug to certificate')
    .option('--phones <n>', 'number of Android phones', '8')
    .option('--iphones <n>', 'number of iPhones beside them', '0')
    .option('--seed <text>', 'the same text gives the same phones and faults', 'hakushi')
    .option('--faults <list>', 'names of faults, one phone each (see --list)', '')
    .option('--storage <mib>', 'size of each phone in MiB', '64')
    .option('--carrier <kind>', 'auto, real (adb) or in-process', 'auto')
    .option('--out <dir>', 'folder for ledger and certificates', 'practice-run')
    .option('--list', 'print all names of faults, models and situations')
    .action(running((terminal, given) => practiceCommand(terminal, given)));
  program
    .command('erase')
    .description(
      '消去 (全台が販売できるときだけ終了コード0) / erase the phones on the named ports; exit 0 only when all may be sold',
    )
    .requiredOption('--port <port...>', 'ports, as `hakushi ports` names them')
    .requiredOption('--purpose <purpose>', 'intake or inspection')
    .requiredOption('--operator <id>', 'who works at the phones')
    .option('--alone', 'one-person shop (a manager switches it): certificates will say that nobody else confirmed')
    .option('--out <dir>', 'folder for certificates', 'certificates')
    .action(running((terminal, given) => eraseCommand(terminal, given, dataOf(given))));
  program
    .command('ports')
    .description('差込口の一覧 / list ports and phones')
    .action(
      running((terminal, given) => portsCommand(terminal, { adbServer: adbOf(given), dataFolder: dataOf(given) })),
    );
  program
    .command('doctor')
    .description('点検 / find out what is wrong')
    .option('--list', 'print every cause why a phone or reader may not be seen, and how each is known')
    .action(
      running((terminal, given) =>
        given.list
          ? listCauses(terminal)
          : doctorCommand(terminal, { dataFolder: dataOf(given), adbServer: adbOf(given) }),
      ),
    );
}

function addReaderCommands(program: Command): void {
  const readers = program
    .command('readers')
    .description('ICカードリーダーの一覧 / list contactless readers')
    .action(running((terminal, given) => readersCommand(terminal, dataOf(given))));
  readers
    .command('scan')
    .description('ICチップの読み取り / read once what lies on a reader')
    .option('--reader <id>', 'place or model, as `hakushi readers` names them')
    .option('--practice <chip>', 'lay a virtual chip on a virtual reader (see `hakushi practice --list`)')
    .option('--iphone', 'make only the one poll that an iPhone may be given')
    .action(running((terminal, given) => scanCommand(terminal, given, dataOf(given))));
  readers
    .command('zero-card')
    .description("カードを0にする / write zeros to a loose card; never to a phone's chip")
    .requiredOption('--reader <id>', 'place or model, as `hakushi readers` names them')
    .requiredOption('--operator <id>', 'who does this')
    .option('--consent', 'the owner of the card consented')
    .option('--pin-stdin', 'read the PIN from standard input')
    .option('--practice <chip>', 'lay a virtual chip on a virtual reader; needs a data folder of practice')
    .action(running((terminal, given) => zeroCardCommand(terminal, given, dataOf(given))));
}

function addPaperCommands(program: Command): void {
  const ledger = program.command('ledger').description('台帳 / the ledger');
  ledger
    .command('verify <file>')
    .description('照合 / check a database or an export, name the first bad entry')
    .option('--checkpoint <file>', 'a seal that was kept elsewhere: shows a cut tail')
    .action(running((terminal, given, [file = '']) => ledgerVerifyCommand(terminal, file, given.checkpoint)));
  ledger
    .command('export')
    .description('書き出し / write every entry as JSON lines')
    .requiredOption('--out <file>', 'file to write')
    .action(running((terminal, given) => ledgerExportCommand(terminal, dataOf(given), given.out ?? '')));
  ledger
    .command('seal')
    .description('封印 / seal the head and write a checkpoint to keep elsewhere')
    .requiredOption('--out <file>', 'file to write')
    .action(running((terminal, given) => ledgerSealCommand(terminal, dataOf(given), given.out ?? '')));
  const certificate = program
    .command('certificate')
    .description('証明書 / issue or check a certificate')
    .argument('<record>', 'record number')
    .option('--out <dir>', 'folder for the files', 'certificates')
    .action(
      running((terminal, given, [record = '']) =>
        certificateCommand(terminal, record, { data: dataOf(given), out: given.out ?? '.' }),
      ),
    );
  certificate
    .command('verify <file>')
    .description('証明書の照合 / check a certificate; with --data also against its ledger')
    .action(running((terminal, given, [file = '']) => certificateVerifyCommand(terminal, file, given.data ?? null)));
  program
    .command('report')
    .description('監査レポート / what the ledger says of one period: PDF, CSV and signed JSON')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD')
    .requiredOption('--to <day>', 'last day, YYYY-MM-DD')
    .option('--out <dir>', 'folder for the files', 'report')
    .action(
      running((terminal, { from = '', to = '', out = '.', ...given }) =>
        reportCommand(terminal, { from, to, out, data: dataOf(given) }),
      ),
    );
}

function addPeopleCommands(program: Command): void {
  const operators = program.command('operators').description('登録 / accounts of the people who work here');
  const calling =
    (run: (terminal: Terminal, call: OperatorsCall) => Promise<ExitCode>): Run =>
    (terminal, given, [who = '']) =>
      run(terminal, { who, given, dataFolder: dataOf(given) });
  const named = (command: string, description: string): Command =>
    operators
      .command(`${command} <id>`)
      .description(description)
      .option('--as <id>', 'who does this (a manager)')
      .option('--pin-stdin', 'read PINs from standard input, one a line');
  operators
    .command('list')
    .description('一覧 / list accounts')
    .action(running((terminal, given) => operatorsListCommand(terminal, dataOf(given))));
  named('add', '登録 / add an account; the first is a manager')
    .requiredOption('--role <role>', 'operator, checker, manager or auditor')
    .option('--name <name>', 'name of the person')
    .action(running(calling(operatorsAddCommand)));
  named('change', '変更 / change an account')
    .option('--role <role>', 'operator, checker, manager or auditor')
    .option('--name <name>', 'name of the person')
    .option('--new-pin', 'give a new PIN')
    .option('--unlock', 'forgive wrong PINs')
    .option('--activate', 'let a deactivated account work again')
    .action(running(calling(operatorsChangeCommand)));
  named('deactivate', '利用停止 / let an account log in no more').action(running(calling(operatorsDeactivateCommand)));
}

function build(): Command {
  const program = new Command('hakushi')
    .description('白紙: 消去ワークステーション / erasure workstation')
    .version(PROGRAM_VERSION)
    .option('--json', 'one JSON object on stdout and nothing else')
    .option('--language <code>', 'ja or en')
    .option('--data <dir>', 'data folder')
    .option('--adb <host:port>', 'adb server to use')
    .exitOverride();
  return program;
}

/** The terminal for what happens before a command has its options; only the bare words are known. */
function bareTerminal(words: readonly string[]): Terminal {
  const language = words.flatMap((word, at) => (word === '--language' ? [words[at + 1]] : [])).find(Boolean);
  const isKnown = language === 'ja' || language === 'en';
  return new Terminal({ json: words.includes('--json'), language: isKnown ? language : usualLanguage() });
}

/** What commander wrote instead of running a command: a help text, the version, or why the words were not understood. */
class Overheard {
  out = '';
  err = '';
}

function listenTo(program: Command): Overheard {
  const overheard = new Overheard();
  program.configureOutput({
    writeOut: (text) => {
      overheard.out += text;
    },
    writeErr: (text) => {
      overheard.err += text;
    },
  });
  return overheard;
}

function conclude(thrown: CommanderError, { out, err }: Overheard, terminal: Terminal): ExitCode {
  if (thrown.exitCode === 0) {
    const isVersion = thrown.code === 'commander.version';
    if (terminal.json) terminal.answer(isVersion ? { version: PROGRAM_VERSION } : { help: out });
    else process.stdout.write(out);
    return EXIT.done;
  }
  const isHelp = thrown.code === 'commander.help';
  if (isHelp && !terminal.json) process.stderr.write(err);
  const what = isHelp ? 'hakushi <command>' : thrown.message.replace(/^error: /, '');
  return isHelp && !terminal.json ? EXIT.usage : terminal.fail(new WorkstationError('command.usage', { what }));
}

async function main(): Promise<void> {
  // Whoever read our output has gone; the work at the phones goes on to its end, and the ledger has it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const terminal = bareTerminal(process.argv.slice(2));
  const program = build();
  const overheard = listenTo(program);
  addBenchCommands(program);
  addReaderCommands(program);
  addPaperCommands(program);
  addPeopleCommands(program);
  try {
    await program.parseAsync();
  } catch (thrown) {
    process.exitCode = thrown instanceof CommanderError ? conclude(thrown, overheard, terminal) : terminal.fail(thrown);
  }
}

await main();
