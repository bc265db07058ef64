import { join } from 'node:path';
import type { AuditContent, AuditPeriod } from '../../domain/audit-report.ts';
import { auditReportText, auditText } from '../../domain/audit-report-file.ts';
import { isErrorCode, WorkstationError } from '../../domain/errors.ts';
import { keyId } from '../../domain/ids.ts';
import type { SignatureBlock } from '../../domain/report.ts';
import type { Language } from '../../domain/text.ts';
import { sha256Hex } from '../ledger/chain-tools.ts';
import { readKey } from '../ledger/keys.ts';
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

/**
 * Writes the audit report of a data folder and period from its ledger alone: PDF, `devices.csv` and signed `report.json`, whole or not at
 * all. The same ledger, period and language give the same bytes. The ledger is only read, also while a writer goes on, and a broken one
 * gives a report that says so. Throws `ledger.file-unreadable` and `certificate.not-writable`.
 */
export async function writeAuditReport(request: AuditRequest): Promise<WrittenAudit> {
  const { dataFolder, period, outDir, fonts, language = 'ja' } = request;
  const { content, csv } = await readAudit(join(dataFolder, DATABASE_FILE), period);
  const text = auditText(content);
  const contentSha256 = sha256Hex(text);
  const signature = signatureOf(dataFolder, content, text);
  const pdf = await printAuditReport({ content, contentSha256, signature, language }, fonts);
  const files = await writeFiles(
    outDir,
    [
      { name: `report-${period.from}-${period.to}.pdf`, bytes: pdf },
      { name: 'devices.csv', bytes: Buffer.from(csv, 'utf8') },
      { name: 'report.json', bytes: Buffer.from(`${auditReportText(text, signature)}\n`, 'utf8') },
    ],
    () => undefined,
  );
  return { files, content, contentSha256, signature };
}

/** Signs with the key that the ledger named last. An auditor's copy of a ledger has no key, and then the report says that nobody signed it. */
function signatureOf(dataFolder: string, content: AuditContent, text: string): SignatureBlock | null {
  const named = content.chain.keys.at(-1)?.keyId ?? '';
  try {
    const key = readKey(dataFolder, keyId(named));
    return { algorithm: 'Ed25519', keyId: key.keyId, publicKey: key.publicKey, signature: key.sign(text) };
  } catch (cause) {
    const isWithoutKey = cause instanceof RangeError || (cause instanceof WorkstationError && isKeyFault(cause.code));
    if (isWithoutKey) return null;
    throw cause;
  }
}

function isKeyFault(code: string): boolean {
  return isErrorCode(code) && (code === 'ledger.key-missing' || code === 'ledger.key-exposed');
}
