import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isEnded } from '../../domain/job.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import type { Job } from '../../main/jobs/job.ts';
import { verifyLedgerFile } from '../../main/ledger/verify-file.ts';
import { practise } from '../../main/practice/practice-journey.ts';
import type { PracticeJob, PracticeOrder, PracticeResult } from '../../main/practice/practice-order.ts';
import { verifyCertificate } from '../../main/reports/verify-certificate.ts';
import type { PracticeRack, PracticeTruth } from '../../practice/index.ts';

const MIB = 1024 * 1024;

/** How a practice ended, and what was really so inside its phones at that moment. */
export interface Practised {
  readonly result: PracticeResult;
  /** By port. */
  readonly truth: ReadonlyMap<string, PracticeTruth>;
  phone(fault: string): PracticeJob;
}

/** Looks into a phone as soon as its job has ended, before anything else can happen to it. */
class Witness {
  readonly truth = new Map<string, PracticeTruth>();
  readonly #looks: Promise<void>[] = [];
  #rack: PracticeRack | null = null;

  readonly audience = {
    onRack: (rack: PracticeRack): void => {
      this.#rack = rack;
    },
    onJob: ({ port, state }: Job): void => {
      if (isEnded(state)) this.#look(port);
    },
    onProgress: (): void => undefined,
    onEnd: (): void => undefined,
  };

  #look(port: string): void {
    if (!this.#rack) return;
    this.#looks.push(this.#rack.truth(port).then((truth) => void this.truth.set(port, truth)));
  }

  /** Resolves when all looks are done. */
  async end(): Promise<void> {
    await Promise.all(this.#looks);
  }
}

/** Practises in a folder of its own, holds every phone to the truth, checks the ledger, and hands the rest to the test. */
export async function withPractice(
  order: Partial<PracticeOrder> & Pick<PracticeOrder, 'phones' | 'seed'>,
  use: (practised: Practised) => void | Promise<void>,
): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'hakushi-journey-'));
  const witness = new Witness();
  try {
    const kept = { out, dataFolder: null, launch: forkLauncher } as const;
    const plain = { faults: [], storageBytes: 8 * MIB, adb: 'real', ...kept } as const;
    const result = await practise({ ...plain, ...order }, witness.audience, new AbortController().signal);
    await witness.end();
    expect(result.jobs).toHaveLength(order.phones + (order.iphones ?? 0));
    for (const job of result.jobs) await expectNoFalseGreen(job, witness.truth.get(job.port));
    expect(result.injections).toEqual([]);
    expect(await verifyLedgerFile(result.ledger)).toMatchObject({ ok: true, firstBad: null });
    await use({ result, truth: witness.truth, phone: (fault) => theOne(result.jobs, fault) });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** A phone may be green only when its own storage was wiped and nothing is left; every other one says why. */
async function expectNoFalseGreen(job: PracticeJob, truth: PracticeTruth | undefined): Promise<void> {
  if (job.verdict !== 'pass') {
    expect(job).toMatchObject({ certificate: null, reason: expect.any(String) });
    return;
  }
  expect(truth).toEqual({ userData: 0, wipes: expect.any(Number), isTheSame: true, leftFiles: 0 });
  expect(truth?.wipes).toBeGreaterThanOrEqual(1);
  expect(job).toMatchObject({ reason: null, grade: expect.stringMatching(/^[A-D]$/), report: null });
  expect(await verifyCertificate(job.certificate?.json ?? '')).toMatchObject({ ok: true });
  expect(
    readFileSync(job.certificate?.pdf ?? '')
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
}

function theOne(jobs: readonly PracticeJob[], fault: string): PracticeJob {
  const found = jobs.filter((job) => job.fault === fault);
  const [only] = found;
  if (!only || found.length !== 1) throw new Error(`${found.length} phones have the fault ${fault}`);
  return only;
}
