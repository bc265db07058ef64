import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { ReaderView, ReadingView } from '../../../domain/chip-view.ts';
import { operatorId, type PortId, portId } from '../../../domain/ids.ts';
import type { WindowChange } from '../../../domain/window-state.ts';
import { chipHashFile } from '../../../main/chips/chip-hash.ts';
import { Hall } from './hall.ts';

let hall: Hall;
afterEach(() => hall.close());

const SHOP = { name: '白紙商店', licence: '', address: '', phone: '' };
const SATO = operatorId('sato');
const FIRST = { shop: SHOP, language: 'ja', secondPerson: 'required', people: [] } as const;

async function inPractice(phones: number): Promise<readonly ReaderView[]> {
  hall = new Hall();
  await hall.call('first-run', { ...FIRST, workplace: 'real', people: [] });
  await hall.call('start-practice', { phones, seed: 'readers', faults: [] });
  return hall.until((change) =>
    change.kind === 'readers' && change.readers.every(({ is }) => is === 'ready') && change.readers.length > 0
      ? change.readers
      : null,
  );
}

type Load = Parameters<typeof hall.call<'lay-on-practice-reader'>>[1]['what'];

/** Lays something on a reader and waits for what is read of it. */
async function lay({ reader }: Pick<ReaderView, 'reader'>, what: Load): Promise<ReadingView> {
  const before = (await hall.call('get-state', {})).readers.find((one) => one.reader === reader)?.reading?.id;
  const from = hall.events.length;
  await hall.call('lay-on-practice-reader', { reader, what });
  return hall.until((change) => {
    const now = change.kind === 'readers' ? change.readers.find((one) => one.reader === reader)?.reading : null;
    return now && now.id !== before ? now : null;
  }, from);
}

async function phoneRead(): Promise<PortId> {
  return hall.until((change: WindowChange) => {
    const isRead = change.kind === 'port' && change.port.phone !== null && change.port.phone !== 'reading';
    return isRead ? change.port.port : null;
  });
}

it('two practice readers read phones through the real drivers, and a record begins with the chip of the phone on a Port', async () => {
  const readers = await inPractice(1);
  expect(readers.map(({ model }) => model).toSorted()).toEqual(['rc-s300', 'rc-s380']);
  const port = await phoneRead();
  const [one, other] = readers;
  if (!one || !other) throw new Error('no readers');
  const reading = await lay(one, { is: 'phone', port });
  expect(reading).toMatchObject({ kind: 'phone', state: 'EMPTY', record: null, seenIn: null, zeroable: null });
  expect(reading.idmTail).toMatch(/^…[0-9a-f]{4}$/);
  const phone = { is: 'port', port } as const;
  const bind = (reader: ReaderView, id: string) =>
    ({ reader: reader.reader, reading: id, phone, confirmed: true, declared: SATO }) as const;
  expect(await hall.refusal('bind-chip-reading', { ...bind(one, reading.id), declared: null })).toBe(
    'operator.undeclared',
  );
  const { record, chip } = await hall.call('bind-chip-reading', bind(one, reading.id));
  expect(chip).toMatchObject({ state: 'EMPTY', sale: 'blocked', lastRead: { by: 'sato' } });
  expect(await hall.refusal('bind-chip-reading', bind(one, reading.id))).toBe('chip.already-bound');
  const shown = await hall.until((change) => (change.kind === 'port' && change.port.chip ? change.port : null));
  expect(shown).toMatchObject({ port, job: null, chip: { record, state: 'EMPTY' } });
  // The same chip on the other kind of reader is the same chip.
  const again = await lay(other, { is: 'phone', port });
  expect(again).toMatchObject({ state: 'EMPTY', seenIn: record });
  expect((await hall.call('bind-chip-reading', bind(other, again.id))).record).toBe(record);
  const { history } = await hall.call('read-chip-detail', { phone });
  expect(history.map(({ what }) => what.is)).toEqual(['read', 'read', 'presence']);
  const job = await hall.call('start-job', {
    port,
    purpose: 'inspection',
    consent: { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'told' },
    declared: SATO,
    retryOf: null,
  });
  expect(job.record).toBe(record);
  await hall.call('cancel-job', { job: job.id });
});

