import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryBodies } from '../../domain/entry-kinds.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import { verifyLedgerFile } from '../../main/ledger/verify-file.ts';
import { DATABASE_FILE } from '../../main/store/database.ts';
import { type PracticeRack, startPracticeRackApart } from '../../practice/index.ts';
import { type Life, live } from './mortal-workstation.ts';

const MIB = 1024 * 1024;
/** More entries than a whole job has; the moments after its end never come. */
const MOST_ENTRIES = 52;
const PHONES = 54;

let folder: string;
let racks: Readonly<Record<'quick' | 'large', PracticeRack>>;
const used = { quick: 0, large: 0 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hakushi-crash-'));
  const plain = { models: ['pixel-7a'], faults: [], seed: 'crash', adb: 'in-process' } as const;
  const [quick, large] = await Promise.all([
    startPracticeRackApart(
      { ...plain, phones: PHONES, storageBytes: 8 * MIB, workFolder: join(folder, 'quick') },
      forkLauncher,
    ),
    // Large enough to be met in the middle of an overwrite.
    startPracticeRackApart(
      { ...plain, phones: 8, storageBytes: 96 * MIB, workFolder: join(folder, 'large') },
      forkLauncher,
    ),
  ]);
  racks = { quick, large };
});
afterAll(async () => {
  await Promise.all([racks.quick.stop(), racks.large.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** A phone that nobody has worked on, and a data folder of its own. */
function fresh(size: 'quick' | 'large'): { rack: PracticeRack; port: string; dataFolder: string } {
  const rack = racks[size];
  const port = rack.phones[used[size]]?.port;
  used[size] += 1;
  if (port === undefined) throw new Error('the rack has no phone left');
  return { rack, port, dataFolder: join(folder, `data-${size}-${used[size]}`) };
}

interface OnDisk {
  readonly states: readonly string[];
  readonly entries: readonly LedgerEntry[];
}

/** What the disk says, read by nobody's leave. */
function onDisk(dataFolder: string): OnDisk {
  const database = new SqliteDatabase(join(dataFolder, DATABASE_FILE), { readonly: true });
  try {
    const states = database.prepare<[], string>('SELECT state FROM jobs ORDER BY rowid').pluck().all();
    const texts = database.prepare<[], string>('SELECT entry FROM ledger ORDER BY seq').pluck().all();
    return { states, entries: texts.map((text) => JSON.parse(text) as LedgerEntry) };
  } finally {
    database.close();
  }
}

const bodies = <Kind extends keyof EntryBodies>({ entries }: OnDisk, kind: Kind): EntryBodies[Kind][] =>
  entries.filter((entry) => entry.kind === kind).map(({ body }) => body as EntryBodies[Kind]);

/** Opens the data folder again, as the next start of the program does, and lets it end. */
async function reopen(rack: PracticeRack, dataFolder: string): Promise<Life> {
  return live(rack, { dataFolder, ports: [], diesAt: null });
}

/** After a crash: no new pass, no job without an end, begun steps unknown, the chain whole, and no reset without its intent. */
async function expectSound({ rack, port, dataFolder }: ReturnType<typeof fresh>): Promise<string> {
  const before = onDisk(dataFolder);
  await reopen(rack, dataFolder);
  const after = onDisk(dataFolder);
  expect(await verifyLedgerFile(join(dataFolder, DATABASE_FILE))).toMatchObject({ ok: true });
  expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries);
  const [was, is] = [before.states[0] ?? 'none', after.states[0] ?? 'none'];
  const kept = ['none', 'awaiting-review', 'passed'].includes(was);
  const ends = ['drafted', 'ready'].includes(was) ? 'cancelled' : 'interrupted';
  expect(is).toBe(kept ? was : ends);
  const verdicts = bodies(after, 'verdict-reached');
  expect(verdicts.filter(({ outcome }) => outcome === 'pass')).toHaveLength(is === 'passed' ? 1 : 0);
  const intended = bodies(after, 'step-intended').map(({ step }) => step.id);
  const ended = bodies(after, 'step-ended');
  expect(ended.map(({ step }) => step)).toEqual(intended);
  expect(ended.slice(bodies(before, 'step-ended').length).map(({ outcome }) => outcome)).not.toContain('done');
  const { wipes } = await rack.truth(port);
  const resets = bodies(after, 'step-intended').filter(({ step }) => step.strength === 'deletion');
  expect(wipes).toBeLessThanOrEqual(resets.length);
  return is;
}

describe('kill -9 of the workstation', () => {
  const ends = new Set<string>();
  let whole = 0;

  it.concurrent.each(Array.from({ length: MOST_ENTRIES }, (_, at) => at + 1))(
    'after entry %i of a job',
    async (entry) => {
      const phone = fresh('quick');
      const { rack, port, dataFolder } = phone;
      const { killed, ended, troubles } = await live(rack, { dataFolder, ports: [port], diesAt: `entry ${entry}` });
      expect(troubles).toEqual([]);
      if (!killed) {
        expect(ended).toEqual({ [port]: 'passed' });
        whole += 1;
      }
      ends.add(await expectSound(phone));
    },
  );

  it('was tried at every state that a job has, and past its end', () => {
    expect([...ends].sort()).toEqual(['awaiting-review', 'cancelled', 'interrupted', 'passed']);
    expect(whole).toBeGreaterThan(0);
  });

  it.concurrent.each(['entry 6', 'entry 16', 'progress any', 'progress sampling'])(
    'at %s: the phone can be erased in a new job afterwards',
    async (diesAt) => {
      const phone = fresh('large');
      const { rack, port, dataFolder } = phone;
      expect(await live(rack, { dataFolder, ports: [port], diesAt })).toMatchObject({ killed: true });
      expect(await expectSound(phone)).toBe('interrupted');
      const again = await live(rack, { dataFolder, ports: [port], diesAt: null });
      expect(again).toMatchObject({ killed: false, ended: { [port]: 'passed' }, troubles: [] });
      expect(await rack.truth(port)).toMatchObject({ userData: 0, isTheSame: true, leftFiles: 0 });
      expect(await verifyLedgerFile(join(dataFolder, DATABASE_FILE))).toMatchObject({ ok: true });
    },
  );

  it('with three phones at work: each is interrupted alone, and each passes in a new job', async () => {
    const first = fresh('large');
    const { rack, dataFolder } = first;
    const ports = [first, fresh('large'), fresh('large')].map(({ port }) => port);
    expect(await live(rack, { dataFolder, ports, diesAt: 'progress any' })).toMatchObject({ killed: true });
    expect(await reopen(rack, dataFolder)).toMatchObject({ recovered: 3 });
    expect(onDisk(dataFolder).states).toEqual(['interrupted', 'interrupted', 'interrupted']);
    const again = await live(rack, { dataFolder, ports, diesAt: null });
    expect(again).toMatchObject({ recovered: 0, troubles: [] });
    expect(Object.values(again.ended)).toEqual(['passed', 'passed', 'passed']);
    expect(await verifyLedgerFile(join(dataFolder, DATABASE_FILE))).toMatchObject({ ok: true });
  });
});
