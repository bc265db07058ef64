import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { certificateFrom } from '../../../domain/certificate.ts';
import { contentText } from '../../../domain/certificate-file.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { RecordId } from '../../../domain/ids.ts';
import type { CallParsed } from '../../../domain/ipc.ts';
import type { WrittenFiles } from '../../../domain/record-view.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import { sha256Hex } from '../../ledger/chain-tools.ts';
import { writeCheckpoint } from '../../ledger/export.ts';
import { reportSignature } from '../../reports/audit-report.ts';
import { issueCertificate, sign } from '../../reports/certificate.ts';
import { writeFiles } from '../../reports/write-files.ts';
import { DATABASE_FILE } from '../../store/database.ts';
import type { Desktop } from '../../workplace/desktop.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';
import { actorNow } from './people.ts';

type LedgerCall = 'verify-ledger' | 'seal-ledger' | 'export-ledger' | 'open-folder';
type PaperCall = 'issue-certificate' | 'preview-paper' | 'print-paper' | 'save-label' | 'read-report' | 'make-report';

const FOLDERS = { certificates: 'certificates', reports: 'reports', ledger: 'exports', labels: 'labels' } as const;

/** Answers the calls that check the ledger as a whole and make copies of it. */
export function ledgerCalls(places: Workplaces, desktop: Desktop): Pick<Handlers, LedgerCall> {
  return {
    'verify-ledger': async () => {
      const file = databaseOf(places);
      return { chain: await places.press.ask('verifyLedger', { file }), file };
    },
    'seal-ledger': () => {
      const folder = madeFolder(places, 'ledger');
      const { ledger } = places.current.records;
      return written(folder, [writeCheckpoint(ledger.checkpoint(), join(folder, `seal-${stamp()}.json`)).file]);
    },
    'export-ledger': async () => {
      const folder = madeFolder(places, 'ledger');
      const order = { databaseFile: databaseOf(places), file: join(folder, `ledger-${stamp()}.jsonl`) };
      return written(folder, [(await places.press.ask('exportLedger', order)).file]);
    },
    'open-folder': async ({ folder }) => {
      await desktop.openFolder(madeFolder(places, folder));
      return null;
    },
  };
}

/** Answers the calls that make papers. */
export function paperCalls(places: Workplaces, desktop: Desktop): Pick<Handlers, PaperCall> {
  return {
    'issue-certificate': (wanted) => issue(places, wanted),
    'preview-paper': async (paper) => ({ pdf: await printed(places, paper) }),
    'print-paper': async (paper) => {
      if (paper.is === 'certificate') await issue(places, paper);
      return { printed: await desktop.print(await printed(places, paper)) };
    },
    'save-label': async ({ record, widthMm }) => {
      const folder = folderOf(places, 'labels');
      const bytes = await printed(places, { is: 'label', record, widthMm });
      // A colon is allowed in a record's number but not in a file name on Windows.
      const name = `label-${record.replaceAll(':', '_')}-${widthMm}mm.pdf`;
      return written(folder, await writeFiles(folder, [{ name, bytes }], () => undefined));
    },
    'read-report': async (period) => {
      const order = { databaseFile: databaseOf(places), period: checked(period) };
      return { content: await places.press.ask('readAudit', order) };
    },
    'make-report': (wanted) => makeReport(places, wanted),
  };
}

async function issue(places: Workplaces, { record, language }: CallParsed<'issue-certificate'>): Promise<WrittenFiles> {
  const outDir = folderOf(places, 'certificates');
  const place = places.current;
  const { ledger } = place.records;
  const actor = actorNow(place);
  const fonts = (paper: Parameters<typeof places.press.ask<'certificate'>>[1]) =>
    places.press.ask('certificate', paper);
  const { pdf, json } = await issueCertificate({ ledger, fonts, record, outDir, language, actor });
  return written(outDir, [pdf, json]);
}

/** The paper of a record as it would be now; nothing is issued. */
async function printed(places: Workplaces, paper: CallParsed<'preview-paper'>): Promise<Uint8Array> {
  const { records, settings } = places.current;
  const content = contentOf(places, paper.record);
  const contentSha256 = sha256Hex(contentText(content));
  if (paper.is === 'label') {
    const { language } = settings.now;
    return places.press.ask('label', { content, contentSha256, language, widthMm: paper.widthMm });
  }
  const { issue: mark, signature } = sign(records.ledger.key, content, { kind: 'original', number: 0 });
  return places.press.ask('certificate', { content, issue: mark, language: paper.language, contentSha256, signature });
}

function contentOf(places: Workplaces, record: RecordId): CertificateContent {
  const entries = places.current.records.ledger.ofRecord(record);
  if (entries.length === 0) throw new WorkstationError('record.unknown', { record });
  return certificateFrom(entries);
}

/** Only the signature is made here, where the key is. */
async function makeReport(
  places: Workplaces,
  { language, ...period }: CallParsed<'make-report'>,
): Promise<WrittenFiles> {
  const outDir = join(folderOf(places, 'reports'), `${period.from}-${period.to}-${stamp()}`);
  const { key } = places.current.records.ledger;
  const order = { databaseFile: databaseOf(places), period: checked(period) };
  const { id, keyId, text } = await places.press.ask('prepareReport', order);
  const signature = key.keyId === keyId ? reportSignature(key, text) : null;
  return written(outDir, await places.press.ask('finishReport', { id, signature, outDir, language }));
}

function checked({ from, to }: { readonly from: string; readonly to: string }): { from: string; to: string } {
  if (to < from) throw new WorkstationError('ipc.bad-input', { path: 'to' });
  return { from, to };
}

function databaseOf(places: Workplaces): string {
  return join(places.folder(), DATABASE_FILE);
}

/** A folder of the workplace that is open; its name comes from the contract and never from a caller. */
function folderOf(places: Workplaces, kind: keyof typeof FOLDERS): string {
  return join(places.folder(), FOLDERS[kind]);
}

function madeFolder(places: Workplaces, kind: keyof typeof FOLDERS): string {
  const folder = folderOf(places, kind);
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (cause) {
    throw new WorkstationError('certificate.not-writable', { folder }, { cause });
  }
}

function written(folder: string, files: readonly string[]): WrittenFiles {
  return { folder, files: files.map((file) => basename(file)) };
}

/** The moment as a part of a file name. */
function stamp(): string {
  return new Date().toISOString().replaceAll(/[-:]/g, '').replace('.', '-');
}
