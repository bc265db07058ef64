import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type ChainLink, type EntryDraft, entryText, GENESIS_PREV, type LedgerEntry } from '../../domain/ledger.ts';
import { checkChain } from '../../domain/ledger-check.ts';
import type { ChainOptions } from '../../domain/ledger-faults.ts';
import { nodeChainTools, sha256Hex } from '../../main/ledger/chain-tools.ts';
import { createKey, type SigningKey } from '../../main/ledger/keys.ts';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import { sealDraft } from '../../main/ledger/seal.ts';
import { setWriterPragmas } from '../../main/store/database.ts';
import type { BenchResult } from './result.ts';

const ROUNDS = 15;
const APPENDS = 600;
const CHAIN_ENTRIES = 20_000;
const SEAL_EVERY = 64;

/** Measures appending and chain verification as ratios, both sides taking turns in one run; on the disk that the project lies on. */
export async function benchLedger(): Promise<BenchResult[]> {
  // Not the temporary folder: that may be memory, where a commit costs nothing and the ratio would mean nothing.
  const parent = join(import.meta.dirname, '..', '..', 'out');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-ledger-'));
  try {
    return [benchAppend(folder), ...benchVerify(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function benchAppend(folder: string): BenchResult {
  const { ledger, close } = openLedger({ folder: join(folder, 'ledger'), practice: true });
  const bare = new SqliteDatabase(join(folder, 'bare.sqlite'));
  setWriterPragmas(bare);
  bare.exec('CREATE TABLE bare (seq INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash TEXT NOT NULL) STRICT');
  const insert = bare.prepare<[string, string]>('INSERT INTO bare (entry, hash) VALUES (?, ?)');
  const insertAndCommit = bare.transaction((link: ChainLink) => insert.run(link.text, link.hash));
  const sample = ledger.append(draft(1));
  const bareMs: number[] = [];
  const ledgerMs: number[] = [];
  // One and one in changing order, so that whatever else the disk is doing falls on both.
  for (let number = 0; number < APPENDS; number += 1) {
    const turns = [
      () => bareMs.push(milliseconds(() => insertAndCommit.immediate(sample))),
      () => ledgerMs.push(milliseconds(() => ledger.append(draft(number)))),
    ];
    for (const turn of number % 2 === 0 ? turns : turns.reverse()) turn();
  }
  bare.close();
  close();
  return atLeast('ledger append / bare insert+commit', median(bareMs) / median(ledgerMs), 0.8);
}

function benchVerify(folder: string): BenchResult[] {
  const links = sealedChain(createKey(folder));
  const tools = nodeChainTools();
  const verify = (options: ChainOptions) => () => {
    const { ok } = checkChain(links, tools, options);
    if (!ok) throw new Error('the bench chain must be good');
  };
  const hashing: number[] = [];
  const quick: number[] = [];
  const thorough: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    hashing.push(
      cpuMilliseconds(() => {
        for (const link of links) hash('sha256', link.text);
      }),
    );
    quick.push(cpuMilliseconds(verify({ depth: 'newest-seal' })));
    thorough.push(cpuMilliseconds(verify({ depth: 'every-entry' })));
  }
  const ratio = (times: readonly number[]): number => median(hashing) / median(times);
  return [
    atLeast('chain verification (every hash and link, newest seal) / hashing alone', ratio(quick), 0.5),
    atLeast(
      `chain verification (also every form, every seal, 1 in ${SEAL_EVERY}) / hashing alone`,
      ratio(thorough),
      0.5,
    ),
  ];
}

function draft(number: number): EntryDraft<'step-ended'> {
  const body = { step: `overwrite-${number}-${'x'.repeat(200)}`, outcome: 'done', error: null } as const;
  return { kind: 'step-ended', actor: 'op-1', port: 'usb:1-1.2', job: 'job-1', record: 'R-2026-000001', body };
}

/** A chain in memory as the ledger would write it, without waiting for the disk 20,000 times. */
function sealedChain(key: SigningKey): ChainLink[] {
  const identity = { workstation: 'ws-0123456789abcdef' as LedgerEntry['workstation'], practice: true };
  const opened = { ...identity, schema: 1, keyId: key.keyId, publicKey: key.publicKey };
  const links: ChainLink[] = [];
  for (let seq = 1; seq <= CHAIN_ENTRIES; seq += 1) {
    const prev = links.at(-1)?.hash ?? GENESIS_PREV;
    const steps = draft(seq);
    const chosen: Pick<EntryDraft, 'kind' | 'actor' | 'body' | 'port' | 'job' | 'record'> =
      seq === 1
        ? { kind: 'ledger-opened', actor: 'workstation', body: opened }
        : seq % SEAL_EVERY === 0
          ? sealDraft(identity, { seq: seq - 1, hash: prev }, key)
          : steps;
    const entry: LedgerEntry = {
      ...identity,
      seq,
      at: new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString(),
      offsetMinutes: 540,
      clock: 'workstation',
      port: null,
      job: null,
      record: null,
      ...chosen,
      prev,
    };
    // Through bytes, because a reader gets its texts from a file: flat strings, not the ropes that building leaves.
    const text = Buffer.from(entryText(entry)).toString('utf8');
    links.push({ text, hash: sha256Hex(text) });
  }
  return links;
}

function milliseconds(work: () => unknown): number {
  const from = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - from) / 1e6;
}

/** Processor time, because this work never waits and the neighbours on the machine would be measured too. */
function cpuMilliseconds(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function atLeast(name: string, value: number, bar: number): BenchResult {
  return { name, value, bar: `>= ${bar}`, ok: value >= bar };
}
