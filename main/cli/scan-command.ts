import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { ChipNode, ChipReason, ChipState, FreshReading } from '../../domain/chip.ts';
import type { NamedResidue, ReaderView } from '../../domain/chip-view.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { say, sayByName, sayError } from '../../domain/text.ts';
import { type ChipHash, chipHashFile, openChipHash } from '../chips/chip-hash.ts';
import { readerMeant, readOnce } from './desk-watch.ts';
import { readOptions } from './options.ts';
import { type DeskHere, openDeskHere } from './readers-here.ts';
import { EXIT, type ExitCode, plain, type Terminal } from './terminal.ts';

const OPTIONS = z.object({
  reader: z.string().min(1).optional(),
  practice: z.string().optional(),
  iphone: z.boolean().optional(),
  data: z.string().min(1).optional(),
});

const MOST_PLACES = 3;

/** One reading as `hakushi readers scan` prints it; no number in it tells the chip. */
interface Scanned {
  readonly state: ChipState;
  readonly reasons: readonly ChipReason[];
  /** Codes in four hex digits; an area as `first-last`. */
  readonly systems: readonly { readonly code: string; readonly nodes: readonly string[]; readonly isWhole: boolean }[];
  readonly residues: readonly NamedResidue[];
  readonly idmHash: string | null;
  /** Whose key made the hash: of the data folder, so that it can be found again, or of this run alone. */
  readonly idmHashKey: 'workstation' | 'this-run';
  readonly log: readonly string[];
  readonly reader: { readonly id: string; readonly model: string | null; readonly firmware: string | null };
  readonly scan: ReaderView['scan'];
  readonly tookMs: number;
  readonly error?: RecordedError;
}

/** `hakushi readers scan`: reads once what lies on a reader; exit 0 only for a chip that was seen empty. */
export async function scanCommand(terminal: Terminal, given: unknown, dataFolder: string): Promise<ExitCode> {
  const options = readOptions(OPTIONS, given);
  const { reader: wanted, practice, iphone = false, data } = options;
  const here = openDeskHere({ wanted, practice, scan: iphone ? 'iphone' : 'full', dataFolder });
  try {
    const { reader } = await readerMeant(here.desk, here.wanted);
    const view = await readOnce(here.desk, reader);
    const scanned = scannedOf(here, view, hashOf(data === undefined ? null : dataFolder));
    tell(terminal, scanned, view);
    terminal.answer(scanned);
    return scanned.state === 'EMPTY' ? EXIT.done : EXIT.no;
  } finally {
    await here.close();
  }
}

/** What a reader that is too hot says of a chip is an answer, "unknown"; a reader that cannot be used at all gives none. */
function scannedOf({ desk }: DeskHere, view: ReaderView, { hash, key }: ReturnType<typeof hashOf>): Scanned {
  const { reader: id, model, firmware, scan, error, reading } = view;
  const about = { idmHashKey: key, reader: { id, model, firmware }, scan };
  if (error !== null && error.code !== 'reader.hot') throw new WorkstationError(error.code, error.facts);
  if (error !== null) return { ...NOTHING_READ, ...about, error };
  if (reading === null) throw new WorkstationError('reader.absent');
  const { fresh } = desk.reading(id, reading.id);
  const { state, reasons, residues, tookMs } = reading;
  const idmHash = fresh.idm === null ? null : hash(fresh.idm);
  return { state, reasons, systems: systemsOf(fresh), residues, idmHash, log: fresh.log, tookMs, ...about };
}

const NOTHING_READ = {
  state: 'UNKNOWN',
  reasons: [],
  systems: [],
  residues: [],
  idmHash: null,
  log: [],
  tookMs: 0,
} as const;

function systemsOf({ reading }: FreshReading): Scanned['systems'] {
  return reading.systems.map(({ code, nodes, isWhole }) => ({ code: hex(code), nodes: nodes.map(nodeText), isWhole }));
}

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');

const nodeText = (node: ChipNode): string =>
  node.is === 'area' ? `${hex(node.first)}-${hex(node.last)}` : hex(node.code);

/** The data folder's own key where one is named and has one; looking makes none. */
function hashOf(folder: string | null): { readonly hash: ChipHash; readonly key: Scanned['idmHashKey'] } {
  if (folder !== null && existsSync(chipHashFile(folder))) {
    return { hash: openChipHash(folder, () => false), key: 'workstation' };
  }
  const key = randomBytes(32);
  return { hash: (idm) => createHmac('sha256', key).update(idm, 'utf8').digest('hex'), key: 'this-run' };
}

function tell(terminal: Terminal, scanned: Scanned, { name }: ReaderView): void {
  const { language } = terminal;
  const { state, reasons, residues, tookMs, error } = scanned;
  const seconds = (tookMs / 1000).toFixed(1);
  terminal.line(say(language, 'readers.scan.state', { state: sayByName(language, `chip.state.${state}`) }));
  for (const reason of reasons) terminal.line(`  ${sayByName(language, `chip.reason.${reason}`)}`);
  const byName = Map.groupBy(residues, ({ name: known }) => known?.[language] ?? say(language, 'readers.scan.unnamed'));
  for (const [what, places] of byName) {
    const codes = places.slice(0, MOST_PLACES).map(({ code }) => code);
    const more = places.length > codes.length ? ` … (${places.length})` : '';
    terminal.line(`  ${what}: ${codes.join(', ')}${more}`);
  }
  if (error !== undefined) {
    const { title, action } = sayError(language, error);
    terminal.line(`  ${title} ${action}`);
  }
  terminal.line(say(language, 'readers.scan.took', { reader: plain(name), seconds }));
}
