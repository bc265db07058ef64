import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import { certificateFrom } from '../../domain/certificate.ts';
import { contentText, issueText, readCertificate, type UnreadableWhy } from '../../domain/certificate-file.ts';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import type { Certificate, CertificateContent, CertifiedChip } from '../../domain/report.ts';
import { nodeChainTools, sha256Hex } from '../ledger/chain-tools.ts';
import { isIssueOf } from './certificate.ts';

/** What the check of a certificate needs of a ledger; `Ledger` is one. */
export interface AuditedLedger {
  ofRecord(record: string): readonly HashedEntry[];
  ofKind(kind: 'ledger-opened' | 'key-rotated'): readonly { readonly entry: { readonly body: unknown } }[];
}

/** Why a certificate is or is not genuine; the texts are under `certificate.why.<code>`. */
export type CertificateWhy =
  | 'ok'
  | 'ok-in-ledger'
  | 'too-large'
  | 'not-a-file'
  | UnreadableWhy
  | 'key-mismatch'
  | 'bad-signature'
  | 'bad-issue-mark'
  | 'not-in-ledger'
  | 'foreign-key'
  | 'differs-from-ledger'
  | 'superseded'
  | 'not-issued';

/** The answer of a check; `path` names the first place of another shape, where there is one. */
export interface CertificateAnswer {
  readonly ok: boolean;
  readonly why: CertificateWhy;
  readonly path: string | null;
  readonly certificate: Certificate | null;
}

// A certificate is some 20 kB; a file a hundred times larger is none, and is not read into memory.
const MOST_BYTES = 2 * 2 ** 20;

/**
 * Checks the JSON file of a certificate: its canonical form, both signatures and the key's fingerprint; with a ledger also that the
 * key is of that ledger's chain, that the issue is in it, and that its entries still say what the file says. Never throws for a bad file.
 */
export async function verifyCertificate(
  path: string,
  options: { readonly ledger?: AuditedLedger } = {},
): Promise<CertificateAnswer> {
  const text = await readBounded(path);
  if (text === 'too-large' || text === 'not-a-file') return answer(text);
  return verifyCertificateText(text.text, options);
}

/** Checks the text of a certificate's JSON file, as verifyCertificate does. */
export function verifyCertificateText(
  text: string,
  options: { readonly ledger?: AuditedLedger } = {},
): CertificateAnswer {
  const read = readCertificate(text);
  if (read.certificate === null) return { ...answer(read.why), path: read.path === '' ? null : read.path };
  const { certificate } = read;
  const why = signatureFault(certificate) ?? (options.ledger ? ledgerFault(certificate, options.ledger) : null);
  if (why !== null) return { ...answer(why), certificate };
  return { ok: true, why: options.ledger ? 'ok-in-ledger' : 'ok', path: null, certificate };
}

function answer(why: CertificateWhy): CertificateAnswer {
  return { ok: false, why, path: null, certificate: null };
}

async function readBounded(path: string): Promise<{ text: string } | 'too-large' | 'not-a-file'> {
  try {
    const file = await open(path, 'r');
    try {
      const found = await file.stat();
      if (!found.isFile()) return 'not-a-file';
      if (found.size > MOST_BYTES) return 'too-large';
      const bytes = await file.readFile();
      return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
    } finally {
      await file.close();
    }
  } catch {
    return 'not-a-file';
  }
}

function signatureFault({ content, issue, signature }: Certificate): CertificateWhy | null {
  const tools = nodeChainTools();
  const { publicKey, keyId } = signature;
  if (tools.keyIdOf(publicKey) !== keyId) return 'key-mismatch';
  const text = contentText(content);
  if (!tools.verifySignature(text, signature.signature, publicKey)) return 'bad-signature';
  const mark = issueText(sha256Hex(text), issue);
  const isMarkGood = tools.verifySignature(mark, issue.signature, publicKey);
  return isMarkGood && (issue.kind === 'original') === (issue.number === 0) ? null : 'bad-issue-mark';
}

function ledgerFault(certificate: Certificate, ledger: AuditedLedger): CertificateWhy | null {
  const { content, issue, signature } = certificate;
  const entries = content.record === null ? [] : ledger.ofRecord(content.record);
  if (entries.length === 0) return 'not-in-ledger';
  if (!keysOf(ledger).includes(signature.publicKey)) return 'foreign-key';
  const contentSha256 = sha256Hex(contentText(content));
  const issuedAt = entries.findIndex(({ entry }) => {
    const body = entry.body as { readonly issue?: unknown; readonly number?: unknown };
    return isIssueOf(entry, contentSha256) && body.issue === issue.kind && body.number === issue.number;
  });
  const says = (some: readonly HashedEntry[]): boolean => wordless(certificateFrom(some)) === wordless(content);
  if (says(entries)) return issuedAt < 0 ? 'not-issued' : null;
  // The paper was true when it was issued; of what was found out about the chip since, it says nothing.
  const isOlder = issuedAt > 0 && says(entries.slice(0, issuedAt));
  return isOlder && withoutChip(certificateFrom(entries)) === withoutChip(content)
    ? 'superseded'
    : 'differs-from-ledger';
}

/**
 * A later version of the program may say the same facts in better words, so the facts are compared. Who erased an iPhone and whether it
 * went online follows from the outcome and the chip, which are; older papers told it otherwise, and did not say whether who decided
 * against the chip had logged in.
 */
function wordless(content: CertificateContent): string {
  const none = { title: '', headline: '', methods: [], notCovered: [], notExamined: [], limits: [] };
  const { sanitization, chip, ...rest } = content;
  const how: Pick<CertificateContent, 'sanitization'> = sanitization
    ? { sanitization: { ...sanitization, performedBy: null, onlineStep: 'not-recorded' } }
    : {};
  const seen: Pick<CertificateContent, 'chip'> = chip ? { chip: { ...chip, override: wordOf(chip) } } : {};
  return contentText({ ...rest, ...how, ...seen, words: { ja: none, en: none } });
}

function wordOf({ override }: CertifiedChip): CertifiedChip['override'] {
  return override && { time: override.time, by: override.by, why: override.why };
}

/** What the paper says of everything but the chip, and of where its record ends. */
function withoutChip({ chip: _chip, ledger: place, notExamined, ...rest }: CertificateContent): string {
  const others = notExamined.filter((id) => id !== 'felica-chip');
  const { firstSeq, workstation } = place;
  const ledger = { firstSeq, workstation, lastSeq: null, headHash: null, entries: 0 };
  return wordless({ ...rest, notExamined: others, ledger });
}

function keysOf(ledger: AuditedLedger): readonly unknown[] {
  const field = (body: unknown, name: string): unknown => (body as Readonly<Record<string, unknown>> | null)?.[name];
  return [
    ...ledger.ofKind('ledger-opened').map(({ entry }) => field(entry.body, 'publicKey')),
    ...ledger.ofKind('key-rotated').map(({ entry }) => field(entry.body, 'newPublicKey')),
  ].filter((key) => typeof key === 'string' && Buffer.byteLength(key) > 0);
}
