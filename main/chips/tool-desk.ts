import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ChipActor, LicensedToolFacts } from '../../domain/chip-entries.ts';
import type { ChipDetail } from '../../domain/chip-view.ts';
import { known } from '../../domain/device.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { type OperatorId, operatorId, type RecordId } from '../../domain/ids.ts';
import type { Doorkeeper } from '../jobs/job-desk.ts';
import { writeFiles } from '../reports/write-files.ts';
import { type Acting, actingNow } from './acting.ts';
import type { ChipBook, ChipEntry } from './chip-book.ts';
import type { ChipDetails } from './chip-details.ts';
import type { ChipTarget, ChipTargets, PhoneMeant } from './chip-targets.ts';
import type { LicensedTools, ToolReport } from './licensed-tools.ts';

/** What licensed tools are run with. */
export interface ToolDeskParts {
  readonly book: ChipBook;
  readonly targets: ChipTargets;
  readonly details: ChipDetails;
  readonly tools: LicensedTools;
  readonly sessions: Doorkeeper;
  /** The data folder; what tools report is kept in it. */
  readonly folder: string;
}

/** What is wanted of a licensed tool; the owner's consent was given to whoever asks. */
export interface ToolWish {
  readonly phone: PhoneMeant;
  readonly tool: string;
  readonly who: OperatorId;
}

/** Where the reports of tools are kept inside a data folder, each under the SHA-256 that the ledger has. */
export const toolReportFolder = (folder: string): string => join(folder, 'tool-reports');

/** Runs licensed tools for phones: that one began is on the disk before it runs, how it ended afterwards, and its word alone decides nothing. */
export class ToolDesk {
  readonly #parts: ToolDeskParts;
  readonly #running = new Map<RecordId, { readonly control: AbortController; readonly ended: Promise<void> }>();

  constructor(parts: ToolDeskParts) {
    this.#parts = parts;
  }

  /** Runs a tool for the chip of a phone; throws `chip.tool-unknown`, `chip.tool-failed` (which is on record), `port.busy` while one runs for that phone, and `chip.no-record`. */
  async run({ phone, tool: id, who }: ToolWish): Promise<ChipDetail> {
    const acting = actingNow(this.#parts.sessions, 'read-chip', who);
    const { facts } = await this.#parts.tools.get(id);
    const target = this.#parts.targets.toWrite(phone);
    if (this.#running.has(target.record) || this.#parts.book.ofPhone.isToolRunning(target))
      throw new WorkstationError('port.busy');
    // Where nothing stands in the way of a sale a tool could only do harm, and green would stand while it does.
    if (!target.begins && this.#parts.book.ofPhone.isSellableSince(target))
      throw new WorkstationError('ipc.bad-input', { path: 'phone' });
    const control = new AbortController();
    const ended = this.#runOnRecord(target, acting, facts, control.signal);
    // Who closes only waits; how it ended is for who asked.
    this.#running.set(target.record, { control, ended: ended.catch(() => undefined) });
    try {
      await ended;
    } finally {
      this.#running.delete(target.record);
    }
    return this.#parts.details.of(target);
  }

  /** Stops every tool that runs; how each ended is on record. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { control } of running) control.abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  async #runOnRecord(
    target: ChipTarget,
    { id: operator, actor }: Acting,
    tool: LicensedToolFacts,
    signal: AbortSignal,
  ): Promise<void> {
    const { targets, book } = this.#parts;
    // A phone without a record gets one first: a run must never be without a place where it is on record.
    if (target.begins) targets.write(target, { id: operator, actor }, []);
    const startedAt = new Date().toISOString();
    const isAuthenticated = actor.authenticated === true;
    book.beginTool(target, { tool: JSON.stringify(tool), actor: operator, isAuthenticated, startedAt });
    try {
      const report = await this.#parts.tools.run(tool.id, orderOf(target), signal);
      const reportSha256 = await this.#keep(report);
      const { result, startedAt: began, endedAt, isSigned, signature } = report;
      const kept = { reportSha256, isSigned, ...(signature === null ? {} : { reportSignature: signature }) };
      const body = { ...actor, tool, result, startedAt: began, endedAt, ...kept };
      book.endTool(target, { kind: 'chip-tool-ran', actor: operator, body });
    } catch (thrown) {
      book.endTool(target, failedRun(tool, { operator, actor, startedAt }));
      throw thrown;
    }
  }

  /** Keeps what a tool reported before the ledger speaks of it. */
  async #keep({ report }: ToolReport): Promise<string | null> {
    if (report === null) return null;
    const sha256 = createHash('sha256').update(report).digest('hex');
    const folder = toolReportFolder(this.#parts.folder);
    await writeFiles(folder, [{ name: `${sha256}.bin`, bytes: report }], () => undefined);
    return sha256;
  }
}

/** Ends on record every run that a crash cut off: nobody knows what the tool did, so the chip must be read again. */
export function recoverToolRuns(book: ChipBook, targets: ChipTargets): number {
  const runs = book.openToolRuns();
  for (const { record, tool, actor: operator, isAuthenticated, startedAt } of runs) {
    const target = targets.at(record);
    if (!target) continue;
    const actor: ChipActor = { operator, ...(isAuthenticated ? { authenticated: true } : {}) };
    const facts = JSON.parse(tool) as LicensedToolFacts;
    book.endTool(target, {
      ...failedRun(facts, { operator: operatorId(operator), actor, startedAt }),
      actor: 'workstation',
    });
  }
  return runs.length;
}

function failedRun(
  tool: LicensedToolFacts,
  { operator, actor, startedAt }: { operator: OperatorId; actor: ChipActor; startedAt: string },
): Extract<ChipEntry, { kind: 'chip-tool-ran' }> {
  const ended = { startedAt, endedAt: new Date().toISOString(), reportSha256: null, isSigned: false };
  return { kind: 'chip-tool-ran', actor: operator, body: { ...actor, tool, result: 'failed', ...ended } };
}

function orderOf({ record, job, port, device }: ChipTarget) {
  const { maker, model, serial } = device;
  return {
    device: { maker: known(maker), model: known(model), serial: known(serial), port },
    jobId: job ?? record,
    // The owner's consent is kept under the record's own number.
    consentId: record,
  };
}
