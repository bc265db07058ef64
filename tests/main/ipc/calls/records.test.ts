import { describe, expect, it } from 'vitest';
import { value } from '../../../../domain/device.ts';
import { recordCalls } from '../../../../main/ipc/calls/records.ts';
import { ExchangeLog } from '../../../../main/jobs/exchange-log.ts';
import { qrText } from '../../../../main/reports/certificate-paper.ts';
import type { Workplaces } from '../../../../main/workplace/workplaces.ts';
import { sampleDevice } from '../../../domain/sample-device.ts';
import { DeskRig, look } from '../../jobs/desk-rig.ts';

function callsOf(rig: DeskRig) {
  const exchange = new ExchangeLog();
  const current = { records: { book: rig.book, chips: rig.chips, ledger: rig.opened.ledger }, exchange };
  return { calls: recordCalls({ current } as unknown as Workplaces), exchange };
}

async function threeRecords() {
  const rig = new DeskRig();
  const imeis = ['490154203237518', '356938035643809', '353918057214526'];
  rig.adapter.script = {
    identify: ({ port }) => {
      const at = Number(port.slice(-1)) - 1;
      const both = value([imeis[at] ?? '', `86000000000000${at}`], 'test');
      return sampleDevice({
        serial: value(`Serial-${at}`, 'test'),
        imeis: both,
        model: value(at === 2 ? 'Pixel 9' : 'SC-51D', 'test'),
      });
    },
  };
  const jobs = [];
  for (const path of ['usb:1-1', 'usb:1-2', 'usb:1-3']) jobs.push((await rig.run(path)).job);
  return { rig, jobs, imeis, ...callsOf(rig) };
}

describe('looking up', () => {
  it('finds a record by its number, IMEI, serial number or model, newest first', async () => {
    const { jobs, imeis, calls } = await threeRecords();
    const find = async (text: string) =>
      (await calls['find-records']({ text })).map(({ record }) => jobs.findIndex((job) => job.record === record));
    const [first] = jobs;
    expect(await find(first?.record ?? '')).toEqual([0]);
    expect(await find(` ${first?.record.toLowerCase()} `)).toEqual([0]);
    expect(await find((first?.record ?? '').slice(0, 11))).toEqual([2, 1, 0]);
    expect(await find(imeis[1] ?? '')).toEqual([1]);
    expect(await find('860000000000002')).toEqual([2]);
    expect(await find('serial-1')).toEqual([1]);
    expect(await find('sc-51')).toEqual([1, 0]);
    expect(await find('ＰＩＸＥＬ')).toEqual([2]);
    expect(await find(qrText(first?.record ?? '', 'ab'.repeat(32)))).toEqual([0]);
    expect(await find('')).toEqual([2, 1, 0]);
    for (const nothing of ['51D', '%', '_', "' OR 1=1 --", '49015420323751']) expect(await find(nothing)).toEqual([]);
  });

  it('tells how each record ended, and when', async () => {
    const { rig, jobs, imeis, calls } = await threeRecords();
    const [first] = jobs;
    if (!first) throw new Error('no job');
    expect(await calls['find-records']({ text: imeis[0] ?? '' })).toMatchObject([
      { state: 'awaiting-review', outcome: null, imei: imeis[0], serial: 'Serial-0' },
    ]);
    rig.desk.review(first, look(first.port, { number: imeis[0] ?? '' }));
    const [found] = await calls['find-records']({ text: imeis[0] ?? '' });
    expect(found).toMatchObject({ state: 'passed', outcome: 'pass' });
    expect(found?.atMs).toBe(Date.parse(rig.opened.ledger.ofJob(first.id).at(-1)?.entry.at ?? ''));
  });

  it('pages through all entries from newest to oldest, each once', async () => {
    const { rig, calls } = await threeRecords();
    const seen: number[] = [];
    for (let before: number | null = null; ; ) {
      const page = await calls['list-entries']({ before, most: 7 });
      seen.push(...page.entries.map(({ seq }) => seq));
      if (page.before === null) break;
      before = page.before;
    }
    const { seq } = rig.opened.ledger.head();
    expect(seen).toEqual(Array.from({ length: seq }, (_, at) => seq - at));
    expect(await calls['list-entries']({ before: 1, most: 7 })).toEqual({ entries: [], before: null });
  });

  it('reads a record with its certificate and what was heard of its job, and refuses one that is none', async () => {
    const { jobs, calls, exchange } = await threeRecords();
    const [first] = jobs;
    if (!first) throw new Error('no job');
    const line = { at: '2026-01-01T00:00:00.000Z', direction: 'sent', text: 'getprop' } as const;
    exchange.add(first.id, line);
    const read = await calls['read-record']({ record: first.record });
    expect(read).toMatchObject({ record: first.record, content: { record: first.record }, exchange: [line] });
    expect(read.entries.every((entry) => entry.record === first.record)).toBe(true);
    expect(() => calls['read-record']({ record: 'HK-0' as never })).toThrow('record.unknown');
  });
});
