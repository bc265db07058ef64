import { WorkstationError } from '../../domain/errors.ts';
import { exportLedger } from '../ledger/export.ts';
import { verifyLedgerFile } from '../ledger/verify-file.ts';
import { readAudit } from './audit-ledger.ts';
import { type AuditDraft, draftAudit, writeDraftedAudit } from './audit-report.ts';
import { printCertificate } from './certificate-paper.ts';
import { openPaperFonts, type PaperFonts } from './fonts.ts';
import { printLabel } from './label.ts';
import type { AuditOrder, FinishOrder, PreparedReport, PressWork } from './press-work.ts';

/** Does the press's work where it stands; the fonts are opened with the first paper. */
export class PressBench implements PressWork {
  #fonts: PaperFonts | null = null;
  #lastId = 0;
  // A report over thousands of phones is large, so only the newest waits for its signature.
  #drafted: { readonly id: number; readonly draft: AuditDraft } | null = null;

  certificate(paper: Parameters<PressWork['certificate']>[0]): Promise<Uint8Array> {
    return printCertificate(paper, this.#opened());
  }

  label(paper: Parameters<PressWork['label']>[0]): Promise<Uint8Array> {
    return printLabel(paper, this.#opened());
  }

  async readAudit({ databaseFile, period }: AuditOrder): ReturnType<PressWork['readAudit']> {
    return (await readAudit(databaseFile, period)).content;
  }

  async prepareReport({ databaseFile, period }: AuditOrder): Promise<PreparedReport> {
    const draft = await draftAudit(databaseFile, period);
    this.#lastId += 1;
    this.#drafted = { id: this.#lastId, draft };
    return { id: this.#lastId, keyId: draft.keyId, text: draft.text };
  }

  async finishReport({ id, signature, outDir, language }: FinishOrder): Promise<readonly string[]> {
    const drafted = this.#drafted;
    if (drafted?.id !== id) throw new WorkstationError('app.unexpected', { what: 'a report that nobody prepared' });
    this.#drafted = null;
    return writeDraftedAudit(drafted.draft, { signature, outDir, language, fonts: this.#opened() });
  }

  async exportLedger({
    databaseFile,
    file,
  }: {
    databaseFile: string;
    file: string;
  }): ReturnType<PressWork['exportLedger']> {
    return exportLedger(databaseFile, file);
  }

  verifyLedger({ file }: { file: string }): ReturnType<PressWork['verifyLedger']> {
    return verifyLedgerFile(file);
  }

  #opened(): PaperFonts {
    this.#fonts ??= openPaperFonts();
    return this.#fonts;
  }
}
