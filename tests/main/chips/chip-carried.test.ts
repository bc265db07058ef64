import { describe, expect, it } from 'vitest';
import type { ChipReading } from '../../../domain/chip.ts';
import { presenceOf } from '../../../domain/chip-presence.ts';
import { value } from '../../../domain/device.ts';
import { portId, type RecordId } from '../../../domain/ids.ts';
import { emptyReading, silentReading, suicaReading } from '../../domain/sample-chip.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { WITHOUT_CHIP } from '../jobs/desk-rig.ts';
import { ChipRig, GUIDE, hash, IDM, person, READER } from './chip-rig.ts';

const ON_PORT = { is: 'port', port: portId('usb:1-1') } as const;
const OTHER_IDM = '0139000000000002';
const DENIED = presenceOf([{ is: 'model-table', says: 'no', entry: 'x', version: '1' }]);

/** A phone that was read under a record of its own, went away, and came back. */
async function comeBack(rig: ChipRig, reading: ChipReading, idm?: string): Promise<RecordId> {
  await rig.plugged();
  const { record } = await rig.read(ON_PORT, 'sato', reading, idm);
  if (record === null) throw new Error('no record');
  rig.hands.replug('usb:1-1');
  return record;
}

function attest(rig: ChipRig, record: RecordId) {
  const reading = rig.hold(silentReading());
  return rig.chipDesk.attestSilent({
    reader: READER,
    reading,
    phone: { is: 'record', record },
    who: person('tanaka'),
  });
}

function step(rig: ChipRig, phone: Parameters<ChipRig['read']>[0], who: string) {
  const meant = typeof phone === 'string' ? ({ is: 'record', record: phone } as const) : phone;
  const { id, version } = GUIDE;
  const what = { guide: id, version, step: 'own-erase', outcome: 'done', saw: '' } as const;
  return rig.chipDesk.confirmStep({ phone: meant, ...what, who: person(who) });
}

describe('a chip that answered under an earlier record of the phone', () => {
  it('stays there, whatever a table and silence say under the next one', async () => {
    const rig = new ChipRig();
    rig.presence = DENIED;
    const earlier = await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect(record).not.toBe(earlier);
    const { chip } = await attest(rig, record);
    expect(chip).toMatchObject({ state: 'UNKNOWN', sale: 'blocked', presence: { is: 'present' } });
    expect(rig.chipBodies(record, 'chip-carried-over')).toEqual([
      {
        otherRecords: [earlier],
        sources: [{ is: 'reader', says: 'answered', isPhoneAwake: false }],
        idmHashes: [hash(IDM)],
        acts: [],
      },
    ]);
    // What the workstation writes of the silence agrees with what the record amounts to.
    expect(rig.chipBodies(record, 'chip-presence-judged').at(-1)?.presence.is).toBe('present');
    expect(rig.chips.row(record)).toMatchObject({ sale: 'blocked' });
  });

  it('is on record already at the draft, where table and software alone would clear the phone', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect(rig.chipViews.of(record)).toMatchObject({ sale: 'blocked', blocks: ['not-read'] });
    expect(rig.chips.row(record)).toMatchObject({ sale: 'blocked', blocks: ['not-read'] });
  });

  it('is known before the phone has a new record, and in one that begins with its chip', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    await comeBack(rig, suicaReading());
    rig.examined.set(ON_PORT.port, await rig.desk.examine(ON_PORT.port, new AbortController().signal));
    expect((await rig.chipDesk.detail(ON_PORT)).chip.presence.is).toBe('present');
    const { record, chip } = await rig.read(ON_PORT, 'sato', silentReading());
    expect(chip).toMatchObject({ state: 'UNKNOWN', presence: { is: 'present' } });
    expect(record && rig.told(record)).toEqual([
      'chip-record-opened sato',
      'chip-carried-over workstation',
      'chip-presence-judged workstation',
      'chip-read sato',
    ]);
  });

  it('takes an absence away that an older record still shows', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    const { record: older } = await rig.passed();
    expect(rig.chipViews.of(older).sale).toBe('allowed');
    rig.hands.replug('usb:1-1');
    await comeBack(rig, suicaReading());
    expect(rig.chipViews.of(older)).toMatchObject({ sale: 'blocked', presence: { is: 'present' } });
    expect(rig.chips.row(older)?.sale).toBe('blocked');
  });

  it('says nothing of another phone', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    await comeBack(rig, suicaReading());
    const { record } = await rig.passed('usb:1-2');
    expect(rig.chipViews.of(record)).toMatchObject({ state: 'NOT_PRESENT', sale: 'allowed' });
    expect(rig.told(record)).toEqual(['chip-presence-judged workstation']);
  });
});

describe('two phones with one number', () => {
  it('tell each other nothing while anything says that they are two', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    const phone = (model: string) => () =>
      sampleDevice({ serial: value('0123456789', 'getprop'), model: value(model, 'getprop') });
    rig.adapter.script = { ...rig.adapter.script, identify: phone('A') };
    const { record } = await rig.draft('usb:1-2');
    rig.adapter.script = { ...rig.adapter.script, identify: phone('B') };
    await rig.plugged('usb:1-3');
    await rig.read({ is: 'port', port: portId('usb:1-3') }, 'sato', suicaReading());
    expect(rig.chipViews.of(record)).toMatchObject({ state: 'NOT_PRESENT', sale: 'allowed' });
    expect(rig.told(record)).toEqual(['chip-presence-judged workstation']);
  });
});

describe('another chip than the phone showed under an earlier record', () => {
  it('is another phone on the reader, and lets nothing be sold', async () => {
    const rig = new ChipRig();
    await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect((await rig.read(record, 'sato', emptyReading(), OTHER_IDM)).chip.blocks).toEqual(['another-chip']);
    const right = new ChipRig();
    await comeBack(right, suicaReading());
    const job = await right.passed();
    expect((await right.read(job.record, 'sato', emptyReading())).chip.sale).toBe('allowed');
  });

  it('also takes the sale from the earlier record: one of the two was the wrong phone', async () => {
    const rig = new ChipRig();
    const first = await rig.passed();
    expect((await rig.read(first.record, 'sato')).chip.sale).toBe('allowed');
    rig.hands.replug('usb:1-1');
    await comeBack(rig, suicaReading(), OTHER_IDM);
    expect(rig.chipViews.of(first.record).blocks).toEqual(['another-chip']);
  });
});

describe('what was done to a chip under an earlier record', () => {
  it('keeps who did it from reading it again under the next one', async () => {
    const rig = new ChipRig();
    await rig.plugged();
    await step(rig, ON_PORT, 'sato');
    rig.hands.replug('usb:1-1');
    const { record } = await rig.passed();
    expect((await rig.read(record, 'sato')).chip).toMatchObject({ blocks: ['recheck-same-person'] });
    expect((await rig.read(record, 'suzuki')).chip.sale).toBe('allowed');
    // Once it is on record it is not carried again.
    expect(rig.chipBodies(record, 'chip-carried-over')).toHaveLength(1);
  });

  it('voids the reading of a later record also when it is done afterwards, and leaves earlier ones as they were', async () => {
    const rig = new ChipRig();
    const earlier = await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    await step(rig, earlier, 'suzuki');
    expect(rig.chipViews.of(record).blocks).toEqual(['read-again']);
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    rig.hands.replug('usb:1-1');
    rig.examined.set(ON_PORT.port, await rig.desk.examine(ON_PORT.port, new AbortController().signal));
    await step(rig, ON_PORT, 'suzuki');
    expect(rig.chipViews.of(record).sale).toBe('allowed');
  });
});
