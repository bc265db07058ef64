import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EntryBodies } from '../../domain/entry-kinds.ts';
import { asWorkstationError, type ErrorCode } from '../../domain/errors.ts';
import { operatorId, portId } from '../../domain/ids.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import type { CommittedEntry } from '../../main/ledger/append-entry.ts';
import { verifyLedgerFile } from '../../main/ledger/verify-file.ts';
import { DATABASE_FILE } from '../../main/store/database.ts';
import { openWorkstation, type Workstation } from '../../main/workstation.ts';
import { type PracticeRack, startPracticeRackApart } from '../../practice/index.ts';
import { describeWhere } from '../needs.ts';

const MIB = 1024 * 1024;
/** After these the same phone is erased again, to its end. */
const REDONE: ReadonlySet<number> = new Set([0, 5, 18]);
const PATIENCE = { returnMs: 20_000, leaveMs: 2_000, reconnectMs: 10_000, stallMs: 20_000, pollMs: 50 };
const OPERATOR = operatorId('tanaka');
const CONSENT = {
  purpose: 'inspection',
  operator: OPERATOR,
  deletion: 'agreed',
  identityCheck: 'done',
  toldNoOverwrite: 'not-needed',
  textVersion: 'full',
} as const;

/** A data folder on a medium of 4 MiB that can be filled and emptied. */
class SmallDisk {
  readonly folder: string;
  readonly #filler: string;

  constructor(folder: string) {
    this.folder = folder;
    this.#filler = join(folder, 'filler');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'hakushi-test', folder]);
  }

  fill(): void {
    const file = openSync(this.#filler, 'a');
    try {
      for (let size = MIB; size >= 1; size = Math.floor(size / 2)) while (this.#takes(file, size));
    } finally {
      closeSync(file);
    }
  }

  #takes(file: number, size: number): boolean {
    try {
      return writeSync(file, Buffer.alloc(size)) === size;
    } catch {
      return false;
    }
  }

  makeRoom(): void {
    rmSync(this.#filler, { force: true });
  }

  remove(): void {
    execFileSync('umount', [this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describeWhere(['root', 'mount'], 'a full disk', () => {
  let folder: string;
  let rack: PracticeRack;
  let used = 0;
  const wiped: number[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-full-'));
    const plain = { models: ['pixel-7a'], faults: [], seed: 'full', adb: 'in-process', phones: 12 } as const;
    rack = await startPracticeRackApart(
      { ...plain, storageBytes: 8 * MIB, workFolder: join(folder, 'rack') },
      forkLauncher,
    );
  });
  afterAll(async () => {
    await rack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const openNow = new Set<Workstation>();
  async function open(dataFolder: string): Promise<Workstation> {
    const workstation = await openWorkstation({
      dataFolder,
      practice: true,
      adbServer: rack.adbServer,
      people: { follow: async (port, asked) => ({ operator: OPERATOR, ...(await rack.person.follow(port, asked)) }) },
      secondPerson: 'required',
      patience: PATIENCE,
      launch: forkLauncher,
    });
    openNow.add(workstation);
    return workstation;
  }

  /** Closes what a failed expectation left open, or the disk could not be taken away. */
  async function closeAll(): Promise<void> {
    for (const workstation of openNow) await workstation.close().catch(() => undefined);
    openNow.clear();
  }

  /** Erases the phone up to its second look; returns what stopped it, or null. */
  async function erase(
    { board, desk }: Workstation,
    path: string,
    onRead = (): void => undefined,
  ): Promise<ErrorCode | null> {
    const port = portId(path);
    const signal = AbortSignal.timeout(60_000);
    try {
      await board.awaitReturn({ port, since: null, modes: ['android'], withinMs: 20_000, signal });
      const examined = await desk.examine(port, signal);
      onRead();
      const drafted = desk.draft(examined, { operator: OPERATOR, purpose: 'inspection' }, CONSENT);
      const { error } = await desk.run(drafted);
      return error?.code ?? null;
    } catch (thrown) {
      return asWorkstationError(thrown).code;
    }
  }

  const isReset = ({ entry }: CommittedEntry): boolean =>
    entry.kind === 'step-intended' && (entry.body as EntryBodies['step-intended']).step.strength === 'deletion';

  it.each([0, 1, 3, 4, 5, 7, 11, 18])('after entry %i of a job starts nothing and loses nothing', async (entry) => {
    const disk = new SmallDisk(join(folder, `disk-${entry}`));
    const port = rack.phones[used]?.port ?? '';
    used += 1;
    try {
      const workstation = await open(disk.folder);
      const acknowledged: CommittedEntry[] = [];
      workstation.ledger.onAppend((committed) => {
        acknowledged.push(committed);
        if (committed.entry.port === port && acknowledged.length === entry) disk.fill();
      });
      const stopped = await erase(workstation, port, () => {
        if (entry === 0) disk.fill();
      });
      expect(stopped).toBe('ledger.write-failed');
      const { wipes, userData } = await rack.truth(port);
      wiped.push(wipes);
      // No phone was told to reset itself without the intent being on the disk first.
      if (!acknowledged.some(isReset)) expect([wipes, userData > 0]).toEqual([0, true]);
      await workstation.close();
      openNow.delete(workstation);

      disk.makeRoom();
      const again = await open(disk.folder);
      expect(again.recovered).toBe(entry === 0 ? 0 : 1);
      for (const { seq, hash } of acknowledged) expect(again.ledger.at(seq)?.hash).toBe(hash);
      const verdicts = again.ledger
        .ofRecord(acknowledged[0]?.entry.record ?? '')
        .filter(({ entry: { kind } }) => kind === 'verdict-reached');
      expect(verdicts.map(({ entry: { body } }) => body)).toMatchObject(
        entry === 0 ? [] : [{ outcome: 'inconclusive' }],
      );
      if (REDONE.has(entry)) expect(await erase(again, port)).toBeNull();
      await again.close();
      openNow.delete(again);
      expect(await verifyLedgerFile(join(disk.folder, DATABASE_FILE))).toMatchObject({ ok: true });
    } finally {
      await closeAll();
      disk.remove();
    }
  });

  it('was met both before and after a reset', () => {
    expect(new Set(wiped)).toEqual(new Set([0, 1]));
  });
});
