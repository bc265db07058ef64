import { certificateFrom } from '../../domain/certificate.ts';
import { certificateText, contentText, issueText } from '../../domain/certificate-file.ts';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { recordId } from '../../domain/ids.ts';
import type { EntryDraft } from '../../domain/ledger.ts';
import {
  CERTIFICATE_SCHEMA,
  type Certificate,
  type CertificateContent,
  type IssueMark,
  type SignatureBlock,
} from '../../domain/report.ts';
import type { Language } from '../../domain/text.ts';
import { sha256Hex } from '../ledger/chain-tools.ts';
import type { SigningKey } from '../ledger/keys.ts';
import { type CertificatePaper, printCertificate } from './certificate-paper.ts';
import type { PaperFonts } from './fonts.ts';
import { writeFiles } from './write-files.ts';

/** What a certificate needs of a ledger; `Ledger` is one. */
export interface CertificateLedger {
  readonly key: SigningKey;
  ofRecord(record: string): readonly HashedEntry[];
  append(draft: EntryDraft<'certificate-issued'>): unknown;
}

/** Prints a certificate somewhere else, such as in a process of its own. */
export type CertificatePrinter = (paper: CertificatePaper) => Promise<Uint8Array>;

/** What is to be issued: the record, where to, in which leading language, and by whom ('workstation' when the program acts). */
export interface IssueRequest {
  readonly ledger: CertificateLedger;
  /** The fonts to print with here, or who prints elsewhere. */
  readonly fonts: PaperFonts | CertificatePrinter;
  readonly record: string;
  readonly outDir: string;
  readonly language?: Language;
  readonly actor?: string;
}

/** The two files of one issue, and what they say. */
export interface IssuedCertificate {
  readonly pdf: string;
  readonly json: string;
  readonly certificate: Certificate;
  readonly contentSha256: string;
}

/**
 * Writes the certificate of a record from its ledger entries alone: signed JSON and PDF, whole or not at all, with the issue in the
 * ledger before the files appear. The first issue of a content is the original, every later one a numbered reprint that differs in
 * the mark only. Throws `record.unknown`, `certificate.not-writable`, `ledger.write-failed`.
 */
export async function issueCertificate(request: IssueRequest): Promise<IssuedCertificate> {
  const { ledger, fonts, record, outDir, language = 'ja' } = request;
  const entries = ledger.ofRecord(checkedRecord(record));
  if (entries.length === 0) throw new WorkstationError('record.unknown', { record });
  const content = certificateFrom(entries);
  const contentSha256 = sha256Hex(contentText(content));
  const certificate = sign(ledger.key, content, issueMarkOf(entries, contentSha256));
  const { issue, signature } = certificate;
  const paper = { content, issue, language, contentSha256, signature };
  const pdf = await (typeof fonts === 'function' ? fonts(paper) : printCertificate(paper, fonts));
  const name = fileName(content, record, { number: issue.number, edition: editionOf(entries, contentSha256) });
  const files = [
    { name: `${name}.json`, bytes: Buffer.from(`${certificateText(certificate)}\n`, 'utf8') },
    { name: `${name}.pdf`, bytes: pdf },
  ];
  const [jsonPath = '', pdfPath = ''] = await writeFiles(outDir, files, () => {
    refuseChanged(ledger, record, entries.length);
    const { job, port } = content;
    const body = { issue: issue.kind, number: issue.number, contentSha256 };
    ledger.append({ kind: 'certificate-issued', actor: request.actor ?? 'workstation', record, job, port, body });
  });
  return { json: jsonPath, pdf: pdfPath, certificate, contentSha256 };
}

/** Signs a content and the mark of its issue; the signature of the content is the same for every issue with the same key. */
export function sign(key: SigningKey, content: CertificateContent, mark: Omit<IssueMark, 'signature'>): Certificate {
  const text = contentText(content);
  const signature: SignatureBlock = {
    algorithm: 'Ed25519',
    keyId: key.keyId,
    publicKey: key.publicKey,
    signature: key.sign(text),
  };
  const issue = { ...mark, signature: key.sign(issueText(sha256Hex(text), mark)) };
  return { schema: 'hakushi-certificate', schemaVersion: CERTIFICATE_SCHEMA, content, issue, signature };
}

function checkedRecord(record: string): string {
  try {
    return recordId(record);
  } catch (cause) {
    throw new WorkstationError('record.unknown', { record: record.slice(0, 96) }, { cause });
  }
}

function issueMarkOf(entries: readonly HashedEntry[], contentSha256: string): Omit<IssueMark, 'signature'> {
  const earlier = entries.filter(({ entry }) => isIssueOf(entry, contentSha256)).length;
  return earlier === 0 ? { kind: 'original', number: 0 } : { kind: 'reprint', number: earlier };
}

/** Tells whether an entry is an issue of exactly this content. */
export function isIssueOf(entry: HashedEntry['entry'], contentSha256: string): boolean {
  const body = entry.body as { readonly contentSha256?: unknown } | null;
  return entry.kind === 'certificate-issued' && body?.contentSha256 === contentSha256;
}

/** While the PDF was printed another issue or a new fact may have been recorded; the paper would then carry a wrong mark or be outdated. */
function refuseChanged(ledger: CertificateLedger, record: string, entries: number): void {
  if (ledger.ofRecord(record).length !== entries) {
    throw new WorkstationError('certificate.not-writable', { what: 'the record changed while it was printed' });
  }
}

/** A record that went on since its last paper, as when its chip was read, gets a paper of another content: its next edition, from 1. */
function editionOf(entries: readonly HashedEntry[], contentSha256: string): number {
  const issued = entries.flatMap(({ entry }) => {
    const body = entry.body as { readonly contentSha256?: unknown } | null;
    return entry.kind === 'certificate-issued' ? [body?.contentSha256] : [];
  });
  const contents = [...new Set(issued)];
  const known = contents.indexOf(contentSha256);
  return known < 0 ? contents.length + 1 : known + 1;
}

function fileName(
  content: CertificateContent,
  record: string,
  { number, edition }: { readonly number: number; readonly edition: number },
): string {
  const later = edition === 1 ? '' : `-edition-${edition}`;
  const reprint = number === 0 ? '' : `-reprint-${number}`;
  // A colon is allowed in a record's number but not in a file name on Windows.
  return `${content.outcome === 'pass' ? 'certificate' : 'record'}-${record.replaceAll(':', '_')}${later}${reprint}`;
}
