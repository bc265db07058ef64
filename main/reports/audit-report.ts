import { join } from 'node:path';
import type { AuditContent, AuditPeriod } from '../../domain/audit-report.ts';
import { auditReportText, auditText } from '../../domain/audit-report-file.ts';
import { type ErrorCode, isErrorCode, WorkstationError } from '../../domain/errors.ts';
import { keyId } from '../../domain/ids.ts';
import type { SignatureBlock } from '../../domain/report.ts';
import type { Language } from '../../domain/text.ts';
import { sha256Hex } from '../ledger/chain-tools.ts';
import { readKey, type SigningKey } from '../ledger/keys.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { readAudit } from './audit-ledger.ts';
import { printAuditReport } from './audit-paper.ts';
import type { PaperFonts } from './fonts.ts';
import { writeFiles } from './write-files.ts';

/** What is to be reported: the data folder, the period, where to, and the leading language of the paper. */
export interface AuditRequest {
  readonly dataFolder: string;
  readonly period: AuditPeriod;
  readonly outDir: string;
  readonly fonts: PaperFonts;
  readonly language?: Language;
}

/** The files of one report (PDF, CSV, JSON in this order), and what they say. */
export interface WrittenAudit {
  readonly files: readonly string[];
  readonly content: AuditContent;
  readonly contentSha256: string;
  readonly signature: SignatureBlock | null;
}

/** A report as it is before anybody has signed it. */
export interface AuditDraft {
  readonly content: AuditContent;
  readonly csv: string;
  /** The text that is signed. */
  readonly text: string;
  readonly contentSha256: string;
  /** The key that the ledger named last. */
  readonly keyId: string;
}

/** How a drafted report is written down. */
export interface DraftPrint extends Pick<AuditRequest, 'outDir' | 'fonts' | 'language'> {
  readonly signature: SignatureBlock | null;
}

/** Reads the report of a period from a ledger database; nothing is written. Throws `ledger.file-unreadable`. */
export async function draftAudit(databaseFile: string, period: AuditPeriod): Promise<AuditDraft> {
  const { content, csv } = await readAudit(databaseFile, period);
  const text = auditText(content);
  return { content, csv, text, contentSha256: sha256Hex(text), keyId: content.chain.keys.at(-1)?.keyId ?? '' };
}

/** Writes a drafted report: PDF, `devices.csv` and signed `report.json`, whole or not at all. Throws `certificate.not-writable`. */
export async function writeDraftedAudit(draft: AuditDraft, print: DraftPrint): Promise<readonly string[]> {
  const { content, csv, text, contentSha256 } = draft;
  const { signature, outDir, fonts, language = 'ja' } = print;
  const { from, to } = content.period;
  const pdf = await printAuditReport({ content, contentSha256, signature, language }, fonts);
  return writeFiles(
    outDir,
    [
      { name: `report-${from}-${to}.pdf`, bytes: pdf },
      { name: 'devices.csv', bytes: Buffer.from(csv, 'utf8') },
      { name: 'report.json', bytes: Buffer.from(`${auditReportText(text, signature)}\n`, 'utf8') },
    ],
    () => undefined,
  );
}

/**
 * Writes the audit report of a data folder and period from its ledger alone: PDF, `devices.csv` and signed `report.json`, whole or not at
 * all. The same ledger, period and language give the same bytes. The ledger is only read, also while a writer goes on, and a broken one
 * gives a report that says so. Throws `ledger.file-unreadable` and `certificate.not-writable`.
 */
export async function writeAuditReport(request: AuditRequest): Promise<WrittenAudit> {
  const draft = await draftAudit(join(request.dataFolder, DATABASE_FILE), request.period);
  const signature = signatureOf(request.dataFolder, draft);
  const files = await writeDraftedAudit(draft, { ...request, signature });
  return { files, content: draft.content, contentSha256: draft.contentSha256, signature };
}

/** The signature of a report by a key. */
export function reportSignature(key: SigningKey, text: string): SignatureBlock {
  return { algorithm: 'Ed25519', keyId: key.keyId, publicKey: key.publicKey, signature: key.sign(text) };
}

/** Signs with the key that the ledger named last. An auditor's copy of a ledger has no key, and then the report says that nobody signed it. */
function signatureOf(dataFolder: string, draft: AuditDraft): SignatureBlock | null {
  try {
    return reportSignature(readKey(dataFolder, keyId(draft.keyId)), draft.text);
  } catch (cause) {
    const isWithoutKey = cause instanceof RangeError || (cause instanceof WorkstationError && isKeyFault(cause.code));
    if (isWithoutKey) return null;
    throw cause;
  }
}

const KEY_FAULTS: ReadonlySet<ErrorCode> = new Set(['ledger.key-missing', 'ledger.key-exposed', 'ledger.key-locked']);

function isKeyFault(code: string): boolean {
  return isErrorCode(code) && KEY_FAULTS.has(code);
}
