import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { certificateFrom } from '../../../domain/certificate.ts';
import { contentText } from '../../../domain/certificate-file.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { CallParsed } from '../../../domain/ipc.ts';
import type { WrittenFiles } from '../../../domain/record-view.ts';
import { sha256Hex } from '../../ledger/chain-tools.ts';
import { exportLedger, writeCheckpoint } from '../../ledger/export.ts';
import { verifyLedgerFile } from '../../ledger/verify-file.ts';
import { readAudit } from '../../reports/audit-ledger.ts';
import { writeAuditReport } from '../../reports/audit-report.ts';
import { issueCertificate, sign } from '../../reports/certificate.ts';
import { printCertificate } from '../../reports/certificate-paper.ts';
import { openPaperFonts, type PaperFonts } from '../../reports/fonts.ts';
import { printLabel } from '../../reports/label.ts';
import { OneByOne } from '../../reports/one-by-one.ts';
import { writeFiles } from '../../reports/write-files.ts';
import { DATABASE_FILE } from '../../store/database.ts';
import type { Desktop } from '../../workplace/desktop.ts';
import type { Workplace } from '../../workplace/workplace.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';
import { actorNow } from './people.ts';

type PaperCall =
  | 'verify-ledger'
  | 'seal-ledger'
  | 'export-ledger'
  | 'issue-certificate'
  | 'preview-paper'
  | 'print-paper'
  | 'save-label'
  | 'read-report'
  | 'make-report'
  | 'open-folder';

const FOLDERS = { certificates: 'certificates', reports: 'reports', ledger: 'exports', labels: 'labels' } as const;

/** Answers the calls that check the ledger, and those that make files and papers of it. */
export function paperCalls(places: Workplaces, desktop: Desktop): Pick<Handlers, PaperCall> {
  const press = new Press();
  return {
    'verify-ledger': async () => {
      const file = join(places.folder(), DATABASE_FILE);
      return { chain: await verifyLedgerFile(file), file };
    },
    'seal-ledger': () => {
      const folder = madeFolder(places, 'ledger');
      const { ledger } = places.current.records;
      return written(folder, [writeCheckpoint(ledger.checkpoint(), join(folder, `seal-${stamp()}.json`)).file]);
    },
    'export-ledger': () => {
      const folder = madeFolder(places, 'ledger');
      const file = join(folder, `ledger-${stamp()}.jsonl`);
      return written(folder, [exportLedger(join(places.folder(), DATABASE_FILE), file).file]);
    },
    'issue-certificate': (wanted) => press.issue(places, wanted),
    'preview-paper': async (paper) => ({ pdf: await press.preview(places.current, paper) }),
    'print-paper': () => {
      throw new WorkstationError('ipc.unknown-call');
    },
    'save-label': (wanted) => press.saveLabel(places, wanted),
    'read-report': async (period) => {
      const { content } = await readAudit(join(places.folder(), DATABASE_FILE), checked(period));
      return { content };
    },
    'make-report': (wanted) => press.report(places, wanted),
    'open-folder': async ({ folder }) => {
      await desktop.openFolder(madeFolder(places, folder));
      return null;
    },
  };
}

/** Prints one paper after the other; the fonts are opened with the first. */
class Press {
  readonly #turns = new OneByOne();
  #fonts: PaperFonts | null = null;

  async issue(places: Workplaces, { record, language }: CallParsed<'issue-certificate'>): Promise<WrittenFiles> {
    const outDir = folderFor(places, 'certificates');
    const place = places.current;
    const { ledger } = place.records;
    const actor = actorNow(place);
    const { pdf, json } = await this.#turns.run(() =>
      issueCertificate({ ledger, fonts: this.#opened(), record, outDir, language, actor }),
    );
    return written(outDir, [pdf, json]);
  }

  async saveLabel(places: Workplaces, { record, widthMm }: CallParsed<'save-label'>): Promise<WrittenFiles> {
    const folder = folderFor(places, 'labels');
    const bytes = await this.preview(places.current, { is: 'label', record, widthMm });
    const name = `label-${record.replaceAll(':', '_')}-${widthMm}mm.pdf`;
    return written(folder, await writeFiles(folder, [{ name, bytes }], () => undefined));
  }

  async preview({ records, settings }: Workplace, paper: CallParsed<'preview-paper'>): Promise<Uint8Array> {
    const { record } = paper;
    const entries = records.ledger.ofRecord(record);
    if (entries.length === 0) throw new WorkstationError('record.unknown', { record });
    const content = certificateFrom(entries);
    if (paper.is === 'label') {
      const label = {
        content,
        language: settings.now.language,
        widthMm: paper.widthMm,
        contentSha256: sha256Hex(contentText(content)),
      };
      return this.#turns.run(() => printLabel(label, this.#opened()));
    }
    const { language } = paper;
    const { issue, signature } = sign(records.ledger.key, content, { kind: 'original', number: 0 });
    const contentSha256 = sha256Hex(contentText(content));
    return this.#turns.run(() =>
      printCertificate({ content, issue, language, contentSha256, signature }, this.#opened()),
    );
  }

  async report(places: Workplaces, { language, ...period }: CallParsed<'make-report'>): Promise<WrittenFiles> {
    const outDir = join(folderFor(places, 'reports'), `${period.from}-${period.to}-${stamp()}`);
    const dataFolder = places.folder();
    const { files } = await this.#turns.run(() =>
      writeAuditReport({ dataFolder, period: checked(period), outDir, fonts: this.#opened(), language }),
    );
    return written(outDir, files);
  }

  #opened(): PaperFonts {
    this.#fonts ??= openPaperFonts();
    return this.#fonts;
  }
}

function checked({ from, to }: { readonly from: string; readonly to: string }): { from: string; to: string } {
  if (to < from) throw new WorkstationError('ipc.bad-input', { path: 'to' });
  return { from, to };
}

/** A folder of the workplace that is open; names come from the contract and never from a caller. */
function folderFor(places: Workplaces, kind: keyof typeof FOLDERS): string {
  return join(places.folder(), FOLDERS[kind]);
}

function madeFolder(places: Workplaces, kind: keyof typeof FOLDERS): string {
  const folder = folderFor(places, kind);
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
