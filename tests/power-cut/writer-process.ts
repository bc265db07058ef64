import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import type { ChainLink } from '../../domain/ledger.ts';
import { checkChain } from '../../domain/ledger-check.ts';
import { nodeChainTools } from '../../main/ledger/chain-tools.ts';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import { ledgerTable } from '../../main/store/tables/ledger.ts';

/** An entry that the writer said it had committed. */
export interface Acknowledged {
  readonly seq: number;
  readonly hash: string;
}

/** What the writer does beside appending; `synchronous` is for a control run that must lose entries. */
export interface WriterOptions {
  readonly sealEvery?: number;
  readonly padding?: number;
  readonly synchronous?: 'FULL' | 'NORMAL';
}

/** A ledger writer in a process of its own, and everything it acknowledged so far. */
export class WriterProcess {
  readonly acknowledged: Acknowledged[] = [];
  readonly #child: ChildProcess;
  #failed: { readonly failed: string; readonly head: number } | null = null;

  constructor(folder: string, options: WriterOptions = {}) {
    const { sealEvery = 0, padding = 0, synchronous = 'FULL' } = options;
    const script = new URL('./ledger-writer.ts', import.meta.url).pathname;
    const command = [script, folder, String(sealEvery), String(padding), synchronous];
    this.#child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (this.#child.stdout === null) throw new Error('the writer has no output');
    createInterface(this.#child.stdout).on('line', (line) => this.#hear(line));
  }

  /** How the writer ended by itself, with the head it then had. */
  get failed(): { readonly failed: string; readonly head: number } | null {
    return this.#failed;
  }

  /** Waits until the writer acknowledged that many entries, or ended. */
  async reached(count: number): Promise<void> {
    while (this.acknowledged.length < count && this.#child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Stops the writer where it is, and waits until everything that it said before is heard. */
  async freeze(): Promise<void> {
    this.#child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  /** Kills the writer without any warning. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }

  /** Waits until the writer ends by itself. */
  async ended(): Promise<void> {
    if (this.#child.exitCode === null) await once(this.#child, 'close');
  }

  #hear(line: string): void {
    // The last line of a killed writer may be torn: it was then not acknowledged.
    if (!line.endsWith('}')) return;
    const said = JSON.parse(line) as { seq?: number; hash?: string; failed?: string; head?: number };
    if (said.failed !== undefined) this.#failed = { failed: said.failed, head: Number(said.head) };
    else if (said.seq !== undefined && said.hash !== undefined) {
      this.acknowledged.push({ seq: said.seq, hash: said.hash });
    }
  }
}

/** Opens the folder as the next start of the program would, and counts the acknowledged entries that are not there; the chain must be good. */
export function countLost(folder: string, acknowledged: readonly Acknowledged[]): number {
  const opened = openLedger({ folder, practice: true });
  try {
    const links: ChainLink[] = [...ledgerTable(opened.database).from(1)];
    const answer = checkChain(links, nodeChainTools());
    expect(answer.firstBad).toBeNull();
    expect(opened.database.pragma('integrity_check', { simple: true })).toBe('ok');
    return acknowledged.filter(({ seq, hash }) => links[seq - 1]?.hash !== hash).length;
  } finally {
    opened.close();
  }
}
