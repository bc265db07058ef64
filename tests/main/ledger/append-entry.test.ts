import { describe, expect, test, vi } from 'vitest';
import { jobId, portId, recordId } from '../../../domain/ids.ts';
import { checkChain } from '../../../domain/ledger-check.ts';
import { nodeChainTools, sha256Hex } from '../../../main/ledger/chain-tools.ts';
import type { OpenLedger } from '../../../main/ledger/open-ledger.ts';
import { type JobRow, jobsTable } from '../../../main/store/tables/jobs.ts';
import { ledgerTable } from '../../../main/store/tables/ledger.ts';
import { openForTest, SetClock, stepEnded, temporaryFolder } from './ledger-for-tests.ts';

const check = (opened: OpenLedger) => checkChain(ledgerTable(opened.database).from(1), nodeChainTools());
const job: JobRow = {
  id: jobId('job-1'),
  port: portId('usb:1-1.2'),
  record: recordId('R-1'),
  state: 'performing',
  plan: null,
  device: { model: 'P' } as never,
  updatedSeq: 1,
};

describe('Ledger', () => {
  test('returns what it committed: number, link, exact text and hash', () => {
    const { ledger } = openForTest(temporaryFolder());
    const first = ledger.append(stepEnded(1));
    const second = ledger.append(stepEnded(2));
    expect([first.seq, second.seq]).toEqual([2, 3]);
    expect(second.entry.prev).toBe(first.hash);
    expect(sha256Hex(second.text)).toBe(second.hash);
    expect(second.entry.body.step).toBe('step-2');
    expect(ledger.at(3)).toEqual(second);
    expect(ledger.ofJob('job-1')).toEqual([first, second]);
    expect(ledger.ofRecord('R-1')).toHaveLength(2);
    expect(ledger.ofKind('ledger-opened')).toHaveLength(1);
  });

  test('keeps its chain over a close and an open', () => {
    const folder = temporaryFolder();
    const clock = new SetClock();
    const before = openForTest(folder, { clock });
    before.ledger.append(stepEnded(1));
    before.close();
    const after = openForTest(folder, { clock });
    after.ledger.append(stepEnded(2));
    expect(check(after)).toMatchObject({ ok: true, entries: 3 });
    expect(after.ledger.identity).toEqual(before.ledger.identity);
  });

  test('commits a job row with its entry, or neither', () => {
    const { ledger, database } = openForTest(temporaryFolder());
    const jobs = jobsTable(database);
    ledger.transaction((within) => jobs.put({ ...job, updatedSeq: within.append(stepEnded(1)).seq }));
    const before = ledger.head();
    expect(() =>
      ledger.transaction((within) => {
        const { seq } = within.append(stepEnded(2));
        jobs.put({ ...job, state: 'verifying', updatedSeq: seq });
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(ledger.head()).toEqual(before);
    expect(jobs.get(job.id)).toEqual({ ...job, updatedSeq: 2 });
    expect(ledger.append(stepEnded(3)).seq).toBe(3);
  });

  test('refuses a row that follows from no entry', () => {
    const { ledger, database } = openForTest(temporaryFolder());
    expect(() => ledger.transaction(() => jobsTable(database).put({ ...job, updatedSeq: 77 }))).toThrow('FOREIGN KEY');
    expect(jobsTable(database).all()).toEqual([]);
  });

  test('refuses an asynchronous transaction, one inside another, and one used after its end', () => {
    const { ledger } = openForTest(temporaryFolder());
    expect(() => ledger.transaction(async () => undefined)).toThrow('app.unexpected');
    expect(() => ledger.transaction(() => ledger.append(stepEnded(1)))).toThrow('app.unexpected');
    const kept = ledger.transaction((within) => within);
    expect(() => kept.append(stepEnded(1))).toThrow('app.unexpected');
    expect(ledger.head().seq).toBe(1);
  });

  test('tells listeners after the commit, and a failing one changes nothing', () => {
    const { ledger, database } = openForTest(temporaryFolder());
    const heard: string[] = [];
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    ledger.onAppend(() => {
      throw new Error('a screen broke');
    });
    const stop = ledger.onAppend((entry) => heard.push(`${entry.seq}${database.inTransaction ? ' inside' : ''}`));
    expect(() =>
      ledger.transaction((within) => {
        within.append(stepEnded(1));
        throw new Error('no');
      }),
    ).toThrow('no');
    ledger.transaction((within) => [within.append(stepEnded(1)), within.append(stepEnded(2))]);
    stop();
    ledger.append(stepEnded(3));
    expect(heard).toEqual(['2', '3']);
    expect(warn).toHaveBeenCalledTimes(3);
    warn.mockRestore();
  });

  test('records a clock that went backwards and does not correct it', () => {
    const clock = new SetClock();
    const opened = openForTest(temporaryFolder(), { clock });
    const { ledger } = opened;
    const before = ledger.append(stepEnded(1)).entry.at;
    clock.ms -= 3_600_000;
    const after = ledger.append(stepEnded(2));
    expect(after.seq).toBe(4);
    expect(after.entry.at < before).toBe(true);
    expect(ledger.at(3)?.entry).toMatchObject({ kind: 'clock-went-back', body: { before, now: after.entry.at } });
    clock.ms -= 3_600_000;
    expect(ledger.sealNow().seq).toBe(6);
    expect(check(opened)).toMatchObject({ ok: true, entries: 6 });
  });

  test('seals once for what was written, and again after more', () => {
    const opened = openForTest(temporaryFolder());
    const seal = opened.ledger.sealNow();
    expect(opened.ledger.sealNow()).toEqual(seal);
    opened.ledger.append(stepEnded(1));
    expect(opened.ledger.sealNow().entry.body.head.seq).toBe(3);
    expect(check(opened)).toMatchObject({ ok: true, cannotSee: ['tail-cut', 'whole-replaced', 'key-holder'] });
  });

  test('hands over to a new key, which seals from then on and is found again', () => {
    const folder = temporaryFolder();
    const clock = new SetClock();
    const first = openForTest(folder, { clock });
    const oldKey = first.ledger.key.keyId;
    first.ledger.sealNow();
    first.ledger.rotateKey();
    first.ledger.sealNow();
    expect(first.ledger.key.keyId).not.toBe(oldKey);
    first.close();
    const second = openForTest(folder, { clock });
    expect(second.ledger.key.keyId).toBe(first.ledger.key.keyId);
    second.ledger.append(stepEnded(1));
    second.ledger.sealNow();
    expect(check(second)).toMatchObject({ ok: true, entries: 6 });
  });

  test('refuses a body without canonical text, and keys that V8 can misread', () => {
    const { ledger } = openForTest(temporaryFolder());
    const odd = (body: unknown) => ({ ...stepEnded(1), body: body as never });
    expect(() => ledger.append(odd({ step: '\ud800' }))).toThrow('lone surrogate');
    expect(() => ledger.append(odd({ 'a\\': 1 }))).toThrow('not a key');
    expect(ledger.head().seq).toBe(1);
  });
});
