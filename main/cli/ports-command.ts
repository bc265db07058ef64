import { setTimeout as pause } from 'node:timers/promises';
import { modelWords } from '../../domain/apple-model.ts';
import { known } from '../../domain/device.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { PortId } from '../../domain/ids.ts';
import { causeOfMode, causeWords } from '../../domain/not-detected.ts';
import type { Attachment, PhoneMode } from '../../domain/port.ts';
import { type Language, say, sayError } from '../../domain/text.ts';
import type { Bench } from '../../native-adapters/index.ts';
import { PortBoard } from '../devices/port-board.ts';
import { type BenchHere, openBenchHere } from './open-bench-here.ts';
import { EXIT, type ExitCode, plain, type Terminal } from './terminal.ts';

const FIRST_LOOK_WITHIN_MS = 6_000;
const IDENTIFY_WITHIN_MS = 30_000;

/** What is attached, seen once: the board when every source has spoken, or after six seconds. */
export async function lookOnce(bench: Pick<Bench, 'watch' | 'sources'>): Promise<PortBoard> {
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
  const late = pause(FIRST_LOOK_WITHIN_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
  await Promise.race([seen, late, watching]);
  stopped.abort();
  await watching;
  return board;
}

async function deviceOn(
  bench: Pick<Bench, 'adapters'>,
  here: Attachment,
): Promise<NonNullable<ShownPort['device']> | null> {
  const adapter = bench.adapters.find((one) => one.recognise(here) !== 'none');
  if (!adapter) return null;
  try {
    const facts = await adapter.identify(here, AbortSignal.timeout(IDENTIFY_WITHIN_MS));
    const text = (found: string | null): string => plain(found ?? '?');
    const { maker, model, serial, apple } = facts;
    const device = { maker: text(known(maker)), model: text(known(model)), serial: text(known(serial)) };
    return apple ? { ...device, ios: text(known(apple.osVersion)) } : device;
  } catch {
    // A phone that cannot be read is still on its port; its state says what is the matter.
    return null;
  }
}

/** A Port as `hakushi ports` shows it: `device` as the phone itself tells, `usb` as only the USB bus shows it. */
export interface ShownPort {
  readonly port: PortId;
  readonly state: PhoneMode;
  readonly device?: {
    readonly maker: string;
    readonly model: string;
    readonly serial: string;
    /** The iOS version; there for iPhones only. */
    readonly ios?: string;
  };
  readonly usb?: { readonly name: string; readonly serial: string };
}

/** Reads every phone on the board, side by side; one that cannot be read is shown without what it would tell. */
export async function readPorts(bench: Pick<Bench, 'adapters'>, board: PortBoard): Promise<readonly ShownPort[]> {
  return Promise.all(
    board.all().map(async (here) => {
      const device = await deviceOn(bench, here);
      const usb = here.source === 'usb' ? { name: plain(here.detail ?? '?'), serial: plain(here.serial ?? '?') } : null;
      return { port: here.port, state: here.mode, ...(device ? { device } : {}), ...(usb ? { usb } : {}) };
    }),
  );
}

function deviceWords(language: Language, device: NonNullable<ShownPort['device']>): string {
  const { maker, serial, ios } = device;
  return [maker, modelWords(language, device), ios ? `iOS ${ios}` : null, serial]
    .filter((one) => one !== null)
    .join(' ');
}

function linesOf(language: Language, { port, state, device, usb }: ShownPort): readonly string[] {
  const shown = device ? deviceWords(language, device) : usb ? `${usb.name} ${usb.serial}` : '';
  const line = `${port}  ${state}  ${shown}`.trimEnd();
  const cause = causeOfMode(state);
  if (cause === null) return [line];
  const { title, steps } = causeWords(language, cause);
  return [line, `   ${title}`, ...steps.map((step) => `   → ${step}`)];
}

/** What people read: each port, what keeps its phone from being worked on, and a watch that failed. */
export function portLines(
  language: Language,
  ports: readonly ShownPort[],
  blind: ReturnType<PortBoard['blind']>,
): readonly string[] {
  // A computer without USB buses is the doctor's business; a watch that failed is everybody's. usbmuxd only has to run for an iPhone.
  const hasIphone = ports.some(({ state }) => state === 'waiting-for-usbmuxd');
  const failed = blind.filter(
    ({ source, why }) =>
      source === 'adb' ||
      (source === 'usb' && why !== 'usb.unavailable') ||
      (source === 'usbmuxd' && (why !== 'usbmuxd.absent' || hasIphone)),
  );
  const warnings = failed.map(({ why }) => {
    const { title, action } = sayError(language, { code: why, facts: {} });
    return `${title} ${action}`;
  });
  const none = ports.length === 0 ? [say(language, 'terminal.no-phones')] : [];
  return [...ports.flatMap((one) => linesOf(language, one)), ...warnings, ...none];
}

/** `hakushi ports`: every port, its state, and the phone on it; throws why adb sees nothing where nothing else was seen either. */
export async function portsCommand(terminal: Terminal, here: BenchHere): Promise<ExitCode> {
  const bench = await openBenchHere(here);
  const board = await lookOnce(bench);
  const ports = await readPorts(bench, board);
  const blind = board.blind();
  const withoutAdb = blind.find(({ source }) => source === 'adb');
  if (withoutAdb && ports.length === 0) throw new WorkstationError(withoutAdb.why);
  for (const line of portLines(terminal.language, ports, blind)) terminal.line(line);
  terminal.answer({ ports, blind });
  return EXIT.done;
}