it('what lies there is told by name, and a phone’s chip is never zeroed while a loose card is, on record', async () => {
  const [one] = await inPractice(1);
  if (!one) throw new Error('no reader');
  const { reader } = one;
  const chips = await hall.call('list-practice-chips', {});
  expect(chips.map(({ name }) => name)).toEqual(expect.arrayContaining(['suica', 'lite-s', 'locked']));
  const suica = await lay(one, { is: 'chip', chip: 'suica' });
  expect(suica).toMatchObject({ state: 'RESIDUAL', zeroable: null });
  expect(suica.residues.some(({ name }) => name?.ja.includes('交通') === true)).toBe(true);
  const zero = (reading: string) => ({ reader, reading, consent: true, declared: SATO }) as const;
  expect(await hall.refusal('zero-card', zero(suica.id))).toBe('card.not-zeroable');
  const card = await lay(one, { is: 'chip', chip: 'lite-s' });
  expect(card).toMatchObject({ kind: 'card', zeroable: 'lite' });
  const zeroed = await hall.call('zero-card', zero(card.id));
  expect(zeroed).toEqual({ blocksWritten: 14, isReadBack: true, left: [] });
  const { entries } = await hall.call('list-entries', { before: null, most: 1 });
  expect(entries[0]).toMatchObject({ kind: 'card-zeroed', actor: 'sato', record: null, body: { way: 'lite' } });
  expect(await hall.refusal('lay-on-practice-reader', { reader, what: { is: 'chip', chip: 'no such' } })).toBe(
    'ipc.bad-input',
  );
  const nowhere = { is: 'phone', port: portId('usb:7-7') } as const;
  expect(await hall.refusal('lay-on-practice-reader', { reader, what: nowhere })).toBe('device.absent');
  await hall.call('set-reader-scan', { reader, scan: 'iphone' });
  expect((await hall.call('get-state', {})).readers.find((view) => view.reader === reader)?.scan).toBe('iphone');
});

it('practice and real work never mix: no practice reader, chip or key reaches the real workplace', async () => {
  const [one] = await inPractice(1);
  if (!one) throw new Error('no reader');
  const port = await phoneRead();
  const reading = await lay(one, { is: 'phone', port });
  const phone = { is: 'port', port } as const;
  const bound = { reader: one.reader, reading: reading.id, phone, confirmed: true, declared: SATO } as const;
  const { record } = await hall.call('bind-chip-reading', bound);
  if (record === null) throw new Error('no record');
  const { entries } = await hall.call('read-record', { record });
  expect(entries.map(({ kind }) => kind)).toEqual(['chip-record-opened', 'chip-presence-judged', 'chip-read']);
  await hall.call('stop-practice', {});
  const state = await hall.call('get-state', {});
  expect(state.workplace).toBe('real');
  expect(state.readers.filter(({ reader }) => reader.startsWith('practice'))).toEqual([]);
  expect(await hall.refusal('lay-on-practice-reader', { reader: one.reader, what: { is: 'nothing' } })).toBe(
    'workplace.not-practice',
  );
  expect(await hall.refusal('bind-chip-reading', bound)).toBe('chip.reading-gone');
  expect(await hall.refusal('read-chip-detail', { phone: { is: 'record', record } })).toBe('chip.no-record');
  expect(existsSync(chipHashFile(join(hall.folder, 'practice')))).toBe(true);
  expect(existsSync(chipHashFile(hall.folder))).toBe(false);
  const real = await hall.call('list-entries', { before: null, most: 500 });
  expect(real.entries.filter(({ kind }) => kind.startsWith('chip-'))).toEqual([]);
  expect(real.entries.length).toBeGreaterThan(0);
});
