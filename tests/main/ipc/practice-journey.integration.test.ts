import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { PortId } from '../../../domain/ids.ts';
import { isErased, isGreen, type JobView, type PortView, type WindowChange } from '../../../domain/window-state.ts';
import { type Follow, Hall } from './hall.ts';

let hall: Hall;
afterEach(() => hall.close());

const SHOP = { name: '白紙商店', licence: '東京都公安委員会 第301234567890号', address: '', phone: '' };
const PEOPLE = [
  { id: 'sato', name: '佐藤', role: 'manager', pin: '482915' },
  { id: 'suzuki', name: '鈴木', role: 'operator', pin: '739164' },
] as const;
const CONSENT = { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'told' } as const;

async function phoneOn(port: PortId): Promise<PortView> {
  return hall.until((change) => {
    if (change.kind !== 'port' || change.port.port !== port) return null;
    return change.port.phone !== null && change.port.phone !== 'reading' ? change.port : null;
  });
}

const follow: Follow = (port, instruction) => hall.call('follow-at-practice-phone', { port, instruction });

/** Lays a phone on the first reader and confirms that it is this one, as soon as it was read. */
async function readChip(job: JobView) {
  const [view] = (await hall.call('get-state', {})).readers;
  if (!view) throw new Error('no reader');
  const { reader } = view;
  const before = view.reading?.id ?? null;
  const from = hall.events.length;
  await hall.call('lay-on-practice-reader', { reader, what: { is: 'phone', port: job.port } });
  const reading = await hall.until((change) => {
    const now = change.kind === 'readers' ? change.readers.find((one) => one.reader === reader)?.reading : null;
    return now && now.id !== before ? now : null;
  }, from);
  const phone = { is: 'record', record: job.record } as const;
  const detail = await hall.call('bind-chip-reading', {
    reader,
    reading: reading.id,
    phone,
    confirmed: true,
    declared: null,
  });
  await hall.call('lay-on-practice-reader', { reader, what: { is: 'nothing' } });
  await hall.until(
    (change) => (change.kind === 'readers' && change.readers.every(({ isOccupied }) => !isOccupied) ? true : null),
    hall.events.length - 1,
  );
  return detail;
}

const greenJob = (job: JobView) => (change: WindowChange) =>
  change.kind === 'port' && change.port.job?.id === job.id && isGreen(change.port.job) ? change.port.job : null;

