import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LicensedToolFacts } from '../../domain/chip-entries.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import { askTool, type ToolCommand } from './ask-tool.ts';

/** A licensed tool that described itself, and the phone models that it names. */
export interface LicensedTool {
  readonly facts: LicensedToolFacts;
  readonly models: readonly string[];
}

/** What a tool is run for: the phone, and the numbers under which this workstation keeps the job and the owner's consent. */
export interface ToolOrder {
  readonly device: {
    readonly maker: string | null;
    readonly model: string | null;
    readonly serial: string | null;
    readonly port: string | null;
  };
  readonly jobId: string;
  readonly consentId: string;
}

/** What a tool reported; nobody checked any of it. */
export interface ToolReport {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly result: 'erased' | 'refused' | 'failed';
  readonly report: Uint8Array | null;
  readonly isSigned: boolean;
  /** The signature of the report, base64; null where none came, or one that is too long to stand in an entry. */
  readonly signature: string | null;
}

/** How long tools may take, in milliseconds. */
export interface ToolPatience {
  readonly describeMs: number;
  readonly runMs: number;
}

const PATIENCE: ToolPatience = { describeMs: 5_000, runMs: 15 * 60_000 };
const MOST_TOOLS = 16;
// Room for a chain of certificates around it, or for a key of tomorrow.
const MOST_SIGNATURE = 16_384;
const OTHERS_MAY_WRITE = 0o022;

const words = z
  .string()
  .min(1)
  .max(120)
  .refine((text) => !/\p{C}/u.test(text) && text.isWellFormed(), 'no control characters');
const manifest = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  command: z.array(z.string().min(1).max(500)).min(1).max(20),
});
// What a later version of the contract adds is let pass.
const description = z.object({
  vendor: words,
  product: words,
  version: words,
  licenceHolder: words,
  supportedModels: z.array(words).max(5_000),
});
const utc = (time: string): string => new Date(time).toISOString();
const base64 = z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
const outcome = z.object({
  startedAt: z.iso.datetime({ offset: true }).transform(utc),
  endedAt: z.iso.datetime({ offset: true }).transform(utc),
  result: z.enum(['erased', 'refused', 'failed']),
  toolReport: base64.nullish(),
  toolSignature: base64.nullish(),
});

/** Tools of other companies that a shop has a licence for, each in a folder of its own below `<data>/tools` (docs/licensed-tools.md). */
export class LicensedTools {
  readonly #folder: string;
  readonly #patience: ToolPatience;
  readonly #warn: (error: WorkstationError) => void;
  #described: Promise<ReadonlyMap<string, LicensedTool & { readonly command: ToolCommand }>> | null = null;

  /** `folder` is the data folder; `warn` hears of every tool that is there and cannot be used. */
  constructor(folder: string, warn: (error: WorkstationError) => void, patience: Partial<ToolPatience> = {}) {
    this.#folder = join(folder, 'tools');
    this.#warn = warn;
    this.#patience = { ...PATIENCE, ...patience };
  }

  /** Every tool that could describe itself; asked once, when it is first wanted. */
  async all(): Promise<readonly LicensedTool[]> {
    return [...(await this.#all()).values()].map(({ facts, models }) => ({ facts, models }));
  }

  /** A tool by its id; throws `chip.tool-unknown`. */
  async get(id: string): Promise<LicensedTool> {
    const tool = (await this.#all()).get(id);
    if (!tool) throw new WorkstationError('chip.tool-unknown', { tool: id });
    return tool;
  }

  /** Runs a tool to its end; throws `chip.tool-unknown`, and `chip.tool-failed` when it says nothing that can be understood, takes too long or is stopped by the signal. */
  async run(id: string, order: ToolOrder, signal: AbortSignal): Promise<ToolReport> {
    const tool = (await this.#all()).get(id);
    if (!tool) throw new WorkstationError('chip.tool-unknown', { tool: id });
    const { runMs } = this.#patience;
    const said = await askTool(tool.command, { call: 'run', ...order }, { withinMs: runMs, signal });
    const parsed = outcome.safeParse(said);
    if (!parsed.success) throw new WorkstationError('chip.tool-failed', { tool: id, what: 'not the answer of a run' });
    const { startedAt, endedAt, result, toolReport, toolSignature } = parsed.data;
    const report = toolReport ? new Uint8Array(Buffer.from(toolReport, 'base64')) : null;
    const signed = report && toolSignature ? toolSignature : null;
    const signature = signed !== null && signed.length <= MOST_SIGNATURE ? signed : null;
    return { startedAt, endedAt, result, report, isSigned: signed !== null, signature };
  }

  #all(): Promise<ReadonlyMap<string, LicensedTool & { readonly command: ToolCommand }>> {
    this.#described ??= this.#describeAll();
    return this.#described;
  }

  async #describeAll(): Promise<ReadonlyMap<string, LicensedTool & { readonly command: ToolCommand }>> {
    const described = await Promise.all(this.#folders().map((folder) => this.#describe(folder)));
    return new Map(described.flatMap((tool) => (tool ? [[tool.facts.id, tool] as const] : [])));
  }

  #folders(): readonly string[] {
    try {
      const entries = readdirSync(this.#folder, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted()
        .slice(0, MOST_TOOLS);
    } catch {
      // A shop without tools has no such folder.
      return [];
    }
  }

  async #describe(name: string): Promise<(LicensedTool & { readonly command: ToolCommand }) | null> {
    try {
      const folder = join(this.#folder, name);
      const command = commandIn(folder, name);
      const withinMs = this.#patience.describeMs;
      const said = await askTool(command, { call: 'describe' }, { withinMs, signal: AbortSignal.timeout(withinMs) });
      const { supportedModels, ...facts } = description.parse(said);
      const { vendor, product, version, licenceHolder } = facts;
      return { facts: { id: name, vendor, product, version, licenceHolder }, models: supportedModels, command };
    } catch (thrown) {
      const error = asWorkstationError(thrown);
      const what = error.code === 'chip.tool-failed' ? String(error.facts.what ?? '') : error.message;
      this.#warn(
        new WorkstationError('chip.tool-unusable', { tool: name, what: what.slice(0, 200) }, { cause: thrown }),
      );
      return null;
    }
  }
}

/** Whoever may write there could have any program run under the operator's name. */
function commandIn(folder: string, name: string): ToolCommand {
  const file = join(folder, 'tool.json');
  const isOpen = [folder, file].some((path) => (statSync(path).mode & OTHERS_MAY_WRITE) !== 0);
  if (process.platform !== 'win32' && isOpen)
    throw new WorkstationError('chip.tool-failed', { what: 'others may change it' });
  const { id, command } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (id !== name) throw new WorkstationError('chip.tool-failed', { what: 'its id is not its folder' });
  const [program = '', ...args] = command;
  return { id, program, args, folder };
}
