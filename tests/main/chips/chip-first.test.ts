import { describe, expect, it } from 'vitest';
import { value } from '../../../domain/device.ts';
import { portId } from '../../../domain/ids.ts';
import { suicaReading } from '../../domain/sample-chip.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { look } from '../jobs/desk-rig.ts';
import { ChipRig } from './chip-rig.ts';

const PORT = portId('usb:1-1');
const ON_PORT = { is: 'port', port: PORT } as const;

describe('a record that begins with its chip', () => {
  it('is taken over by the job of the same phone, so that one record tells the whole road', async () => {
    const rig = new ChipRig();
    const examined = await rig.plugged();
    const { record, chip } = await rig.read(ON_PORT, 'sato', suicaReading());
    if (record === null) throw new Error('no record');
    expect(chip.state).toBe('RESIDUAL');
    expect(rig.told(record)).toEqual(['chip-record-opened sato', 'chip-presence-judged workstation', 'chip-read sato']);
    expect(rig.begun.on(PORT)).toBe(record);
    // More is bound to the same record while the phone stays.
    expect((await rig.read(ON_PORT, 'sato', suicaReading())).record).toBe(record);
    const job = rig.desk.draft(examined, { operator: 'tanaka' as never, purpose: 'inspection' }, consent());
    expect(job.record).toBe(record);
    expect(rig.begun.on(PORT)).toBeNull();
    const { job: waiting } = await rig.desk.run(job);
    expect(rig.desk.review(waiting, look(PORT)).state).toBe('passed');
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    const kinds = rig.opened.ledger.ofRecord(record).map(({ entry }) => entry.kind);
    expect(kinds.indexOf('chip-read')).toBeLessThan(kinds.indexOf('job-drafted'));
    expect(kinds.lastIndexOf('chip-read')).toBeGreaterThan(kinds.indexOf('verdict-reached'));
    expect(rig.chips.row(record)).toMatchObject({ job: job.id, sale: 'allowed' });
  });

  it('is blocked again by the reset that follows an empty reading', async () => {
    const rig = new ChipRig();
    const examined = await rig.plugged();
    const { record } = await rig.read(ON_PORT, 'sato');
    if (record === null) throw new Error('no record');
    const job = rig.desk.draft(examined, { operator: 'tanaka' as never, purpose: 'inspection' }, consent());
    const { job: waiting } = await rig.desk.run(job);
    rig.desk.review(waiting, look(PORT));
    expect(rig.chipViews.of(record)).toMatchObject({ sale: 'blocked', blocks: ['read-before-reset'] });
    expect(rig.chips.row(record)).toMatchObject({ sale: 'blocked', blocks: ['read-before-reset'] });
    expect(rig.waiting.all().map((one) => one.record)).toEqual([record]);
  });

  it('belongs to no phone any more once that phone has left its Port, and its history is found by its numbers', async () => {
    const rig = new ChipRig();
    await rig.plugged();
    const first = await rig.read(ON_PORT, 'sato', suicaReading());
    rig.hands.replug('usb:1-1');
    expect(rig.begun.on(PORT)).toBeNull();
    const back = await rig.desk.examine(PORT, new AbortController().signal);
    rig.examined.set(PORT, back);
    const detail = await rig.chipDesk.detail(ON_PORT);
    expect(detail).toMatchObject({ record: null, chip: { record: null, sale: 'blocked' } });
    expect(detail.history.map(({ record }) => record)).toContain(first.record);
    const job = rig.desk.draft(back, { operator: 'tanaka' as never, purpose: 'inspection' }, consent());
    expect(job.record).not.toBe(first.record);
  });

  it('is not taken over by another phone, even one that was never seen to be swapped', async () => {
    const rig = new ChipRig();
    const examined = await rig.plugged();
    const { record } = await rig.read(ON_PORT, 'sato');
    const facts = sampleDevice({ serial: value('ANOTHER', 'test'), imeis: value(['356938035643809'], 'test') });
    const job = rig.desk.draft(
      { ...examined, facts },
      { operator: 'tanaka' as never, purpose: 'inspection' },
      consent(),
    );
    expect(job.record).not.toBe(record);
  });

  it('is taken over once: the next job of that phone has a record of its own', async () => {
    const rig = new ChipRig();
    const examined = await rig.plugged();
    const { record } = await rig.read(ON_PORT, 'sato');
    const order = { operator: 'tanaka' as never, purpose: 'inspection' } as const;
    const first = rig.desk.draft(examined, order, consent());
    rig.desk.withdraw(first);
    const second = rig.desk.draft(examined, order, consent());
    expect([first.record === record, second.record === record]).toEqual([true, false]);
  });

  it('writes nothing merely because it is looked at, and needs a phone that was read', async () => {
    const rig = new ChipRig();
    await rig.plugged();
    const head = rig.opened.ledger.head().seq;
    expect(await rig.chipDesk.detail(ON_PORT)).toMatchObject({ record: null, history: [], chip: { state: 'UNKNOWN' } });
    expect(() => rig.chipDesk.detail({ is: 'port', port: portId('usb:1-9') })).toThrow('chip.no-record');
    expect(rig.opened.ledger.head().seq).toBe(head);
  });
});

describe('phones that wait for their chip', () => {
  it('are those that passed and may not be sold, newest first, until they may', async () => {
    const rig = new ChipRig();
    const first = await rig.passed('usb:1-1');
    const second = await rig.passed('usb:1-2');
    expect(rig.waiting.all().map(({ record }) => record)).toEqual([second.record, first.record]);
    expect(rig.waiting.all()[0]).toMatchObject({
      job: second.id,
      serial: 'S-usb:1-2',
      chip: { sale: 'blocked' },
      endedAtMs: expect.any(Number),
    });
    await rig.read(first.record, 'sato');
    expect(rig.waiting.all().map(({ record }) => record)).toEqual([second.record]);
    await rig.chipDesk.override(second.record, 'why', 'mori' as never);
    expect(rig.waiting.all()).toEqual([]);
  });

  it('do not count records of before there were chips on record, nor jobs that failed', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    rig.opened.database.exec('DELETE FROM chips');
    expect(rig.waiting.all()).toEqual([]);
    rig.adapter.script = { perform: { wipe: () => Promise.reject(new Error('boo')) } };
    await rig.run('usb:1-2');
    expect(rig.waiting.all()).toEqual([]);
    // A reading brings even an old record back.
    await rig.read(record, 'tanaka');
    expect(rig.waiting.all().map((one) => one.record)).toEqual([record]);
  });
});

function consent() {
  return {
    purpose: 'inspection',
    operator: 'tanaka' as never,
    deletion: 'agreed',
    identityCheck: 'done',
    toldNoOverwrite: 'told',
    textVersion: 'test',
  } as const;
}
