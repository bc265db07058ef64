import type { AuditContent, AuditPeriod } from '../../domain/audit-report.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import type { ChainAnswer } from '../../domain/ledger-faults.ts';
import type { SignatureBlock } from '../../domain/report.ts';
import type { Language } from '../../domain/text.ts';
import type { ExportedLedger } from '../ledger/export.ts';
import type { CertificatePaper } from './certificate-paper.ts';
import type { LabelPaper } from './label.ts';

/** The period of a ledger that is to be reported. */
export interface AuditOrder {
  readonly databaseFile: string;
  readonly period: AuditPeriod;
}

/** A report that waits for its signature: the text to be signed, and the key that its ledger named last. */
export interface PreparedReport {
  readonly id: number;
  readonly keyId: string;
  readonly text: string;
}

/** How a prepared report is written down. */
export interface FinishOrder {
  readonly id: number;
  readonly signature: SignatureBlock | null;
  readonly outDir: string;
  readonly language: Language;
}

/** All that the press does: what takes long, needs no phone, and writes nothing into the ledger. */
export interface PressWork {
  certificate(paper: CertificatePaper): Promise<Uint8Array>;
  label(paper: LabelPaper): Promise<Uint8Array>;
  readAudit(order: AuditOrder): Promise<AuditContent>;
  prepareReport(order: AuditOrder): Promise<PreparedReport>;
  /** Writes a prepared report and forgets it; returns its files. */
  finishReport(order: FinishOrder): Promise<readonly string[]>;
  exportLedger(order: { readonly databaseFile: string; readonly file: string }): Promise<ExportedLedger>;
  verifyLedger(order: { readonly file: string }): Promise<ChainAnswer>;
}

/** The name of one work of the press. */
export type PressTask = keyof PressWork;

/** What the press is asked. */
export interface ToPress {
  readonly id: number;
  readonly task: PressTask;
  readonly order: unknown;
}

/** What the press answers. */
export type FromPress =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: RecordedError };
