import { setTimeout as pause } from 'node:timers/promises';
import { known } from '../../domain/device.ts';
import type { Attachment, PhoneMode } from '../../domain/port.ts';
import { say, sayByName, sayError } from '../../domain/text.ts';
import { type Bench, openBench } from '../../native-adapters/index.ts';
import { PortBoard } from '../devices/port-board.ts';
import { situationOf } from '../devices/situation.ts';
import { OVERWRITER_FOLDER } from '../program.ts';
import { EXIT, type ExitCode, plain, type Terminal } from './terminal.ts';

const FIRST_LOOK_WITHIN_MS = 6_000;
const IDENTIFY_WITHIN_MS = 15_000;

/** What is attached, seen once: the board when every source has spoken, or after six seconds. */
export async function lookOnce(bench: Bench): Promise<PortBoard> {
  const board = new PortBoard(bench.sources);
  const stopped = new AbortController();
  const seen = new Promise<void>((resolve) => {
    board.onChange(() => {
      if (board.hasHeardAll()) resolve();
    });
  });
  const watching = board.follow(bench.watch(stopped.signal)).catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  await Promise.race([seen, pause(FIRST_LOOK_WITHIN_MS), watching]);
  stopped.abort();
  await watching;
  return board;
}

async function deviceOn(
  bench: Bench,
  here: Attachment,
): Promise<{ maker: string; model: string; serial: string } | null> {
  const adapter = bench.adapters.find((one) => one.recognise(here) !== 'none');
  if (!adapter) return null;
  try {
    const facts = await adapter.identify(here, AbortSignal.timeout(IDENTIFY_WITHIN_MS));
    const text = (found: string | null): string => plain(found ?? '?');
    return { maker: text(known(facts.maker)), model: text(known(facts.model)), serial: text(known(facts.serial)) };
  } catch {
    // A phone that cannot be read is still on its port; its state says what is the matter.
    return null;
  }
}

function tellSituation(terminal: Terminal, mode: PhoneMode): void {
  const situation = situationOf(mode);
  if (situation === null) return;
  const [title, fix] = ['title', 'fix'].map((part) => sayByName(terminal.language, `situation.${situation}.${part}`));
  terminal.line(`   ${title}\n   → ${fix}`);
}

/** `hakushi ports`: every port, its state, and the phone on it. */
export async function portsCommand(
  terminal: Terminal,
  adbServer: { host: string; port: number } | null,
): Promise<ExitCode> {
  const bench = await openBench({ adbServer, overwriterFolder: OVERWRITER_FOLDER, usb: 'watched' });
  const board = await lookOnce(bench);
  const ports = await Promise.all(
    board.all().map(async (here) => {
      const device = await deviceOn(bench, here);
      const usb = here.source === 'usb' ? { name: plain(here.detail ?? '?'), serial: plain(here.serial ?? '?') } : null;
      return { port: here.port, state: here.mode, ...(device ? { device } : {}), ...(usb ? { usb } : {}) };
    }),
  );
  for (const { port, state, device, usb } of ports) {
    const shown = device ? `${device.maker} ${device.model} ${device.serial}` : usb ? `${usb.name} ${usb.serial}` : '';
    terminal.line(`${port}  ${state}  ${shown}`.trimEnd());
    tellSituation(terminal, state);
  }
  for (const { source, why } of board.blind()) {
    // A computer without USB buses is the doctor's business; a watch that failed is everybody's.
    if (source === 'adb' || why === 'usb.unavailable') continue;
    const { title, action } = sayError(terminal.language, { code: why, facts: {} });
    terminal.line(`${title} ${action}`);
  }
  if (ports.length === 0) terminal.line(say(terminal.language, 'terminal.no-phones'));
  terminal.answer({ ports });
  return EXIT.done;
}