it('three practice phones go from first run to certificates over calls and events alone', async () => {
  hall = new Hall();
  expect((await hall.call('get-state', {})).settings.shop).toBeNull();
  const people = [...PEOPLE];
  await hall.call('first-run', { shop: SHOP, language: 'ja', workplace: 'real', secondPerson: 'required', people });
  expect(
    await hall.refusal('first-run', {
      shop: SHOP,
      language: 'ja',
      workplace: 'real',
      secondPerson: 'required',
      people,
    }),
  ).toBe('workplace.first-run-over');
  await hall.call('start-practice', { phones: 3, seed: 'calls', faults: [] });
  expect(await hall.refusal('find-records', { text: 'HK' })).toBe('operator.not-logged-in');
  await hall.call('log-in', { name: 'suzuki', pin: '739164' });
  const state = await hall.call('get-state', {});
  expect(state).toMatchObject({ workplace: 'practice', rack: { is: 'running' }, settings: { shop: SHOP } });
  expect(state.ports.map(({ name }) => name)).toEqual(['1', '2', '3']);
  const ports = await Promise.all(state.rack.phones.map(({ port }) => phoneOn(port)));
  for (const { port, phone } of ports) {
    const canShow = phone !== null && phone !== 'reading' && phone.canShowPort;
    expect(await hall.call('show-port-on-phone', { port })).toEqual({ shown: canShow });
    if (phone === null || phone === 'reading' || phone.imeis.length > 0) continue;
    const { saw } = await hall.call('follow-at-practice-phone', { port, instruction: 'read-imei' });
    const read = await hall.call('examine-phone', { port, claim: { imei: saw, source: 'typed' } });
    expect(read).toMatchObject({ imeis: [saw], imeiSource: 'typed' });
  }
  const jobs = await Promise.all(
    ports.map(({ port }) =>
      hall.call('start-job', { port, purpose: 'inspection', consent: CONSENT, declared: null, retryOf: null }),
    ),
  );
  expect(await hall.refusal('stop-practice', {})).toBe('workplace.busy');
  const done = await Promise.all(jobs.map((job) => hall.attend(job, follow)));
  const ends = done.map(({ state: end, reason }) => [end, reason]);
  expect(ends).toEqual([1, 2, 3].map(() => ['awaiting-review', null]));
  expect(done.some(isGreen)).toBe(false);
  const look = async ({ port }: JobView) => {
    const { saw } = await hall.call('follow-at-practice-phone', { port, instruction: 'look-at-screen' });
    const { saw: number } = await hall.call('follow-at-practice-phone', { port, instruction: 'read-imei' });
    return { saw, number, accepted: true, declared: null };
  };
  const [first] = done;
  if (!first) throw new Error('no job');
  // Whoever erased a phone may read its chip, and that reading lets nobody sell it.
  expect((await readChip(first)).chip).toMatchObject({ state: 'EMPTY', sale: 'blocked' });
  const override = { record: first.record, why: '急ぎ', declared: null };
  expect(await hall.refusal('override-chip-gate', override)).toBe('operator.not-allowed');
  expect(await hall.refusal('review-job', { job: first.id, look: await look(first) })).toBe('operator.not-allowed');
  await hall.call('log-in', { name: 'sato', pin: '482915' });
  for (const job of done) {
    const reviewed = await hall.call('review-job', { job: job.id, look: await look(job) });
    expect([isErased(reviewed), isGreen(reviewed)]).toEqual([true, false]);
    expect((await readChip(job)).chip).toMatchObject({ state: 'EMPTY', sale: 'allowed', recheck: 'done' });
    expect(await hall.until(greenJob(job))).toMatchObject({ chip: { lastRead: { by: 'sato' } } });
    const { folder, files } = await hall.call('issue-certificate', { record: job.record, language: 'ja' });
    for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
    const { content, exchange } = await hall.call('read-record', { record: job.record });
    expect(content.outcome).toBe('pass');
    expect(exchange.length).toBeGreaterThan(5);
    const heard = exchange.map(({ text }) => text).join('\n');
    expect(heard.includes(job.imei ?? '')).toBe(false);
    expect(heard).not.toMatch(/[0-9a-f]{32}/);
  }
  await hall.call('print-paper', { is: 'label', record: first.record, widthMm: 62 });
  expect(hall.printed).toEqual([
    (await hall.call('preview-paper', { is: 'label', record: first.record, widthMm: 62 })).pdf.length,
  ]);
  const today = new Date().toLocaleDateString('sv-SE');
  const report = await hall.call('make-report', { from: '2026-01-01', to: today, language: 'ja' });
  expect(report.files.toSorted()).toEqual(['devices.csv', `report-2026-01-01-${today}.pdf`, 'report.json']);
  expect(JSON.parse(readFileSync(join(report.folder, 'report.json'), 'utf8'))).toMatchObject({
    content: { store: SHOP.name, licence: SHOP.licence, counts: { phones: 3, passed: 3 } },
    signature: { algorithm: 'Ed25519' },
  });
  expect((await hall.call('export-ledger', {})).files).toHaveLength(1);
  expect(await hall.call('look-for-causes', {})).toEqual(expect.arrayContaining([]));
  // Nothing was lost on the way: the numbers of events have no gap.
  expect(hall.events.map(({ revision }) => revision)).toEqual(hall.events.map((_, at) => at + 1));
  expect((await hall.call('verify-ledger', {})).chain.ok).toBe(true);
  const found = await hall.call('find-records', { text: first.imei ?? '' });
  expect(found.map(({ record, outcome }) => [record, outcome])).toEqual([[first.record, 'pass']]);
  await hall.call('stop-practice', {});
  expect(await hall.call('get-state', {})).toMatchObject({
    workplace: 'real',
    rack: { is: 'absent' },
    bench: { is: 'opening' },
  });
});

it('a first run that chose practice begins there, with its people, its shop and eight phones, and leaves the real workplace untouched', async () => {
  hall = new Hall();
  const run = { shop: SHOP, language: 'en', secondPerson: 'required' } as const;
  await hall.call('first-run', { ...run, workplace: 'practice', people: [...PEOPLE] });
  const state = await hall.call('get-state', {});
  expect(state).toMatchObject({
    workplace: 'practice',
    settings: { shop: SHOP, language: 'en' },
    attendance: { is: 'present', account: { id: 'sato' } },
    rack: { is: 'running' },
  });
  expect(state.rack.phones).toHaveLength(8);
  const { ledger } = hall.places.current.records;
  expect(ledger.identity.practice).toBe(true);
  await hall.call('stop-practice', {});
  const real = await hall.call('get-state', {});
  expect(real).toMatchObject({ workplace: 'real', settings: { shop: null }, accounts: [], ledger: { entries: 1 } });
  expect(real.ledger.workstation).not.toBe(ledger.identity.workstation);
});
