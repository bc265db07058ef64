import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { WorkstationError } from '../../domain/errors.ts';
import { type PortId, portId } from '../../domain/ids.ts';
import { say } from '../../domain/text.ts';
import { forkLauncher } from '../fork-launcher.ts';
import { takeOverSecondPerson } from '../operators/second-person.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { openWorkstation } from '../workstation.ts';
import { COUNTER_PATIENCE } from './await-trust.ts';
import type { Board } from './board.ts';
import { isSellable, tellRound } from './chip-lines.ts';
import { type EraseBench, type ErasedJob, ErasedRound } from './erase-round.ts';
import { EventLines } from './event-lines.ts';
import { LiveBoard } from './live-board.ts';
import { adbAddress, readOptions } from './options.ts';
import { StopSignals } from './stop-signals.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { ID_CHARACTERS, personOf, TerminalPeople } from './terminal-people.ts';

const OPTIONS = z.object({
  port: z.array(z.string()).min(1),
  purpose: z.enum(['intake', 'inspection']),
  operator: z.string(),
  out: z.string().min(1),
  adb: z.string().optional(),
  alone: z.boolean().optional(),
});

/** `hakushi erase`: erases the phones on the named ports, with one person at the phones and another for the review; exit 0 only when every one may be sold. */
export async function eraseCommand(terminal: Terminal, given: unknown, dataFolder: string): Promise<ExitCode> {
  const options = readOptions(OPTIONS, given);
  const named = personOf(options.operator);
  if (named === null) throw new WorkstationError('command.usage', { what: `--operator (${ID_CHARACTERS})` });
  const ports = [...new Set(options.port.map(portOf))];
  const adbServer = options.adb === undefined ? null : adbAddress(options.adb);
  const out = folderFor(options.out);
  const alone = options.alone === true;
  const stop = new StopSignals();
  const board: Board = terminal.isLive ? new LiveBoard(terminal) : new EventLines(terminal);
  const people = new TerminalPeople({ terminal, operator: named, board, onInterrupt: () => stop.wish() });
  stop.signal.addEventListener('abort', () => {
    board.say(say(terminal.language, 'terminal.stopping'));
    people.close();
  });
  try {
    const secondPerson = alone ? 'switched-off' : 'required';
    // The one who started the command is asked once; what is left running here is no screen that could lock.
    const sessions = { idleMs: Number.POSITIVE_INFINITY };
    const launch = forkLauncher;
    const reach = { adbServer, usbmuxd: 'system' } as const;
    const settings = { dataFolder, practice: false, ...reach, people, secondPerson, sessions, launch } as const;
    const workstation = await openWorkstation(settings);
    try {
      const operator = await people.logIn(workstation.operators.sessions);
      const { ledger, operators } = workstation;
      takeOverSecondPerson({ ledger, sessions: operators.sessions }, secondPerson, operator);
      if (workstation.recovered > 0)
        board.say(say(terminal.language, 'terminal.recovered', { jobs: workstation.recovered }));
      workstation.book.onChange((job) => board.state(job));
      workstation.desk.onProgress((job, progress) => board.progress(job, progress));
      const { purpose } = options;
      const bench: EraseBench = {
        terminal,
        people,
        board,
        workstation,
        operator,
        purpose,
        alone,
        out,
        stop: stop.signal,
        patience: COUNTER_PATIENCE,
      };
      const round = new ErasedRound(bench);
      const jobs = await round.run(ports);
      board.close();
      return answer(terminal, jobs, {
        ledger: join(dataFolder, DATABASE_FILE),
        certificates: out,
        bytes: round.bytes(),
      });
    } finally {
      await workstation.close();
    }
  } finally {
    board.close();
    people.close();
    stop.close();
  }
}

function answer(
  terminal: Terminal,
  jobs: readonly ErasedJob[],
  rest: { ledger: string; certificates: string; bytes: object },
): ExitCode {
  tellRound(terminal, jobs);
  terminal.line(say(terminal.language, 'terminal.practice.certificates', { folder: rest.certificates }));
  terminal.answer({ jobs, ...rest });
  // A phone whose chip is not seen empty may not be sold, whatever its storage is.
  return jobs.every(isSellable) ? EXIT.done : EXIT.no;
}

function folderFor(out: string): string {
  const folder = resolve(out);
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (cause) {
    throw new WorkstationError('certificate.not-writable', { folder }, { cause });
  }
}

function portOf(text: string): PortId {
  try {
    return portId(text);
  } catch (cause) {
    throw new WorkstationError('command.usage', { what: `--port ${text}` }, { cause });
  }
}
