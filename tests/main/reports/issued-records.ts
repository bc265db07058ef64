import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HashedEntry } from '../../../domain/certificate-record.ts';
import type { EntryDraft } from '../../../domain/ledger.ts';
import type { Ledger } from '../../../main/ledger/ledger.ts';
import { type OpenLedger, openLedger } from '../../../main/ledger/open-ledger.ts';

/** A data folder with an open ledger and a folder for papers; `close` removes both. */
export interface Desk extends OpenLedger {
  readonly folder: string;
  readonly outDir: string;
}

/** Opens a new ledger in a folder of its own. */
export function openDesk(practice = false): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-certificate-'));
  const open = openLedger({ folder: join(folder, 'data'), practice });
  const close = (): void => {
    open.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ledger: open.ledger, database: open.database, close, folder, outDir: join(folder, 'papers') };
}

/** Appends the entries of a sample record to a real ledger, under a record number of its own if one is given. */
export function store(ledger: Ledger, entries: readonly HashedEntry[], record = 'R20261121-0001'): void {
  ledger.transaction((within) => {
    for (const { entry } of entries) {
      const { kind, port, job, body } = entry;
      within.append({ kind, actor: 'tanaka', port, job, record, body } as EntryDraft);
    }
  });
}
